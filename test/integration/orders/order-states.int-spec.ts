import { describe, expect, it } from 'vitest';
import {
  ORDER_STATUSES,
  type OrderStatus,
  orderTransitions,
} from '../../../src/modules/orders/domain/order-status.js';
import { useDatabase } from '../../setup/test-database.js';

describe('The two tables of order states', () => {
  const database = useDatabase();
  const pairs = ORDER_STATUSES.flatMap((from) =>
    ORDER_STATUSES.filter((to) => to !== from).map((to): [OrderStatus, OrderStatus] => [from, to]),
  );

  it('are one: the code allows what the trigger allows, for all 42 pairs', async () => {
    const allowedByTrigger: string[] = [];
    for (const [from, to] of pairs) {
      const { rows } = await database.owner.query<{ id: string }>(
        `INSERT INTO orders (email, status, subtotal, total_amount, shipping_address)
         VALUES ('a@example.com', $1, 1, 1, '{}') RETURNING id`,
        [from],
      );
      const moved = await database.owner
        .query('UPDATE orders SET status = $2 WHERE id = $1', [rows[0]?.id, to])
        .then(
          () => true,
          (error: unknown) => {
            expect(error).toMatchObject({ code: '23514', constraint: 'ck_orders_transition' });
            return false;
          },
        );
      if (moved) allowedByTrigger.push(`${from} → ${to}`);
    }
    const allowedByCode = pairs
      .filter(([from, to]) => orderTransitions.can(from, to))
      .map(([from, to]) => `${from} → ${to}`);
    expect(allowedByTrigger).toEqual(allowedByCode);
  });

  it('know the same states', async () => {
    const { rows } = await database.owner.query<{ state: string }>(
      'SELECT unnest(enum_range(NULL::order_status))::text AS state',
    );
    expect(rows.map(({ state }) => state)).toEqual([...ORDER_STATUSES]);
  });
});
