import { setTimeout as sleep } from 'node:timers/promises';
import type { Daemon } from '../../../daemons/daemon.js';
import { judged, type ProofRow } from '../../table.js';
import { survived, told, untilQuiet } from './afterwards.js';
import { type Customers, failuresOf } from './customers.js';
import type { Landscape } from './landscape.js';

/** How long nobody may be answered when a server is killed and started again half a second later. */
const GAP_MS = 5_000;
/** The primary reads its log again first, and PgBouncer tries it once a second. */
const PRIMARY_GAP_MS = 15_000;

/** The replica: nobody notices, and it is asked again once it is back. */
export async function replicaKilled(
  landscape: Landscape,
  customers: Customers,
): Promise<ProofRow[]> {
  const replica = landscape.server('replica');
  const seen = await customers.during(async () => {
    await sleep(2_000);
    await replica.stop('SIGKILL');
    await sleep(3_000);
    await replica.startAgain();
    await sleep(3_000);
  });
  const after = await customers.during(() => sleep(2_000));
  const faults = failuresOf(seen);
  if (seen.fromReplica === 0) faults.push('the replica was not asked before');
  if (after.fromReplica === 0) faults.push('the replica was not asked again');
  return [judged('replica killed and back', seen.requests, told(seen), faults)];
}

/** PgBouncer, through which every statement goes. */
export async function poolerRestarted(
  landscape: Landscape,
  customers: Customers,
): Promise<ProofRow[]> {
  const pooler = landscape.server('pgbouncer');
  const seen = await customers.during(async () => {
    await sleep(2_000);
    await pooler.stop('SIGKILL');
    await sleep(500);
    await pooler.startAgain();
    await sleep(3_000);
  });
  return [survived('PgBouncer killed and back', seen, GAP_MS)];
}

/** nginx with its workers, and whatever came through it just then. */
export async function nginxKilled(landscape: Landscape, customers: Customers): Promise<ProofRow[]> {
  return [await killedAndBack(landscape.server('nginx'), 'nginx', customers, GAP_MS)];
}

/** The primary with all of its processes, at once: what was committed is there when it is back. */
export async function primaryKilled(
  landscape: Landscape,
  customers: Customers,
): Promise<ProofRow[]> {
  const primary = landscape.server('primary');
  return [await killedAndBack(primary, 'the primary', customers, PRIMARY_GAP_MS)];
}

async function killedAndBack(
  server: Daemon,
  name: string,
  customers: Customers,
  gapMs: number,
): Promise<ProofRow> {
  const seen = await customers.during(async () => {
    await sleep(2_000);
    await server.killAll();
    await sleep(500);
    await server.startAgain();
    await sleep(4_000);
  });
  return survived(`${name} killed and back`, seen, gapMs);
}

/** The master that holds the queue of orders: its replica takes its place. */
export async function masterKilled(
  landscape: Landscape,
  customers: Customers,
): Promise<ProofRow[]> {
  const { cluster, shop } = landscape;
  const port = await cluster.masterOf('{eshop:orders}:wait');
  const node = cluster.nodes.find((one) => one.port === port);
  const seen = await customers.during(async () => {
    await sleep(1_500);
    await node?.daemon.stop('SIGKILL');
    await sleep(6_000);
  });
  const ms = await untilQuiet(shop);
  await node?.daemon.startAgain();
  const faults = failuresOf(seen);
  if (node === undefined) faults.push('no master was found');
  if (ms === null) faults.push('events are still open');
  const rest = `all events done ${((ms ?? 0) / 1_000).toFixed(1)} s after the last order`;
  return [
    judged('master of the orders queue killed', seen.requests, `${told(seen)}, ${rest}`, faults),
  ];
}

/** One after the other, of each kind of process and server one. */
export async function oneOfEach(landscape: Landscape, customers: Customers): Promise<ProofRow[]> {
  const { cluster } = landscape;
  const port = await cluster.masterOf('{eshop:notifications}:wait');
  const node = cluster.nodes.find((one) => one.port === port);
  const kill: readonly (readonly [string, () => Promise<unknown>, () => Promise<unknown>])[] = [
    ...(['api-2', 'worker-orders', 'worker-relay'] as const).map(
      (name) =>
        [name, () => landscape.process(name).killHard(), () => landscape.start(name)] as const,
    ),
    ...(['redis-cache', 'replica', 'pgbouncer'] as const).map(
      (name) =>
        [
          name,
          () => landscape.server(name).stop('SIGKILL'),
          () => landscape.server(name).startAgain(),
        ] as const,
    ),
    [
      'Redis node',
      async () => node?.daemon.stop('SIGKILL'),
      async () => node?.daemon.startAgain(),
    ] as const,
  ];
  const seen = await customers.during(async () => {
    for (const [, stop, start] of kill) {
      await sleep(700);
      await stop();
      await sleep(700);
      await start();
    }
    await sleep(2_000);
  });
  return [survived(`killed: ${kill.map(([name]) => name).join(', ')}`, seen, GAP_MS)];
}
