import { setTimeout as sleep } from 'node:timers/promises';
import { judged, type ProofRow } from '../../table.js';
import { ORDER_INVARIANTS } from '../../order-invariants.js';
import { staffToken } from '../../staff.js';
import { countRows } from '../../shopping.js';
import type { ShopUnderTest } from '../../shop-under-test.js';
import { type Customers, failuresOf, type Seen } from './customers.js';
import type { Landscape } from './landscape.js';
import { asAdmin } from './servers.js';

type Scene = (landscape: Landscape, customers: Customers) => Promise<ProofRow[]>;

const LAG_SECONDS = 5;
const ROUNDS = 8;
const QUIET_MS = 90_000;
/** What happened after a commit and was not answered yet. */
const OPEN_EVENTS = `SELECT id FROM outbox_events WHERE done_at IS NULL AND failed_at IS NULL
  AND created_at > now() - interval '1 hour' AND queue IN ('orders', 'notifications', 'payment-callbacks')`;

/** One after the other on the same shop. */
export const SCENES: readonly (readonly [string, Scene])[] = [
  ['orders a second with one and with three API processes', throughput],
  ['read your writes, replica 5 s behind', readYourWrites],
  ['replica killed under load', replicaKilled],
  ['PgBouncer started anew under load', poolerRestarted],
  ['a master of the Redis Cluster killed under load', masterKilled],
  ['one of each killed under load', oneOfEach],
];

async function throughput(landscape: Landscape, customers: Customers): Promise<ProofRow[]> {
  const all = { reads: 0, pauseMs: 0 };
  const three = await customers.during(() => sleep(6_000), all);
  for (const name of ['api-2', 'api-3']) await landscape.process(name).stop();
  await sleep(500);
  const one = await customers.during(() => sleep(6_000), all);
  await Promise.all(['api-2', 'api-3'].map((name) => landscape.start(name)));
  await sleep(2_500);
  const rate = ({ orders, seconds }: Seen): string => (orders / seconds).toFixed(1);
  const faults = [...failuresOf(three), ...failuresOf(one)];
  const seen = `${rate(one)}/s with 1, ${rate(three)}/s with 3 on ${cores()}`;
  return [judged('orders a second by API processes', one.orders + three.orders, seen, faults)];
}

function cores(): string {
  return 'this machine, shared with all servers';
}

async function readYourWrites({ shop, replicaAdminUrl }: Landscape): Promise<ProofRow[]> {
  const token = await staffToken(shop);
  const [reader] = await shop.buyers(1);
  const { rows } = await shop.owner.query<{ id: string; slug: string }>(
    `SELECT id, slug FROM products WHERE slug = 'linen-shirt'`,
  );
  const product = rows[0];
  if (product === undefined || reader === undefined) throw new Error('Nothing to change');
  await asAdmin(replicaAdminUrl, [
    `ALTER SYSTEM SET recovery_min_apply_delay = '${LAG_SECONDS}s'`,
    'SELECT pg_reload_conf()',
  ]);
  const faults: string[] = [];
  let fromReplica = 0;
  let asked = 0;
  const look = async (path: string, as: string): Promise<Record<string, unknown>> => {
    asked += 1;
    const answer = await shop.request('GET', path, { token: as });
    if (answer.headers.get('cache-status')?.includes('replica')) fromReplica += 1;
    if (answer.status !== 200) faults.push(`GET ${path}: ${answer.status}`);
    return answer.body;
  };
  for (let round = 1; round <= ROUNDS; round += 1) {
    const admin = `/admin/products/${product.id}`;
    const before = await shop.request('GET', admin, { token });
    const name = `Linen shirt ${round}`;
    const changed = await shop.request('PATCH', admin, {
      token,
      body: { name },
      headers: { 'if-match': before.headers.get('etag') ?? '*' },
    });
    if (changed.status !== 200) faults.push(`PATCH: ${changed.status} ${changed.text}`);
    // Each of the three API processes is asked, by the writer and by somebody else.
    for (const as of [token, reader.token, token, reader.token, token, reader.token]) {
      const page = await look(`/products/${product.slug}`, as);
      if (page['name'] !== name) faults.push(`round ${round}: ${String(page['name'])}`);
      await look('/categories', as);
    }
    // Long enough behind that the replica must not be asked, once so long that it may be again.
    if (round === ROUNDS / 2) await sleep((LAG_SECONDS + 1) * 1_000);
    const page = await look(`/products/${product.slug}`, token);
    if (page['name'] !== name) faults.push(`round ${round}, later: ${String(page['name'])}`);
  }
  await asAdmin(replicaAdminUrl, [
    'ALTER SYSTEM RESET recovery_min_apply_delay',
    'SELECT pg_reload_conf()',
  ]);
  if (fromReplica === 0) faults.push('the replica was never asked');
  const seen = `${fromReplica} answers by the replica that was ${LAG_SECONDS} s behind, none old`;
  return [judged('everybody reads what was written', asked, seen, faults)];
}

