import { randomUUID } from 'node:crypto';
import type { Scene } from '../people/scene.js';
import type { IdKind, Recipe } from './recipe.js';

interface NewProduct {
  readonly id: string;
  readonly variantIds: readonly string[];
}

/** A product that nothing else of the proof looks at, with two variants. */
async function newProduct(
  scene: Scene,
  state: 'hidden' | 'shown' | 'deleted' = 'hidden',
): Promise<NewProduct> {
  const id = randomUUID();
  const variantIds = [randomUUID(), randomUUID()];
  await scene.shop.owner.query(
    `WITH made AS (
       INSERT INTO products (id, name, slug, base_price, published, deleted_at)
       VALUES ($1::uuid, $1::text, $1::text, 1, $3, CASE WHEN $4 THEN now() END) RETURNING id, deleted_at)
     INSERT INTO product_variants (id, product_id, name, price, position, deleted_at)
     SELECT v.id, made.id, 'Variant', 1, v.n, made.deleted_at
     FROM made, unnest($2::uuid[]) WITH ORDINALITY AS v (id, n)`,
    [id, variantIds, state === 'shown', state === 'deleted'],
  );
  return { id, variantIds };
}

async function newField(scene: Scene): Promise<string> {
  const { rows } = await scene.shop.owner.query<{ id: string }>(
    `INSERT INTO product_fields (code, label, type) VALUES ($1, 'Proof', 'text') RETURNING id`,
    [`f_${randomUUID().slice(0, 8)}`],
  );
  return rows[0]?.id ?? '';
}

async function deletedVariant(scene: Scene): Promise<string> {
  const { variantIds } = await newProduct(scene);
  const [id = ''] = variantIds;
  await scene.shop.owner.query('UPDATE product_variants SET deleted_at = now() WHERE id = $1', [
    id,
  ]);
  return id;
}

const product: IdKind = { belongs: 'nobody', make: async (scene) => (await newProduct(scene)).id };
const variant: IdKind = {
  belongs: 'nobody',
  make: async (scene) => (await newProduct(scene)).variantIds[0] ?? '',
};

/** Ids of products, variants and fields; staff sees all of them. */
export const PRODUCT_IDS: Readonly<Record<string, IdKind>> = {
  productId: product,
  fieldId: { belongs: 'nobody', make: newField },
  'getAdminVariant.variantId': variant,
  'updateVariant.variantId': variant,
  'deleteVariant.variantId': variant,
  'restoreVariant.variantId': variant,
  'orderVariants.variantIds': variant,
  'publishProducts.productIds': product,
  'saveProducts.id': product,
};

const send =
  (bodyOf: () => unknown): Recipe =>
  () =>
    Promise.resolve({ body: bodyOf() });

/** What the merchant's routes of products need beside their examples. */
export const PRODUCT_RECIPES: Readonly<Record<string, Recipe>> = {
  createProduct: send(() => ({ name: `Made ${randomUUID()}`, basePrice: '9.90' })),
  updateProduct: send(() => ({ name: `Changed ${randomUUID()}` })),
  restoreProduct: async (scene) => ({
    params: { productId: (await newProduct(scene, 'deleted')).id },
  }),
  unpublishProduct: async (scene) => ({
    params: { productId: (await newProduct(scene, 'shown')).id },
  }),
  scheduleProduct: send(() => ({ publishAt: '2090-01-01T00:00:00Z' })),
  publishProducts: async (scene) => ({
    body: { productIds: [(await newProduct(scene)).id], published: true },
  }),
  saveProducts: send(() => ({ rows: [{ name: `Made ${randomUUID()}`, basePrice: '9.90' }] })),
  createVariant: send(() => ({ name: 'Another', sku: randomUUID(), price: '3.00' })),
  updateVariant: send(() => ({ price: '3.50' })),
  restoreVariant: async (scene) => ({ params: { variantId: await deletedVariant(scene) } }),
  makeVariantMatrix: send(() => ({
    attributes: [{ name: `Size ${randomUUID()}`, values: ['One', 'Two'] }],
    createAttributes: true,
  })),
  orderVariants: async (scene) => {
    const { id, variantIds } = await newProduct(scene);
    return { params: { productId: id }, body: { variantIds: [...variantIds].reverse() } };
  },
  createProductField: send(() => ({
    code: `f_${randomUUID().slice(0, 8)}`,
    label: 'Made by the proof',
    type: 'text',
  })),
  updateProductField: send(() => ({ label: `Changed ${randomUUID().slice(0, 8)}` })),
};
