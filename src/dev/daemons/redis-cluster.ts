import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from '../free-port.js';
import { runCommand } from '../run-command.js';
import { Daemon } from './daemon.js';

const SLOTS = 16_384;
const FORM_MS = 30_000;
/** The bus of a node listens this far above its port. */
const BUS = 10_000;

/** A Redis Cluster of our own. */
export interface RedisCluster {
  readonly urls: readonly string[];
  readonly nodes: readonly { readonly port: number; readonly daemon: Daemon }[];
  /** Port of the node that holds the slot of a key now. */
  masterOf(key: string): Promise<number>;
  stop(): Promise<void>;
}

export interface RedisClusterOptions {
  readonly program: string;
  /** `redis-cli`, of the same package. */
  readonly cli: string;
  readonly folder: string;
  readonly masters: number;
  readonly replicasOfEach: number;
  readonly onStarted?: (pid: number) => void;
}

/** Starts the nodes and lets them find each other; one master alone takes all slots. */
export async function startRedisCluster(options: RedisClusterOptions): Promise<RedisCluster> {
  const { cli, masters, replicasOfEach } = options;
  const nodes: { port: number; daemon: Daemon }[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(nodes.map(({ daemon }) => daemon.stop('SIGKILL')));
  };
  try {
    for (let index = 0; index < masters * (1 + replicasOfEach); index += 1) {
      nodes.push(await startNode(options, index));
    }
    const ports = nodes.map(({ port }) => port);
    await meet(cli, ports, replicasOfEach);
    await untilFormed(cli, ports);
    return {
      urls: ports.map((port) => `redis://127.0.0.1:${port}`),
      nodes,
      masterOf: (key) => masterOf(cli, nodes, key),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startNode(
  { program, folder, onStarted }: RedisClusterOptions,
  index: number,
): Promise<{ port: number; daemon: Daemon }> {
  const port = await findFreePort();
  const dir = join(folder, `node-${index}`);
  await mkdir(dir, { recursive: true });
  const settings = {
    bind: '127.0.0.1',
    port: String(port),
    'cluster-port': String(port + BUS),
    'cluster-enabled': 'yes',
    'cluster-config-file': 'nodes.conf',
    // A node that has met nobody does not know its own address.
    'cluster-announce-ip': '127.0.0.1',
    'cluster-node-timeout': '2000',
    dir,
    save: '',
    appendonly: 'yes',
    'maxmemory-policy': 'noeviction',
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  return { port, daemon: await Daemon.start({ program, args, port, onStarted }) };
}

async function meet(cli: string, ports: readonly number[], replicas: number): Promise<void> {
  const [first] = ports;
  if (ports.length === 1) {
    await ask(cli, first ?? 0, 'CLUSTER', 'ADDSLOTSRANGE', '0', String(SLOTS - 1));
    return;
  }
  const addresses = ports.map((port) => `127.0.0.1:${port}`);
  const made = await runCommand(cli, [
    ...['--cluster', 'create', ...addresses],
    ...['--cluster-replicas', String(replicas), '--cluster-yes'],
  ]);
  if (made.code !== 0) throw new Error(`The Redis Cluster was not formed: ${made.output}`);
}

async function untilFormed(cli: string, ports: readonly number[]): Promise<void> {
  const deadline = Date.now() + FORM_MS;
  for (;;) {
    const states = await Promise.all(ports.map((port) => ask(cli, port, 'CLUSTER', 'INFO')));
    if (states.every((state) => state.includes('cluster_state:ok'))) return;
    if (Date.now() > deadline) throw new Error(`The Redis Cluster is not formed: ${states[0]}`);
    await sleep(100);
  }
}

async function masterOf(
  cli: string,
  nodes: readonly { port: number; daemon: Daemon }[],
  key: string,
): Promise<number> {
  const { port } = nodes.find(({ daemon }) => daemon.isRunning) ?? { port: 0 };
  const slot = Number(await ask(cli, port, 'CLUSTER', 'KEYSLOT', key));
  const lines = (await ask(cli, port, 'CLUSTER', 'NODES')).split('\n');
  const holder = lines.find((line) => {
    const [, , flags = '', , , , , ...ranges] = line.split(' ');
    return flags.includes('master') && !flags.includes('fail') && ranges.slice(1).some(holds(slot));
  });
  return Number(/127\.0\.0\.1:(\d+)/.exec(holder ?? '')?.[1]);
}

function holds(slot: number): (range: string) => boolean {
  return (range) => {
    const [from, to = from] = range.split('-').map(Number);
    return from !== undefined && to !== undefined && slot >= from && slot <= to;
  };
}

async function ask(cli: string, port: number, ...words: string[]): Promise<string> {
  const { output } = await runCommand(cli, ['-h', '127.0.0.1', '-p', String(port), ...words]);
  return output.trim();
}
