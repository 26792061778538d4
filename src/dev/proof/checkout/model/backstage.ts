import { setTimeout as sleep } from 'node:timers/promises';
import { QUEUES, QUIET_LIMIT_MS, type RealOrder, type Stage, type Told } from './stage.types.js';
import type { Step } from './steps.js';

// What happens without anybody asking for it: time passes, workers work.

const OK: Told = { status: 200, code: null, text: '', body: {} };

/** Nobody waits two years: the rows of this story become older instead. */
export async function passTime(
  { shop: { owner } }: Stage,
  orders: readonly RealOrder[],
  how: Extract<Step, { do: 'pass time' }>['how'],
): Promise<Told> {
  const ids = orders.map(({ id }) => id);
  if (how === 'two years') {
    await owner.query(
      `UPDATE orders SET created_at = created_at - interval '25 months' WHERE id = ANY ($1::uuid[])`,
      [ids],
    );
    return OK;
  }
  for (const [table, id] of [
    ['orders', 'id'],
    ['stock_reservations', 'order_id'],
  ]) {
    await owner.query(
      `UPDATE ${table} SET expires_at = expires_at - interval '2 hours' WHERE ${id} = ANY ($1::uuid[])`,
      [ids],
    );
  }
  return OK;
}

/** Has a job of the workers done. */
export async function work(
  { shop }: Stage,
  queue: string,
  job: string,
  times: number,
): Promise<Told> {
  await shop.owner.query(
    `INSERT INTO outbox_events (queue, job) SELECT $1, $2 FROM generate_series(1, $3::int)`,
    [queue, job, times],
  );
  await shop.owner.query('NOTIFY eshop_outbox');
  return OK;
}

/** What an order's payments have told is told once more. */
export async function deliverAgain({ shop }: Stage, orderId: string): Promise<Told> {
  await shop.owner.query(
    `INSERT INTO outbox_events (event, queue, job, aggregate_id, payload)
       SELECT event, queue, job, aggregate_id, payload FROM outbox_events
       WHERE payload ->> 'orderId' = $1::text AND queue = 'orders' AND job = 'record-payment-result'`,
    [orderId],
  );
  await shop.owner.query('NOTIFY eshop_outbox');
  return OK;
}

/** Waits until everything that the shop has told itself is done. */
export async function quiet({ shop }: Stage): Promise<void> {
  const deadline = Date.now() + QUIET_LIMIT_MS;
  for (;;) {
    const { rows } = await shop.owner.query<{ n: number }>(
      `SELECT ((SELECT count(*) FROM outbox_events WHERE queue = ANY ($1) AND job <> 'make-document'
            AND done_at IS NULL AND failed_at IS NULL)
          + (SELECT count(*) FROM payment_events WHERE processed_at IS NULL))::int AS n`,
      [QUEUES],
    );
    if (rows[0]?.n === 0) return;
    if (Date.now() > deadline) throw new Error(`${rows[0]?.n} jobs are not done`);
    await sleep(10);
  }
}
