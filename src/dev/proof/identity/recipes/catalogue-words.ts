import { randomUUID } from 'node:crypto';
import type { Scene } from '../people/scene.js';
import type { Recipe } from './recipe.js';

const EUR = 'EUR';

/** A product that nothing else of the proof looks at, with one variant. */
async function newProduct(scene: Scene): Promise<{ ownerId: string; variantId: string }> {
  const [ownerId, variantId] = [randomUUID(), randomUUID()];
  await scene.shop.owner.query(
    `WITH made AS (
      INSERT INTO products (id, name, slug, base_price) VALUES ($1::uuid, $1::text, $1::text, 1) RETURNING id)
    INSERT INTO product_variants (id, product_id, name, price) SELECT $2::uuid, id, 'Only', 1 FROM made`,
    [ownerId, variantId],
  );
  return { ownerId, variantId };
}

async function translated(scene: Scene): Promise<Record<string, string>> {
  const { ownerId } = await newProduct(scene);
  await scene.shop.owner.query(
    `INSERT INTO catalog_translations (product_id, locale, name) VALUES ($1, 'vi', 'Áo')`,
    [ownerId],
  );
  return { ownerKind: 'products', ownerId, locale: 'vi' };
}

async function priced(scene: Scene): Promise<Record<string, string>> {
  const { variantId } = await newProduct(scene);
  await scene.shop.owner.query(
    'INSERT INTO variant_prices (variant_id, currency, price) VALUES ($1, $2, 5)',
    [variantId, EUR],
  );
  return { variantId, currency: EUR };
}

/** What the routes of translations and of prices in other currencies need beside their examples. */
export const CATALOGUE_WORD_RECIPES: Readonly<Record<string, Recipe>> = {
  getTranslation: async (scene) => ({ params: await translated(scene) }),
  saveTranslation: async (scene) => ({
    params: await translated(scene),
    body: { name: 'Áo sơ mi', slug: `ao-${randomUUID()}` },
  }),
  deleteTranslation: async (scene) => ({ params: await translated(scene) }),
  saveVariantPrice: async (scene) => ({
    params: await priced(scene),
    body: { price: '45.90', compareAtPrice: '59.90' },
  }),
  deleteVariantPrice: async (scene) => ({ params: await priced(scene) }),
  saveVariantPrices: async (scene) => {
    const { variantId } = await newProduct(scene);
    return { body: { items: [{ variantId, currency: EUR, price: '45.90' }] } };
  },
};
