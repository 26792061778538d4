import type { Client } from 'pg';
import type { Env } from '../../config/env.js';
import type { DemoProduct } from './demo-product.js';
import {
  VIETNAMESE_ATTRIBUTES,
  VIETNAMESE_CATEGORIES,
  VIETNAMESE_COLLECTIONS,
  VIETNAMESE_PRODUCTS,
  VIETNAMESE_VALUES,
  type VietnameseWords,
} from './vocabulary/vietnamese.js';

const LOCALE = 'vi';
/** The demo's prices are meant as dollars. */
const PRICED_IN = 'USD';

/** What a dollar is in another currency, and the step that its prices go by. */
const RATES: Readonly<Record<string, readonly [rate: number, step: number]>> = {
  EUR: [0.92, 0.1],
  GBP: [0.79, 0.05],
  VND: [25_000, 1_000],
};

/** Kinds, with the column by which the words know them. */
const WORDS: readonly (readonly [
  kind: string,
  table: string,
  key: string,
  words: Readonly<Record<string, VietnameseWords>>,
])[] = [
  ['product', 'products', 'slug', VIETNAMESE_PRODUCTS],
  ['category', 'categories', 'slug', VIETNAMESE_CATEGORIES],
  ['collection', 'collections', 'slug', VIETNAMESE_COLLECTIONS],
  ['attribute', 'attributes', 'name', VIETNAMESE_ATTRIBUTES],
  ['attribute_value', 'attribute_values', 'value', VIETNAMESE_VALUES],
];

/** Vietnamese words, where the shop offers the language. */
export async function insertTranslations(client: Client, env: Env): Promise<void> {
  if (!env.LOCALES.slice(1).includes(LOCALE)) return;
  for (const [kind, table, key, words] of WORDS) {
    const rows = Object.entries(words).map(([of, text]) => ({ of, ...text }));
    await client.query(
      `INSERT INTO catalog_translations (${kind}_id, locale, name, slug, short_description, description)
       SELECT o.id, $2, w.name, w.slug, w."shortDescription", w.description
       FROM jsonb_to_recordset($1::jsonb) AS w
         (of text, name text, slug text, "shortDescription" text, description text)
       JOIN ${table} o ON o.${key} = w.of ON CONFLICT DO NOTHING`,
      [JSON.stringify(rows), LOCALE],
    );
  }
}

/** Prices in the other currencies that the shop offers and the demo knows a rate of. */
export async function insertOtherPrices(
  client: Client,
  env: Env,
  products: readonly DemoProduct[],
): Promise<void> {
  const ids = products.map(({ id }) => id);
  if (env.CURRENCY !== PRICED_IN) return;
  for (const currency of env.CURRENCIES) {
    const [rate, step] = RATES[currency] ?? [];
    if (rate === undefined || step === undefined) continue;
    await client.query(
      `INSERT INTO variant_prices (variant_id, currency, price, compare_at_price)
       SELECT v.id, $2, ceil(v.price * $3::numeric / $4::numeric) * $4::numeric,
         ceil(v.compare_at_price * $3::numeric / $4::numeric) * $4::numeric
       FROM product_variants v WHERE v.product_id = ANY ($1::uuid[]) ON CONFLICT DO NOTHING`,
      [ids, currency, rate, step],
    );
  }
}

/** Rates for what has no price of its own: shipping and fixed discounts. */
export async function insertExchangeRates(client: Client, env: Env): Promise<void> {
  if (env.CURRENCY !== PRICED_IN) return;
  for (const currency of env.CURRENCIES) {
    const [rate] = RATES[currency] ?? [];
    if (rate === undefined) continue;
    await client.query(
      'INSERT INTO exchange_rates (currency, rate) VALUES ($1, $2) ON CONFLICT DO NOTHING',
      [currency, rate],
    );
  }
}
