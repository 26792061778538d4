import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Daemon } from '../../../daemons/daemon.js';
import type { RedisCluster } from '../../../daemons/redis-cluster.js';
import { findFreePort } from '../../../free-port.js';
import type { MailInbox } from '../../../mail-inbox.js';
import { runCommand } from '../../../run-command.js';
import { DIST } from '../../proof-rig.js';
import { ShopProcess } from '../../shop-process.js';
import type { ShopUnderTest } from '../../shop-under-test.js';
import { type ComposeService, readImage } from './compose-file.js';
import { dockerFolder } from './servers.js';

export const APIS = ['api-1', 'api-2', 'api-3'] as const;
/** Four of compose's workers: those through which an order goes. */
export const WORKERS = [
  'worker-relay',
  'worker-orders',
  'worker-notifications',
  'worker-payment-callbacks',
] as const;

const STARTS = 3;

/** What a landscape is made of. */
export interface LandscapeParts {
  readonly folder: string;
  readonly shop: ShopUnderTest;
  readonly services: ReadonlyMap<string, ComposeService>;
  readonly addresses: ReadonlyMap<string, string>;
  readonly mail: MailInbox;
  readonly cluster: RedisCluster;
  readonly servers: ReadonlyMap<string, Daemon>;
  /** Superuser on the replica. */
  readonly replicaAdminUrl: string;
}

/** The whole shop as `docker/compose.yml` describes it, on the servers of this system. */
export class Landscape {
  readonly shop: ShopUnderTest;
  readonly cluster: RedisCluster;
  readonly replicaAdminUrl: string;
  private readonly processes = new Map<string, ShopProcess>();
  private readonly ports = new Map<string, number>();

  constructor(private readonly parts: LandscapeParts) {
    this.shop = parts.shop;
    this.cluster = parts.cluster;
    this.replicaAdminUrl = parts.replicaAdminUrl;
  }

  server(name: string): Daemon {
    return given(this.parts.servers, name);
  }

  process(name: string): ShopProcess {
    return given(this.processes, name);
  }

  /** Starts a process of the shop from its service, at the same port as before. */
  async start(name: string): Promise<ShopProcess> {
    const service = given(this.parts.services, name);
    const port = await this.portOf(name);
    const image = readImage(join(dockerFolder(DIST), 'Dockerfile'), 'production');
    const [, ...args] = service.command.length > 0 ? service.command : image.command;
    const env = {
      PATH: '/usr/bin:/bin',
      ...image.environment,
      ...service.environment,
      HOST: '127.0.0.1',
      MEDIA_DIR: join(this.parts.folder, 'media'),
      METRICS_PORT: '0',
      ...(isApi(name) ? { PORT: String(port) } : { WORKER_HEALTH_PORT: String(port) }),
    };
    const words = args.map((text) => text.replace(/^dist\//, DIST));
    const started = await persistently(() =>
      ShopProcess.start(name, words, env, `http://127.0.0.1:${port}/health/ready`),
    );
    this.processes.set(name, started);
    return started;
  }

  /** Asks one to stop as a rolling restart does, and starts it again. @returns its exit code */
  async restart(name: string): Promise<number | null> {
    const code = await this.process(name).stop();
    await this.start(name);
    return code;
  }

  /** Runs the command line of the program past the pooler, as the service `migrate` does. */
  cli(...args: string[]): Promise<{ code: number; output: string }> {
    const { services, folder } = this.parts;
    return runCli(
      given(services, 'migrate'),
      folder,
      `exec node dist/src/cli.js ${args.join(' ')}`,
    );
  }

  /** Ends everything and removes the folder. */
  async stop(): Promise<void> {
    const { folder, mail, servers } = this.parts;
    await Promise.all([...this.processes.values()].map((process) => process.killHard()));
    await this.shop.close();
    await this.cluster.stop();
    await mail.stop();
    await Promise.all([...servers.values()].map((server) => server.stop('SIGQUIT')));
    await rm(folder, { recursive: true, force: true });
  }

  private async portOf(name: string): Promise<number> {
    const known = this.parts.addresses.get(`${name}:3000`)?.split(':')[1];
    const port = Number(known ?? this.ports.get(name) ?? (await findFreePort()));
    this.ports.set(name, port);
    return port;
  }
}

/** Runs a shell line beside `dist`, as in the container, with the environment of a service. */
export function runCli(
  service: ComposeService,
  folder: string,
  line: string,
): Promise<{ code: number; output: string }> {
  const env = { ...service.environment, NODE_ENV: 'production', MEDIA_DIR: join(folder, 'media') };
  const pairs = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const path = `PATH=${dirname(process.execPath)}:/usr/bin:/bin`;
  const inFolder = `cd ${join(DIST, '..')} && ${line}`;
  return runCommand('/usr/bin/env', ['-i', path, ...pairs, 'sh', '-c', inFolder]);
}

/** As `restart: unless-stopped` does it: a process that gives up at its start is started again. */
async function persistently<T>(start: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await start();
    } catch (error) {
      if (tries === STARTS) throw error;
    }
  }
}

/** @throws Error when there is none of that name */
export function given<T>(map: ReadonlyMap<string, T>, name: string): T {
  const found = map.get(name);
  if (found === undefined) throw new Error(`docker/compose.yml or this run has no ${name}`);
  return found;
}

function isApi(name: string): boolean {
  return (APIS as readonly string[]).includes(name);
}
