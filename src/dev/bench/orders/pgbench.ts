import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type pg from 'pg';
import { searchPath } from '../../../config/given-env.js';
import type { Basket } from './crowd.js';

const run = promisify(execFile);
const DEBIAN = '/usr/lib/postgresql';

/** PostgreSQL's own load generator, which does not come with the npm package; null where there is none. */
export function findPgbench(): string | null {
  const debian = existsSync(DEBIAN) ? readdirSync(DEBIAN).map((v) => join(DEBIAN, v, 'bin')) : [];
  const folders = [...searchPath().split(':'), ...debian];
  return folders.map((folder) => join(folder, 'pgbench')).find((file) => existsSync(file)) ?? null;
}

/** The same rows as an order of three lines, written one by one by the simplest statements. */
const SCRIPT = `
\\set b random(0, :baskets - 1)
BEGIN;
INSERT INTO idempotency_keys (scope, route, key, fingerprint, response_status, response_body)
  VALUES ('bench', 'POST /orders', gen_random_uuid()::text, 'bench', 201, '{}');
UPDATE product_variants SET inventory_quantity = inventory_quantity - 1 WHERE id = (SELECT id FROM bench_lines WHERE basket = :b AND n = 1);
UPDATE product_variants SET inventory_quantity = inventory_quantity - 1 WHERE id = (SELECT id FROM bench_lines WHERE basket = :b AND n = 2);
UPDATE product_variants SET inventory_quantity = inventory_quantity - 1 WHERE id = (SELECT id FROM bench_lines WHERE basket = :b AND n = 3);
INSERT INTO orders (email, status, subtotal, total_amount, shipping_address, expires_at)
  VALUES ('bench@example.com', 'pending', 30, 30, '{}', now() + interval '30 minutes') RETURNING id \\gset
INSERT INTO order_items (order_id, product_id, variant_id, position, product_name, variant_name, quantity, unit_price, total_price)
  SELECT :id::uuid, product_id, id, n, 'Bench', 'Bench', 1, 10, 10 FROM bench_lines WHERE basket = :b AND n = 1;
INSERT INTO order_items (order_id, product_id, variant_id, position, product_name, variant_name, quantity, unit_price, total_price)
  SELECT :id::uuid, product_id, id, n, 'Bench', 'Bench', 1, 10, 10 FROM bench_lines WHERE basket = :b AND n = 2;
INSERT INTO order_items (order_id, product_id, variant_id, position, product_name, variant_name, quantity, unit_price, total_price)
  SELECT :id::uuid, product_id, id, n, 'Bench', 'Bench', 1, 10, 10 FROM bench_lines WHERE basket = :b AND n = 3;
INSERT INTO order_status_history (order_id, to_status) VALUES (:id::uuid, 'pending');
INSERT INTO stock_reservations (order_id, variant_id, quantity, status, expires_at)
  SELECT :id::uuid, id, 1, 'held', now() + interval '30 minutes' FROM bench_lines WHERE basket = :b AND n = 1;
INSERT INTO stock_reservations (order_id, variant_id, quantity, status, expires_at)
  SELECT :id::uuid, id, 1, 'held', now() + interval '30 minutes' FROM bench_lines WHERE basket = :b AND n = 2;
INSERT INTO stock_reservations (order_id, variant_id, quantity, status, expires_at)
  SELECT :id::uuid, id, 1, 'held', now() + interval '30 minutes' FROM bench_lines WHERE basket = :b AND n = 3;
INSERT INTO stock_movements (variant_id, quantity, cause, order_id) SELECT id, -1, 'order_placed', :id::uuid FROM bench_lines WHERE basket = :b AND n = 1;
INSERT INTO stock_movements (variant_id, quantity, cause, order_id) SELECT id, -1, 'order_placed', :id::uuid FROM bench_lines WHERE basket = :b AND n = 2;
INSERT INTO stock_movements (variant_id, quantity, cause, order_id) SELECT id, -1, 'order_placed', :id::uuid FROM bench_lines WHERE basket = :b AND n = 3;
INSERT INTO payments (order_id, payment_method_id, reference, amount, currency)
  SELECT :id::uuid, id, replace(gen_random_uuid()::text, '-', ''), 30, 'USD' FROM payment_methods WHERE code = 'sandbox';
INSERT INTO outbox_events (event, aggregate_id, payload, done_at) VALUES ('order.placed', :id::uuid, '{}', now());
COMMIT;
`;

export interface PgbenchFigures {
  readonly perSecond: number;
  /** Milliseconds; it tells no percentiles without a file for each client. */
  readonly average: number;
}

/** Tells the script which variants belong together. */
export async function prepareLines(db: pg.Pool, baskets: readonly Basket[]): Promise<void> {
  const lines = baskets.flatMap((basket, b) => basket.map((id, n) => [b, n + 1, id] as const));
  await db.query('DROP TABLE IF EXISTS bench_lines');
  await db.query(
    'CREATE TABLE bench_lines (basket int, n int, id uuid, product_id uuid, PRIMARY KEY (basket, n))',
  );
  await db.query(
    `INSERT INTO bench_lines SELECT w.b, w.n, v.id, v.product_id
     FROM unnest($1::int[], $2::int[], $3::uuid[]) w (b, n, id) JOIN product_variants v ON v.id = w.id`,
    [lines.map(([b]) => b), lines.map(([, n]) => n), lines.map(([, , id]) => id)],
  );
}

/** Writes the rows of orders as fast as it can. */
export async function pgbench(
  program: string,
  url: string,
  work: { readonly baskets: number; readonly clients: number; readonly seconds: number },
): Promise<PgbenchFigures> {
  const file = join(tmpdir(), `eshop-pgbench-${process.pid}.sql`);
  await writeFile(file, SCRIPT);
  try {
    const { baskets, clients, seconds } = work;
    const { stdout } = await run(program, [
      ...['-n', '-M', 'prepared', '-f', file, '-D', `baskets=${baskets}`],
      ...['-c', `${clients}`, '-j', '2', '-T', `${seconds}`, url],
    ]);
    return {
      perSecond: Number(/tps = ([\d.]+)/.exec(stdout)?.[1] ?? 0),
      average: Number(/latency average = ([\d.]+)/.exec(stdout)?.[1] ?? 0),
    };
  } finally {
    await rm(file, { force: true });
  }
}
