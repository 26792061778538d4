import pg from 'pg';
import { PLAN_ONCE } from '../../../database/db.js';
import type { Statement } from '../../../database/statement.js';
import { listStatement } from '../../../modules/orders/data/order-lists.sql.js';
import { FIND_STAFF_DETAIL } from '../../../modules/orders/data/order-views.sql.js';
import { REPORT_PAGES } from '../../../modules/reports/data/report-statements.js';
import { ms, percentile } from '../payments/figures.js';
import type { ShopUnderTest } from '../shop-under-test.js';
import { judged, type ProofRow } from '../table.js';

const ROUNDS = 15;
const FAST_MS = 150;
const REPORT_MS = 20_000;

interface Read {
  readonly name: string;
  readonly text: string;
  readonly plan?: Statement['plan'];
  readonly values: readonly unknown[];
  readonly limitMs: number;
}

/** How long lists, details and reports take over so many archived orders, as the application and under its policies. */
export async function readsOverArchive(shop: ShopUnderTest, archived: number): Promise<ProofRow[]> {
  for (const table of ['orders_archive', 'order_items_archive', 'refunds_archive']) {
    await shop.owner.query(`ANALYZE ${table}`);
  }
  const client = new pg.Client({ connectionString: shop.appUrl });
  await client.connect();
  try {
    const rows: ProofRow[] = [];
    for (const read of await readsOf(shop)) {
      const took = await timesOf(client, read);
      const median = percentile(took, 0.5);
      const faults =
        median > read.limitMs ? [`${ms(median)} is more than ${ms(read.limitMs)}`] : [];
      rows.push(judged(`${read.name}, archive included`, archived, ms(median), faults));
    }
    return rows;
  } finally {
    await client.end();
  }
}

async function readsOf(shop: ShopUnderTest): Promise<Read[]> {
  const { rows } = await shop.owner.query<{ id: string; user: string; at: string }>(
    `SELECT id, user_id AS user, created_at::text AS at FROM orders_archive WHERE order_number LIKE 'OLD-%'
     ORDER BY id LIMIT 1`,
  );
  const { id = '', user = '', at = '' } = rows[0] ?? {};
  const list = (name: string, ...args: Parameters<typeof listStatement>): Read => {
    const { statement, values } = listStatement(...args);
    return { name, text: statement.text, plan: statement.plan, values, limitMs: FAST_MS };
  };
  const report = (kind: keyof typeof REPORT_PAGES, from: string): Read => ({
    name: `report of ${kind} since ${from.slice(0, 4)}`,
    text: REPORT_PAGES[kind].text,
    values: [from, '2039-12-31', 'UTC', null, null, 101, null, null, null],
    limitMs: REPORT_MS,
  });
  const long = new Date(Date.now() - 6 * 365 * 86_400_000).toISOString().slice(0, 10);
  const year = new Date(Date.now() - 4 * 365 * 86_400_000).toISOString().slice(0, 10);
  return [
    list('staff list', {}, '-createdAt', 21, null),
    list('staff list, in the middle of it', {}, '-createdAt', 21, { value: at, id }),
    list('staff list of pending orders', { status: ['pending'] }, '-createdAt', 21, null),
    list('staff list of orders on their way', { status: ['delivering'] }, '-createdAt', 21, null),
    list('staff list of a SKU nobody bought', { sku: 'NONE' }, '-createdAt', 21, null),
    list(
      'staff list of refunded orders',
      { paymentState: 'partially_refunded' },
      '-createdAt',
      21,
      null,
    ),
    list(
      'staff list of orders paid in part',
      { paymentState: 'partially_paid' },
      '-createdAt',
      21,
      null,
    ),
    list('staff list of orders with returns', { hasReturns: true }, '-createdAt', 21, null),
    list('orders of a customer', { customerId: user }, '-createdAt', 21, null),
    { name: 'one order', text: FIND_STAFF_DETAIL.text, values: [id], limitMs: FAST_MS },
    report('sales', year),
    ...(['sales', 'products', 'categories', 'customers', 'refunds'] as const).map((kind) =>
      report(kind, long),
    ),
  ];
}

async function timesOf(
  client: pg.Client,
  { name, text, plan, values, limitMs }: Read,
): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < (limitMs === FAST_MS ? ROUNDS : 2); n += 1) {
    await client.query(
      `BEGIN READ ONLY; SET LOCAL app.scope = 'all'; SET LOCAL statement_timeout = 60000; SET LOCAL work_mem = '64MB'; SET LOCAL jit = off${plan === undefined ? '' : PLAN_ONCE}`,
    );
    const began = performance.now();
    // As the API does it: by name, so that what is planned once is planned no more.
    await client.query({ name, text, values: [...values] });
    times.push(performance.now() - began);
    await client.query('COMMIT');
  }
  return times;
}
