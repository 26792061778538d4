import { randomUUID } from 'node:crypto';
import type { Scene } from '../people/scene.js';
import type { IdKind, Recipe } from './recipe.js';

const code = (): string => `proof-${randomUUID().slice(0, 13)}`;

async function newRow(scene: Scene, text: string, values: readonly unknown[]): Promise<string> {
  const { rows } = await scene.shop.owner.query<{ id: string }>(text, [...values]);
  return rows[0]?.id ?? '';
}

const newZone = (scene: Scene): Promise<string> =>
  newRow(
    scene,
    `INSERT INTO shipping_zones (code, name) VALUES ($1, 'A zone of its own') RETURNING id`,
    [code()],
  );

const newMethod = (scene: Scene): Promise<string> =>
  newRow(
    scene,
    `INSERT INTO shipping_methods (code, name, is_active) VALUES ($1, 'By mule', false) RETURNING id`,
    [code()],
  );

const newTaxRate = (scene: Scene): Promise<string> =>
  newRow(
    scene,
    `INSERT INTO tax_rates (name, country, region, rate) VALUES ('Proof', 'AQ', $1, 0.1) RETURNING id`,
    [code()],
  );

const belongs = 'nobody';

/** Ids of zones, methods and tax rates; staff sees all of them. */
export const SHIPPING_IDS: Readonly<Record<string, IdKind>> = {
  zoneId: { belongs, make: newZone },
  shippingMethodId: { belongs, make: newMethod },
  taxRateId: { belongs, make: newTaxRate },
};

/** A recipe that only sends another body. */
const sends =
  (bodyOf: (example: unknown) => Readonly<Record<string, unknown>>): Recipe =>
  (_scene, _who, { body }) =>
    Promise.resolve({ body: bodyOf(body) });
const renamed = sends(() => ({ name: code() }));
const priced = async (scene: Scene): Promise<readonly unknown[]> => [
  { zoneId: await newZone(scene), currency: 'USD', price: '1.00' },
];

/** What the routes of shipping and taxes need beside their examples. */
export const SHIPPING_RECIPES: Readonly<Record<string, Recipe>> = {
  createTaxRate: sends((example) => ({ ...(example as object), country: 'AQ', region: code() })),
  changeTaxRate: renamed,
  createShippingZone: sends(() => ({ code: code(), name: 'Nowhere yet' })),
  changeShippingZone: renamed,
  createShippingMethod: async (scene) => ({
    body: { code: code(), name: 'By mule', isActive: false, rates: await priced(scene) },
  }),
  changeShippingMethod: renamed,
  replaceShippingRates: async (scene) => ({ body: { rates: await priced(scene) } }),
};
