import { randomBytes } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SECRET_NAMES } from '../../../../config/secrets.js';
import { Daemon } from '../../../daemons/daemon.js';
import { startPgBouncer } from '../../../daemons/pgbouncer.js';
import { startRedisCluster } from '../../../daemons/redis-cluster.js';
import { seedDemo } from '../../../demo-data/seed-demo.js';
import { findFreePort } from '../../../free-port.js';
import { startMailInbox } from '../../../mail-inbox.js';
import { DIST } from '../../proof-rig.js';
import { ShopUnderTest } from '../../shop-under-test.js';
import { type ComposeService, readCompose } from './compose-file.js';
import { APIS, given, Landscape, runCli, WORKERS } from './landscape.js';
import {
  dockerFolder,
  findPrograms,
  type Programs,
  startNginx,
  startPrimary,
  startReplica,
} from './servers.js';

type Stoppable = { stop(): Promise<unknown> };
type Services = ReadonlyMap<string, ComposeService>;

const MASTERS = 3;
const DEMO_PRODUCTS = 24;
/** Everything that services of compose call each other by, and the port of theirs. */
const SERVICES = [
  'postgres:5432',
  'postgres-replica:5432',
  'pgbouncer:6432',
  'redis-cache:6379',
  'mail:1025',
  ...APIS.map((name) => `${name}:3000`),
];

/** @returns the shop on servers of its own, or the name of a program that is missing here */
export async function openLandscape(say: (line: string) => void): Promise<Landscape | string> {
  const programs = findPrograms();
  if (typeof programs === 'string') return programs;
  const folder = await mkdtemp(join(tmpdir(), 'eshop-scale-'));
  // The servers have accounts of their own, which have to pass through.
  await chmod(folder, 0o755);
  const builder = new LandscapeBuilder(folder, programs, say);
  try {
    return await builder.build();
  } catch (error) {
    await builder.giveUp();
    throw error;
  }
}

/** Starts one server after the other, and remembers what has to be ended when one does not start. */
class LandscapeBuilder {
  private readonly docker = dockerFolder(DIST);
  private readonly secrets = freshSecrets();
  private readonly addresses = new Map<string, string>();
  private readonly servers = new Map<string, Daemon>();
  private readonly started: Stoppable[] = [];

  constructor(
    private readonly folder: string,
    private readonly programs: Programs,
    private readonly say: (line: string) => void,
  ) {}

  async build(): Promise<Landscape> {
    for (const name of SERVICES) this.addresses.set(name, `127.0.0.1:${await findFreePort()}`);
    const { folder, addresses, servers } = this;
    const mail = this.keep(await startMailInbox({ smtpPort: this.portOf('mail:1025') }));
    this.say('  Redis Cluster of 3 masters and 3 replicas');
    const cluster = this.keep(
      await startRedisCluster({
        program: this.programs.redis,
        cli: this.programs.redisCli,
        folder: join(folder, 'redis'),
        masters: MASTERS,
        replicasOfEach: 1,
      }),
    );
    const services = readCompose(
      join(this.docker, 'compose.yml'),
      { ...this.secrets, REDIS_URL: '', REDIS_CLUSTER_URLS: cluster.urls.join(',') },
      addresses,
    );
    this.say('  PostgreSQL 15, its schema and some products');
    await this.startDatabase(services);
    this.say('  its replica, PgBouncer, nginx');
    await this.startAround(services);
    const { DATABASE_OWNER_URL: ownerUrl = '', DATABASE_URL: appUrl = '' } = given(
      services,
      'migrate',
    ).environment;
    const variables = { JWT_KEYS: this.secrets['JWT_KEYS'] ?? '' };
    const shop = await ShopUnderTest.open({ dist: DIST, ownerUrl, appUrl, variables });
    await this.startNginx(Number(new URL(shop.url).port));
    const replicaAdminUrl = this.adminUrl('postgres-replica:5432');
    const parts = { folder, shop, services, addresses, mail, cluster, servers, replicaAdminUrl };
    const landscape = new Landscape(parts);
    this.started.push(landscape);
    this.say('  3 API and 4 worker processes');
    // One after the other: all at once are late on a small machine, and give up.
    for (const name of [...APIS, ...WORKERS]) await landscape.start(name);
    return landscape;
  }

