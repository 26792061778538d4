import { randomUUID } from 'node:crypto';
import type { Scene } from '../people/scene.js';
import type { IdKind, Recipe } from './recipe.js';

const EUR = 'EUR';

async function newGroup(scene: Scene): Promise<string> {
  const id = randomUUID();
  await scene.shop.owner.query(
    `INSERT INTO customer_groups (id, code, name) VALUES ($1::uuid, $1::text, 'Proof')`,
    [id],
  );
  return id;
}

async function newList(scene: Scene): Promise<string> {
  const id = randomUUID();
  await scene.shop.owner.query('INSERT INTO price_lists (id, name) VALUES ($1::uuid, $1::text)', [
    id,
  ]);
  return id;
}

async function anyVariant(scene: Scene): Promise<string> {
  const { rows } = await scene.shop.owner.query<{ id: string }>(
    'SELECT id FROM product_variants WHERE deleted_at IS NULL ORDER BY id LIMIT 1',
  );
  return rows[0]?.id ?? '';
}

/** A currency in which the shop has no rate yet, or has one. */
const rate =
  (isThere: boolean, body?: unknown): Recipe =>
  async (scene) => {
    await scene.shop.owner.query('DELETE FROM exchange_rates WHERE currency = $1', [EUR]);
    if (isThere) {
      await scene.shop.owner.query(
        'INSERT INTO exchange_rates (currency, rate) VALUES ($1, 1) ON CONFLICT DO NOTHING',
        [EUR],
      );
    }
    return { params: { currency: EUR }, ...(body === undefined ? {} : { body }) };
  };

const group: IdKind = { belongs: 'nobody', make: newGroup };
const someone: IdKind = { belongs: 'nobody', make: async (scene) => (await scene.person()).id };

/** Ids of price lists and groups of customers; staff sees all of them. */
export const PRICE_LIST_IDS: Readonly<Record<string, IdKind>> = {
  priceListId: { belongs: 'nobody', make: newList },
  customerGroupId: group,
  'changeGroupMembers.add': someone,
  'changeGroupMembers.remove': someone,
};

/** What the routes of price lists, groups of customers and rates of exchange need beside their examples. */
export const PRICE_LIST_RECIPES: Readonly<Record<string, Recipe>> = {
  saveExchangeRate: rate(false, { rate: '0.92' }),
  deleteExchangeRate: rate(true),
  createPriceList: () => Promise.resolve({ body: { name: randomUUID(), currency: EUR } }),
  updatePriceList: () => Promise.resolve({ body: { name: randomUUID() } }),
  saveListedPrices: async (scene) => {
    const price = `${1 + Math.floor(Math.random() * 1000)}.50`;
    return { body: { items: [{ variantId: await anyVariant(scene), minQuantity: 2, price }] } };
  },
  createCustomerGroup: () => Promise.resolve({ body: { code: randomUUID(), name: 'Proof' } }),
  updateCustomerGroup: () => Promise.resolve({ body: { name: `Proof ${randomUUID()}` } }),
  changeGroupMembers: async (scene) => ({ body: { add: [(await scene.person()).id] } }),
};
