import { randomUUID } from 'node:crypto';
import type { Scene } from '../people/scene.js';
import type { IdKind, Recipe } from './recipe.js';

async function newDiscount(scene: Scene, hasCodes = false): Promise<string> {
  const id = randomUUID();
  await scene.shop.owner.query(
    `INSERT INTO discounts (id, name, type, value, is_active, single_use_codes)
     VALUES ($1, 'Proof', 'percentage', 1, false, $2)`,
    [id, hasCodes],
  );
  return id;
}

const anyBrand = async (scene: Scene): Promise<string> => {
  const { rows } = await scene.shop.owner.query<{ id: string }>('SELECT id FROM brands LIMIT 1');
  return rows[0]?.id ?? '';
};

const brand: IdKind = { belongs: 'nobody', make: anyBrand };
const ofCodes: IdKind = { belongs: 'nobody', make: (scene) => newDiscount(scene, true) };

/** Ids of discounts; staff sees all of them. */
export const DISCOUNT_IDS: Readonly<Record<string, IdKind>> = {
  discountId: { belongs: 'nobody', make: (scene) => newDiscount(scene) },
  'createDiscount.id': brand,
  'changeDiscount.id': brand,
  'listDiscountCodes.discountId': ofCodes,
  'makeDiscountCodes.discountId': ofCodes,
  'fetchDiscountCodes.discountId': ofCodes,
};

/** What the routes of discounts need beside their examples. */
export const DISCOUNT_RECIPES: Readonly<Record<string, Recipe>> = {
  createDiscount: async (scene) => ({
    body: {
      ...{ name: 'Proof', code: randomUUID(), type: 'percentage', value: '5.00' },
      targets: [{ kind: 'brand', id: await anyBrand(scene) }],
    },
  }),
  changeDiscount: () => Promise.resolve({ body: { name: randomUUID() } }),
  switchDiscount: () => Promise.resolve({ body: { isActive: true } }),
};