  /** Ends what was started. */
  async giveUp(): Promise<void> {
    for (const one of [...this.started].reverse()) await one.stop().catch(() => undefined);
    await rm(this.folder, { recursive: true, force: true });
  }

  private async startDatabase(services: Services): Promise<void> {
    const folder = join(this.folder, 'postgres');
    await mkdir(folder, { recursive: true });
    const primary = await startPrimary(
      this.programs.postgres,
      { folder, port: this.portOf('postgres:5432') },
      given(services, 'postgres').command,
      {
        password: this.secrets['POSTGRES_PASSWORD'] ?? '',
        replication: this.secrets['REPLICATION_DB_PASSWORD'] ?? '',
        scripts: join(this.docker, 'postgres'),
      },
    );
    this.serve('primary', primary);
    const migrate = given(services, 'migrate');
    const done = await runCli(migrate, this.folder, migrate.command.at(-1) ?? '');
    if (done.code !== 0) throw new Error(`Not migrated: ${done.output}`);
    const url = migrate.environment['DATABASE_OWNER_URL'] ?? '';
    const mediaDir = join(this.folder, 'media');
    await seedDemo({ url, products: DEMO_PRODUCTS, mediaDir });
  }

  private async startAround(services: Services): Promise<void> {
    const { command, environment } = given(services, 'postgres-replica');
    const replica = await startReplica(
      this.programs.postgres,
      { folder: join(this.folder, 'postgres'), port: this.portOf('postgres-replica:5432') },
      command,
      environment['PRIMARY_URL'] ?? '',
      join(this.docker, 'postgres'),
    );
    this.serve('replica', replica);
    const pooler = await startPgBouncer({
      program: this.programs.pgbouncer,
      folder: join(this.folder, 'pgbouncer'),
      urls: [given(services, 'migrate').environment['DATABASE_URL'] ?? ''],
      config: await readFile(join(this.docker, 'pgbouncer.ini'), 'utf8'),
      port: this.portOf('pgbouncer:6432'),
    });
    this.serve('pgbouncer', pooler.daemon);
    const port = this.portOf('redis-cache:6379');
    const cache = await Daemon.start({
      program: this.programs.redis,
      args: [
        ...given(services, 'redis-cache').command.slice(1),
        ...['--port', String(port), '--bind', '127.0.0.1', '--dir', this.folder],
      ],
      port,
    });
    this.serve('redis-cache', cache);
  }

  private async startNginx(port: number): Promise<void> {
    const place = { folder: join(this.folder, 'nginx'), port };
    const config = join(this.docker, 'nginx.conf');
    this.serve('nginx', await startNginx(this.programs.nginx, place, config, this.addresses));
  }

  private serve(name: string, daemon: Daemon): void {
    this.servers.set(name, this.keep(daemon));
  }

  private keep<T extends Stoppable>(one: T): T {
    this.started.push(one);
    return one;
  }

  private portOf(name: string): number {
    return Number(given(this.addresses, name).split(':')[1]);
  }

  private adminUrl(name: string): string {
    return `postgres://postgres:${this.secrets['POSTGRES_PASSWORD']}@${given(this.addresses, name)}/eshop`;
  }
}

/** What `npm run cli -- secrets` prints, and how this run differs from a shop in containers. */
function freshSecrets(): Record<string, string> {
  const hex = (bytes: number): string => randomBytes(bytes).toString('hex');
  const passwords = ['POSTGRES', 'OWNER_DB', 'APP_DB', 'READER_DB', 'REPLICATION_DB', 'GRAFANA'];
  return {
    ...Object.fromEntries(SECRET_NAMES.map((name) => [name, hex(32)])),
    ...Object.fromEntries(passwords.map((name) => [`${name}_PASSWORD`, hex(16)])),
    JWT_KEYS: `k1:${hex(32)}`,
    ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    BACKUP_KEYS: `b1:${randomBytes(32).toString('base64')}`,
    TRUSTED_PROXIES: '127.0.0.1/32',
    // Everybody is 127.0.0.1 here, and buys the same thing.
    RATE_LIMITS: 'x1000',
    MAX_STOCK_SHARE: '100',
    REDELIVER_AFTER_SECONDS: '5',
  };
}