async function replicaKilled(landscape: Landscape, customers: Customers): Promise<ProofRow[]> {
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

async function poolerRestarted(landscape: Landscape, customers: Customers): Promise<ProofRow[]> {
  const pooler = landscape.server('pgbouncer');
  const seen = await customers.during(async () => {
    await sleep(2_000);
    await pooler.stop('SIGKILL');
    await sleep(500);
    await pooler.startAgain();
    await sleep(3_000);
  });
  return [survived('PgBouncer killed and back', seen, 5_000)];
}

async function masterKilled(landscape: Landscape, customers: Customers): Promise<ProofRow[]> {
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

async function oneOfEach(landscape: Landscape, customers: Customers): Promise<ProofRow[]> {
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
  return [survived(`killed: ${kill.map(([name]) => name).join(', ')}`, seen, 5_000)];
}

/** Milliseconds until all events are done; null when none is for a minute and a half although some are open. */
async function untilQuiet(shop: ShopUnderTest): Promise<number | null> {
  const began = Date.now();
  let least = Infinity;
  let lastAt = began;
  for (;;) {
    const open = await countRows(shop, OPEN_EVENTS);
    if (open === 0) return Date.now() - began;
    if (open < least) lastAt = Date.now();
    least = Math.min(least, open);
    if (Date.now() - lastAt > QUIET_MS) return null;
    await sleep(200);
  }
}

/** Requests may fail while a server is not there; each order was placed once at last, and soon. */
function survived(name: string, seen: Seen, gapMs: number): ProofRow {
  const faults: string[] = [];
  if (seen.longestGapMs > gapMs) faults.push(`nobody was answered for ${seen.longestGapMs} ms`);
  const failed = failuresOf(seen).join(', ') || 'no request';
  return judged(name, seen.requests, `${told(seen)}, failed: ${failed}`, faults);
}

function told(seen: Seen): string {
  return `${seen.orders} orders, ${seen.fromReplica} reads by the replica, longest gap ${seen.longestGapMs} ms`;
}

/** Everything is what it should be once nothing runs any more. */
export async function atTheEnd(landscape: Landscape, { placed }: Customers): Promise<ProofRow[]> {
  const { shop } = landscape;
  const faults: string[] = [];
  const ms = await untilQuiet(shop);
  if (ms === null) faults.push('events are still open');
  const doctor = await landscape.cli('doctor', 'stock');
  if (doctor.code !== 0) faults.push(`doctor: ${doctor.output.slice(-300)}`);
  for (const [name, sql] of Object.entries(ORDER_INVARIANTS)) {
    const { rowCount } = await shop.owner.query(sql);
    if (rowCount !== 0) faults.push(`${name}: ${rowCount}`);
  }
  const ids = [...placed.values()];
  const { rows } = await shop.owner.query<{ n: number; known: number }>(
    `SELECT count(*)::int AS n, count(*) FILTER (WHERE id = ANY ($1))::int AS known FROM orders`,
    [ids],
  );
  const { n = 0, known = 0 } = rows[0] ?? {};
  if (n !== ids.length || known !== ids.length) {
    faults.push(`${ids.length} keys, ${n} orders, ${known} of them known`);
  }
  return [
    judged(
      'one order for each key, all invariants, doctor',
      n,
      `${ids.length} keys, ${n} orders`,
      faults,
    ),
  ];
}
