import { setTimeout as sleep } from 'node:timers/promises';
import { judged, type ProofRow } from '../../table.js';
import { staffToken } from '../../staff.js';
import { type Customers, failuresOf, type Seen } from './customers.js';
import {
  masterKilled,
  nginxKilled,
  oneOfEach,
  poolerRestarted,
  primaryKilled,
  replicaKilled,
} from './kills.js';
import type { Landscape } from './landscape.js';
import { asAdmin } from './servers.js';

type Scene = (landscape: Landscape, customers: Customers) => Promise<ProofRow[]>;

const LAG_SECONDS = 5;
const ROUNDS = 8;

/** One after the other on the same shop. */
export const SCENES: readonly (readonly [string, Scene])[] = [
  ['orders a second with one and with three API processes', throughput],
  ['read your writes, replica 5 s behind', readYourWrites],
  ['replica killed under load', replicaKilled],
  ['PgBouncer started anew under load', poolerRestarted],
  ['nginx killed under load', nginxKilled],
  ['the primary killed under load', primaryKilled],
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
