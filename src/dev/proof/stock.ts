import type { ShopUnderTest } from './shop-under-test.js';

/** A variant of the demo data that can be bought; the seed says which. */
export async function someVariant(shop: ShopUnderTest): Promise<string> {
  const [id] = await someVariants(shop, 1);
  if (id === undefined) throw new Error('The demo data have no such variant');
  return id;
}

/** At most so many of them. */
export async function someVariants(shop: ShopUnderTest, count: number): Promise<string[]> {
  const { rows } = await shop.owner.query<{ id: string }>(
    `SELECT v.id FROM product_variants v JOIN products p ON p.id = v.product_id
      WHERE p.published AND p.status = 'active' AND v.is_active AND v.inventory_quantity > 20
        AND v.price < 200 ORDER BY md5(v.id::text || $1::int) LIMIT $2`,
    [shop.seed, count],
  );
  return rows.map(({ id }) => id);
}

/** Sets the free stock, with its rows in the ledgers; the pieces come to and go from the first place. */
export async function setStock(
  shop: ShopUnderTest,
  variantId: string,
  quantity: number,
): Promise<void> {
  await shop.owner.query(
    `WITH before AS (SELECT id, inventory_quantity FROM product_variants WHERE id = $1),
     changed AS (UPDATE product_variants SET inventory_quantity = $2 WHERE id = $1),
     levelled AS (
       INSERT INTO stock_levels AS s (variant_id, location_id, quantity)
       SELECT b.id, l.id, greatest($2 - b.inventory_quantity, 0) FROM before b, stock_locations l WHERE l.is_default
       ON CONFLICT (variant_id, location_id) DO UPDATE
         SET quantity = s.quantity + (SELECT $2 - b.inventory_quantity FROM before b)),
     told AS (
       INSERT INTO stock_level_movements (variant_id, location_id, quantity, cause)
       SELECT b.id, l.id, $2 - b.inventory_quantity, 'adjustment' FROM before b, stock_locations l
       WHERE l.is_default AND b.inventory_quantity <> $2)
     INSERT INTO stock_movements (variant_id, quantity, cause)
       SELECT id, $2 - inventory_quantity, 'adjustment' FROM before WHERE inventory_quantity <> $2`,
    [variantId, quantity],
  );
}
