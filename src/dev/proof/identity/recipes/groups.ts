import { randomUUID } from 'node:crypto';
import type { Scene } from '../people/scene.js';
import type { IdKind, Recipe } from './recipe.js';

type GroupTable = 'categories' | 'brands' | 'collections';

async function newGroup(scene: Scene, table: GroupTable, deleted = false): Promise<string> {
  const id = randomUUID();
  await scene.shop.owner.query(
    `INSERT INTO ${table} (id, name, slug, published, deleted_at)
     VALUES ($1::uuid, $1::text, $1::text, true, CASE WHEN $2 THEN now() END)`,
    [id, deleted],
  );
  return id;
}

async function newProduct(scene: Scene): Promise<string> {
  const id = randomUUID();
  await scene.shop.owner.query(
    `INSERT INTO products (id, name, slug, base_price) VALUES ($1::uuid, $1::text, $1::text, 1)`,
    [id],
  );
  return id;
}

/** An attribute with two values. */
async function newAttribute(scene: Scene): Promise<{ id: string; values: readonly string[] }> {
  const { rows } = await scene.shop.owner.query<{ attribute_id: number; id: number }>(
    `WITH a AS (INSERT INTO attributes (name) VALUES ($1) RETURNING id)
     INSERT INTO attribute_values (attribute_id, value, position)
     SELECT a.id, v, n FROM a, unnest('{One,Two}'::text[]) WITH ORDINALITY u(v, n) RETURNING attribute_id, id`,
    [randomUUID()],
  );
  return { id: String(rows[0]?.attribute_id ?? 0), values: rows.map(({ id }) => String(id)) };
}

const group = (table: GroupTable): IdKind => ({
  belongs: 'nobody',
  make: (scene) => newGroup(scene, table),
});
const product: IdKind = { belongs: 'nobody', make: newProduct };
const attribute: IdKind = {
  belongs: 'nobody',
  make: async (scene) => (await newAttribute(scene)).id,
  random: () => '2000000000',
};

/** Ids of groups and attributes; staff sees all of them. */
export const GROUP_IDS: Readonly<Record<string, IdKind>> = {
  categoryId: group('categories'),
  brandId: group('brands'),
  collectionId: group('collections'),
  attributeId: attribute,
  valueId: attribute,
  'createCategory.parentId': group('categories'),
  'moveCategory.parentId': group('categories'),
  'orderCategories.parentId': group('categories'),
  'restoreCategory.parentId': group('categories'),
  'orderCategories.ids': group('categories'),
  'orderBrands.ids': group('brands'),
  'orderCollections.ids': group('collections'),
  'orderAttributes.ids': attribute,
  'orderAttributeValues.ids': attribute,
  'addCollectionProducts.productIds': product,
  'setCollectionProducts.productIds': product,
  'removeCollectionProduct.productId': product,
};

const named: Recipe = () => Promise.resolve({ body: { name: `Made ${randomUUID()}` } });

/** A new row of siblings, whose second comes first. */
const ordered =
  (table: GroupTable, more: object = {}): Recipe =>
  async (scene) => {
    const ids = [await newGroup(scene, table), await newGroup(scene, table)];
    return { body: { ids: ids.reverse(), ...more } };
  };

const unpublished =
  (table: GroupTable, parameter: string): Recipe =>
  async (scene, _who, { params }) => {
    await scene.shop.owner.query(`UPDATE ${table} SET published = false WHERE id = $1`, [
      params[parameter],
    ]);
    return {};
  };

const deleted =
  (table: GroupTable, parameter: string): Recipe =>
  async (scene) => ({
    params: { [parameter]: await newGroup(scene, table, true) },
    body: {},
  });

/** Parameters of a value of a new attribute, and what to send about it. */
const ofValue =
  (bodyOf: (values: readonly string[]) => unknown): Recipe =>
  async (scene) => {
    const { id, values } = await newAttribute(scene);
    return {
      params: { attributeId: id, valueId: values[0] ?? '' },
      body: bodyOf(values),
    };
  };

const withProduct: Recipe = async (scene, _who, { params }) => {
  const productId = await newProduct(scene);
  await scene.shop.owner.query(
    'INSERT INTO collection_products (collection_id, product_id) VALUES ($1, $2)',
    [params.collectionId, productId],
  );
  return { params: { ...params, productId } };
};

const aProduct: Recipe = async (scene) => ({ body: { productIds: [await newProduct(scene)] } });

/** What the routes of groups and attributes need beside their examples. */
export const GROUP_RECIPES: Readonly<Record<string, Recipe>> = {
  createCategory: named,
  createBrand: named,
  createCollection: named,
  updateCategory: named,
  updateBrand: named,
  updateCollection: named,
  orderCategories: ordered('categories', { parentId: null }),
  orderBrands: ordered('brands'),
  orderCollections: ordered('collections'),
  moveCategory: async (scene) => ({ body: { parentId: await newGroup(scene, 'categories') } }),
  publishCategory: unpublished('categories', 'categoryId'),
  publishBrand: unpublished('brands', 'brandId'),
  publishCollection: unpublished('collections', 'collectionId'),
  restoreCategory: deleted('categories', 'categoryId'),
  restoreBrand: deleted('brands', 'brandId'),
  restoreCollection: deleted('collections', 'collectionId'),
  addCollectionProducts: aProduct,
  setCollectionProducts: aProduct,
  removeCollectionProduct: withProduct,
  createAttribute: named,
  renameAttribute: named,
  orderAttributes: async (scene) => {
    const ids = [(await newAttribute(scene)).id, (await newAttribute(scene)).id];
    return { body: { ids: ids.map(Number).reverse() } };
  },
  addAttributeValues: () => Promise.resolve({ body: { values: [{ value: randomUUID() }] } }),
  renameAttributeValue: ofValue(() => ({ value: randomUUID() })),
  orderAttributeValues: ofValue((values) => ({ ids: values.map(Number).reverse() })),
  deleteAttributeValue: ofValue(() => undefined),
  mergeAttributeValues: ofValue((values) => ({ into: Number(values[1]) })),
};
