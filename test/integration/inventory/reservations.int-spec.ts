import { describe, expect, it } from 'vitest';
import { systemContext } from '../../../src/common/request-context.js';
import { UnitOfWork } from '../../../src/database/unit-of-work.js';
import { InventoryModule } from '../../../src/modules/inventory/inventory.module.js';
import { InventoryService } from '../../../src/modules/inventory/inventory.service.js';
import type { ReleaseCause } from '../../../src/modules/inventory/inventory.types.js';
import { useIntegration } from '../../setup/test-app.js';

describe('InventoryService', () => {
  const t = useIntegration({ only: [InventoryModule], env: { DATABASE_POOL_MAX: '20' } });
  const inTx = <T>(work: (tx: Parameters<InventoryService['reclaim']>[0]) => Promise<T>) =>
    t.get(UnitOfWork).run(systemContext('test'), work);
  const release = (orderIds: string[], cause: ReleaseCause = 'order_cancelled') =>
    inTx((tx) => t.get(InventoryService).releaseReservations(tx, orderIds, cause));
  const claim = (orderId: string) =>
    inTx((tx) => t.get(InventoryService).claimReservations(tx, orderId));
  const reclaim = (orderId: string) => inTx((tx) => t.get(InventoryService).reclaim(tx, orderId));

  /** An order that holds stock, with the movements that placing it leaves. */
  const order = async (held: Record<string, number>): Promise<string> => {
    const { rows } = await t.owner.query<{ id: string }>(
      `INSERT INTO orders (email, subtotal, total_amount, shipping_address)
       VALUES ('guest@example.com', 1, 1, '{}') RETURNING id`,
    );
    const id = rows[0]?.id ?? '';
    await t.owner.query(
      `WITH want AS MATERIALIZED (
           SELECT w.* FROM unnest($2::uuid[], $3::int[]) w (id, q) JOIN product_variants v USING (id)
           ORDER BY v.id FOR NO KEY UPDATE OF v),
         taken AS (UPDATE product_variants v SET inventory_quantity = inventory_quantity - w.q
           FROM want w WHERE v.id = w.id),
         moved AS (INSERT INTO stock_movements (variant_id, quantity, cause, order_id)
           SELECT w.id, -w.q, 'order_placed', $1 FROM want w)
       INSERT INTO stock_reservations (order_id, variant_id, quantity) SELECT $1, w.id, w.q FROM want w`,
      [id, Object.keys(held), Object.values(held)],
    );
    return id;
  };
  const statesOf = async (orderId: string): Promise<string[]> => {
    const { rows } = await t.owner.query<{ status: string }>(
      'SELECT status FROM stock_reservations WHERE order_id = $1',
      [orderId],
    );
    return rows.map((row) => row.status);
  };
  /** Variants whose stock is not the sum of its movements. */
  const drift = async (): Promise<unknown[]> => {
    const { rows } = await t.owner.query<{ id: string }>(
      `SELECT v.id FROM product_variants v WHERE v.inventory_quantity
         <> (SELECT COALESCE(sum(m.quantity), 0) FROM stock_movements m WHERE m.variant_id = v.id)`,
    );
    return rows;
  };

  it('gives stock back once, however often and by how many it is released', async () => {
    const [a, b] = [await t.given.sellable({ stock: 10 }), await t.given.sellable({ stock: 5 })];
    const id = await order({ [a.variantId]: 4, [b.variantId]: 5 });
    const results = await Promise.all(Array.from({ length: 8 }, () => release([id])));
    expect(results.map((rows) => rows.length).toSorted()).toEqual([0, 0, 0, 0, 0, 0, 0, 2]);
    expect(await t.given.stockOf(a.variantId)).toBe(10);
    expect(await t.given.stockOf(b.variantId)).toBe(5);
    expect(await statesOf(id)).toEqual(['released', 'released']);
    const { rows } = await t.owner.query(
      `SELECT cause, quantity FROM stock_movements WHERE order_id = $1 ORDER BY seq`,
      [id],
    );
    expect(rows).toContainEqual({ cause: 'order_cancelled', quantity: 4 });
    expect(rows).toHaveLength(4);
    expect(await drift()).toEqual([]);
  });

  it('releases many orders of the same variants at once without a deadlock', async () => {
    const [a, b] = [await t.given.sellable({ stock: 200 }), await t.given.sellable({ stock: 200 })];
    const orders = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        order(
          index % 2
            ? { [a.variantId]: 1, [b.variantId]: 2 }
            : { [b.variantId]: 2, [a.variantId]: 1 },
        ),
      ),
    );
    const before = t.get(UnitOfWork).retries;
    await Promise.all([
      ...orders.slice(0, 20).map((id) => release([id], 'order_expired')),
      release(orders.slice(20), 'order_expired'),
    ]);
    expect(t.get(UnitOfWork).retries).toBe(before);
    expect(await t.given.stockOf(a.variantId)).toBe(200);
    expect(await t.given.stockOf(b.variantId)).toBe(200);
    expect(await drift()).toEqual([]);
  });

  it('claims held stock, and gives claimed stock back too', async () => {
    const { variantId } = await t.given.sellable({ stock: 3 });
    const id = await order({ [variantId]: 2 });
    expect(await claim(id)).toBe(1);
    expect(await claim(id)).toBe(0);
    expect(await t.given.stockOf(variantId)).toBe(1);
    expect(await release([id])).toEqual([{ orderId: id, variantId, quantity: 2 }]);
    expect(await t.given.stockOf(variantId)).toBe(3);
  });

  it('takes the stock of a cancelled order again, all of it or nothing', async () => {
    const [a, b] = [await t.given.sellable({ stock: 5 }), await t.given.sellable({ stock: 5 })];
    const id = await order({ [a.variantId]: 5, [b.variantId]: 5 });
    expect(await reclaim(id)).toBe(false);
    await release([id]);
    const other = await order({ [b.variantId]: 1 });
    expect(await reclaim(id)).toBe(false);
    expect(await t.given.stockOf(a.variantId)).toBe(5);
    expect(await statesOf(id)).toEqual(['released', 'released']);
    await release([other]);
    expect(await reclaim(id)).toBe(true);
    expect(await statesOf(id)).toEqual(['claimed', 'claimed']);
    expect(await t.given.stockOf(b.variantId)).toBe(0);
    expect(await reclaim(id)).toBe(false);
    expect(await drift()).toEqual([]);
  });

  it('lets only one of many take the last stock again', async () => {
    const { variantId } = await t.given.sellable({ stock: 2 });
    const orders: string[] = [];
    for (let n = 0; n < 6; n += 1) {
      const id = await order({ [variantId]: 2 });
      await release([id]);
      orders.push(id);
    }
    const won = await Promise.all(orders.map((id) => reclaim(id)));
    expect(won.filter(Boolean)).toHaveLength(1);
    expect(await t.given.stockOf(variantId)).toBe(0);
    expect(await drift()).toEqual([]);
  });
});
