import { randomUUID } from 'node:crypto';
import type { Scene } from '../people/scene.js';
import type { IdKind, Recipe } from './recipe.js';

/** A place of its own, with nothing in it. */
async function newPlace(scene: Scene): Promise<string> {
  const { rows } = await scene.shop.owner.query<{ id: string }>(
    `INSERT INTO stock_locations (code, name) VALUES ('proof-' || left($1, 13), 'Proof') RETURNING id`,
    [randomUUID()],
  );
  return rows[0]?.id ?? '';
}

async function mainPlace(scene: Scene): Promise<string> {
  const { rows } = await scene.shop.owner.query<{ id: string }>(
    'SELECT id FROM stock_locations WHERE is_default',
  );
  return rows[0]?.id ?? '';
}

/** A variant with ten pieces that nothing else of the proof looks at. */
async function stocked(scene: Scene): Promise<string> {
  const id = randomUUID();
  await scene.shop.owner.query(
    `WITH made AS (
      INSERT INTO products (name, slug, base_price) VALUES ($1::text, $1::text, 1) RETURNING id)
    INSERT INTO product_variants (id, product_id, name, price, inventory_quantity)
    SELECT $1::uuid, id, 'Only', 1, 10 FROM made`,
    [id],
  );
  return id;
}

const inItems =
  (row: Readonly<Record<string, unknown>>, more: Readonly<Record<string, unknown>> = {}): Recipe =>
  async (scene) => ({
    body: { ...more, items: [{ variantId: await stocked(scene), ...row }] },
  });

/** Ids of places; staff sees all of them. */
export const INVENTORY_IDS: Readonly<Record<string, IdKind>> = {
  locationId: { belongs: 'nobody', make: newPlace },
  fromLocationId: { belongs: 'nobody', make: newPlace },
  toLocationId: { belongs: 'nobody', make: newPlace },
};

/** What the routes of stock need beside their examples. */
export const INVENTORY_RECIPES: Readonly<Record<string, Recipe>> = {
  createStockLocation: () =>
    Promise.resolve({ body: { code: `proof-${randomUUID().slice(0, 13)}`, name: 'A new one' } }),
  updateStockLocation: () => Promise.resolve({ body: { name: 'Another name' } }),
  restockVariants: inItems({ quantity: 3 }),
  adjustStock: inItems({ quantity: 7, expectedQuantity: 10 }, { reason: 'count' }),
  transferStock: async (scene) => ({
    body: {
      fromLocationId: await mainPlace(scene),
      toLocationId: await newPlace(scene),
      items: [{ variantId: await stocked(scene), quantity: 2 }],
    },
  }),
  changeStockSettings: async (scene) => ({
    params: { variantId: await stocked(scene) },
    body: { backorderLimit: 4, lowStockThreshold: 2 },
  }),
  changeStockSettingsOfMany: inItems({ backorderLimit: 4 }),
};
