import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { residentMemory } from '../memory.js';
import type { ProofRig } from '../proof-rig.js';
import type { ShopProcess } from '../shop-process.js';
import type { ShopUnderTest } from '../shop-under-test.js';
import { judged, type ProofRow } from '../table.js';

/** What a worker may hold, MB. */
const MAX_RSS = 200;
/** How much more it may hold at the end of a file than after the first fifth. */
const MAX_GROWTH = 1.1;
const PATIENCE_MS = 60 * 60_000;
const VARIANTS = 2;

interface State {
  readonly id: string;
  readonly status: string;
  readonly rows: Record<'read' | 'created' | 'updated' | 'unchanged' | 'failed', number>;
}

/**
 * A file of products goes in while its worker is killed in the middle: how long it takes, how much
 * the worker holds, and whether every row is there once.
 */
export async function importFile(rig: Pick<ProofRig, 'shop'>, rows = 100_000): Promise<ProofRow> {
  const shop = await rig.shop();
  await shop.startApi();
  await shop.startWorker('relay');
  const token = await administrator(shop);
  const file = fileOf(rows);
  const begun = Date.now();
  const { id } = await upload(shop, token, file);
  const first = await shop.startWorker('transfers');
  const peak = { rows, early: 0, rss: 0 };
  const half = await until(shop, token, id, peak, first, ({ rows: { read } }) => read >= rows / 2);
  await first.killHard();
  const killedAt = half.rows.read;
  const second = await shop.startWorker('transfers');
  const done = await until(shop, token, id, peak, second, ({ status }) => isOver(status));
  const minutes = (Date.now() - begun) / 60_000;
  const faults = [...(await faultsOf(shop, rows)), ...countFaults(done, rows)];
  if (peak.rss > MAX_RSS) faults.push(`the worker held ${peak.rss} MB`);
  if (peak.rss > MAX_GROWTH * peak.early) {
    faults.push(`the worker grew from ${peak.early} MB at ${rows / 5} rows to ${peak.rss} MB`);
  }
  if (killedAt >= rows) faults.push('it was over before it was killed');
  const what = `${rows} rows in ${minutes.toFixed(1)} minutes, worker at most ${peak.rss} MB (${peak.early} MB after ${rows / 5}), kill -9 after ${killedAt} rows`;
  return judged('an import survives the death of its worker', rows, what, faults);
}

/** Two variants per product: SKU, price and stock follow from the number of the row. */
function fileOf(rows: number): string {
  const lines = ['slug,name,short_description,published,sku,price:USD,stock,option:Size'];
  for (let row = 0; row < rows; row += 1) {
    const product = Math.floor(row / VARIANTS);
    const isFirst = row % VARIANTS === 0;
    const own = isFirst ? `Imported thing ${product},"Number ${product}, as it came",yes` : ',,';
    lines.push(
      `imported-${product},${own},IMP-${row},${priceOf(row)},${row % 90},${isFirst ? 'S' : 'L'}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

function priceOf(row: number): string {
  return ((1_000 + (row % 9_000)) / 100).toFixed(2);
}

async function administrator(shop: ShopUnderTest): Promise<string> {
  const [buyer] = await shop.buyers(1);
  if (!buyer) throw new Error('No administrator');
  await shop.owner.query(
    `UPDATE users SET role_id = (SELECT id FROM user_roles WHERE code = 'admin') WHERE id = $1`,
    [buyer.userId],
  );
  await shop.owner.query('UPDATE user_roles SET requires_mfa = false');
  return buyer.token;
}

async function upload(shop: ShopUnderTest, token: string, file: string): Promise<State> {
  const address = `${shop.url}/api/v1/admin/imports?kind=products&createMissing=true`;
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'text/csv' };
  const answer = await fetch(address, { method: 'POST', headers, body: file });
  if (answer.status !== 202) throw new Error(`The file was refused: ${await answer.text()}`);
  return (await answer.json()) as State;
}

function isOver(status: string): boolean {
  return ['completed', 'failed', 'cancelled'].includes(status);
}

async function until(
  shop: ShopUnderTest,
  token: string,
  id: string,
  peak: { readonly rows: number; early: number; rss: number },
  worker: ShopProcess,
  isThere: (state: State) => boolean,
): Promise<State> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    peak.rss = Math.max(peak.rss, await residentMemory(worker.pid));
    const { body, text } = await shop.request('GET', `/admin/imports/${id}`, { token });
    const state = body as unknown as State;
    if (state.rows.read <= peak.rows / 5) peak.early = peak.rss;
    if (isThere(state) || isOver(state.status)) return state;
    if (Date.now() > deadline) throw new Error(`The import does not end: ${text}\n${worker.log}`);
    await sleep(100);
  }
}

function countFaults({ status, rows }: State, expected: number): string[] {
  const isRight = status === 'completed' && rows.read === expected && rows.created === expected;
  return isRight ? [] : [`it ended as ${status} with ${JSON.stringify(rows)}`];
}

/** What is there, beside what an import that nobody disturbed would leave. */
async function faultsOf(shop: ShopUnderTest, rows: number): Promise<string[]> {
  const digest = createHash('md5');
  for (let row = 0; row < rows; row += 1) {
    digest.update(
      `imported-${Math.floor(row / VARIANTS)}|IMP-${row}|${priceOf(row)}|${row % 90}|${row % 90}\n`,
    );
  }
  const found = await shop.owner.query<{ n: number; digest: string }>(
    `SELECT count(*)::int AS n, md5(string_agg(line, '' ORDER BY number)) AS digest FROM (
       SELECT substr(v.sku, 5)::int AS number, concat_ws('|', p.slug, v.sku, v.price, v.inventory_quantity,
         (SELECT coalesce(sum(m.quantity), 0) FROM stock_movements m WHERE m.variant_id = v.id)) || chr(10) AS line
       FROM product_variants v JOIN products p ON p.id = v.product_id
       WHERE v.sku LIKE 'IMP-%' AND v.deleted_at IS NULL) s`,
  );
  const [row] = found.rows;
  if (row?.digest === digest.digest('hex')) return [];
  return [`${row?.n ?? 0} variants are there, and not all as an undisturbed import leaves them`];
}
