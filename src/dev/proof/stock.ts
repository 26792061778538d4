import type { ShopUnderTest } from './shop-under-test.js';

/** A variant of the demo data that can be bought; the seed says which. */
export async function someVariant(shop: ShopUnderTest): Promise<string> {
  const { rows } = await shop.owner.query<{ id: string }>(
    `SELECT v.id FROM product_variants v JOIN products p ON p.id = v.product_id
      WHERE p.published AND p.status = 'active' AND v.is_active AND v.inventory_quantity > 20
        AND v.price < 200 ORDER BY md5(v.id::text || $1::int) LIMIT 1`,
    [shop.seed],
  );
  const found = rows[0];
  if (!found) throw new Error('The demo data have no such variant');
  return found.id;
}

/** Sets the free stock, with its row in the ledger. */
export async function setStock(
  shop: ShopUnderTest,
  variantId: string,
  quantity: number,
): Promise<void> {
  await shop.owner.query(
    `WITH before AS (SELECT id, inventory_quantity FROM product_variants WHERE id = $1),
     changed AS (UPDATE product_variants SET inventory_quantity = $2 WHERE id = $1)
     INSERT INTO stock_movements (variant_id, quantity, cause)
       SELECT id, $2 - inventory_quantity, 'adjustment' FROM before WHERE inventory_quantity <> $2`,
    [variantId, quantity],
  );
}
