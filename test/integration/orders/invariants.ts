import { expect } from 'vitest';
import { ORDER_INVARIANTS } from '../../../src/dev/proof/order-invariants.js';
import { listStatement } from '../../../src/modules/orders/data/order-lists.sql.js';
import {
  type OrderFilter,
  PAYMENT_STATES,
  type PaymentState,
} from '../../../src/modules/orders/orders.types.js';
import type { TestContext } from '../../setup/test-context.js';

/** Checks all of them and names those that are broken. */
export async function expectInvariants(t: TestContext): Promise<void> {
  const broken: string[] = [];
  for (const [name, sql] of Object.entries(ORDER_INVARIANTS)) {
    const { rowCount } = await t.owner.query(sql);
    if ((rowCount ?? 0) > 0) broken.push(`${name} (${String(rowCount)})`);
  }
  expect(broken).toEqual([]);
  await expectFoundByMoney(t);
}

/** By the state of money that a list shows of an order, it is found; at one moment, for workers go on. */
export async function expectFoundByMoney(t: TestContext): Promise<void> {
  const client = await t.owner.connect();
  const listed = async (filter: OrderFilter) => {
    const { statement, values } = listStatement(filter, '-createdAt', 1000, null);
    const { rows } = await client.query<{ id: string; paymentState: PaymentState }>(
      statement.text,
      [...values],
    );
    return rows;
  };
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const all = await listed({});
    for (const paymentState of PAYMENT_STATES) {
      const those = all.filter((order) => order.paymentState === paymentState);
      expect(await listed({ paymentState }), paymentState).toEqual(those);
    }
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
}

const WATCHED = [
  'orders',
  'order_items',
  'order_status_history',
  'payments',
  'refunds',
  'stock_reservations',
  'stock_movements',
  'discount_usages',
  'discount_user_counters',
  'discounts',
  'outbox_events',
  'idempotency_keys',
  'shopping_carts',
  'cart_items',
  'product_variants',
];

/** Everything that placing an order writes, as one text: equal before and after means nothing changed. */
export async function pictureOf(t: TestContext): Promise<string> {
  const parts = await Promise.all(
    WATCHED.map(async (table) => {
      const { rows } = await t.owner.query<{ text: string }>(
        `SELECT md5(coalesce(string_agg(r::text, '|' ORDER BY r::text), '')) AS text FROM ${table} r`,
      );
      return `${table} ${rows[0]?.text ?? ''}`;
    }),
  );
  return parts.join('\n');
}
