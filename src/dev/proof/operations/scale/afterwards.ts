import { setTimeout as sleep } from 'node:timers/promises';
import { ORDER_INVARIANTS } from '../../order-invariants.js';
import { countRows } from '../../shopping.js';
import type { ShopUnderTest } from '../../shop-under-test.js';
import { judged, type ProofRow } from '../../table.js';
import { type Customers, failuresOf, type Seen } from './customers.js';
import type { Landscape } from './landscape.js';

const QUIET_MS = 90_000;
/** What happened after a commit and was not answered yet. */
const OPEN_EVENTS = `SELECT id FROM outbox_events WHERE done_at IS NULL AND failed_at IS NULL
  AND created_at > now() - interval '1 hour' AND queue IN ('orders', 'notifications', 'payment-callbacks')`;

/** Milliseconds until all events are done; null when none is for a minute and a half although some are open. */
export async function untilQuiet(shop: ShopUnderTest): Promise<number | null> {
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
export function survived(name: string, seen: Seen, gapMs: number): ProofRow {
  const faults: string[] = [];
  if (seen.longestGapMs > gapMs) faults.push(`nobody was answered for ${seen.longestGapMs} ms`);
  // Whoever cannot be served now is told so; a 500 is a failure that nobody has thought of,
  // and a page of HTML is read by no program.
  for (const failure of failuresOf(seen)) if (/: (500 |\d+ <)/.test(failure)) faults.push(failure);
  const failed = failuresOf(seen).join(', ') || 'no request';
  return judged(name, seen.requests, `${told(seen)}, failed: ${failed}`, faults);
}

/** What customers did meanwhile, in words. */
export function told(seen: Seen): string {
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
