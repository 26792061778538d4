import { randomUUID } from 'node:crypto';
import { Random } from '../../demo-data/random.js';
import { everyFewSeconds } from '../every-few-seconds.js';
import type { ShopSource } from '../proof-rig.js';
import type { Answer, Buyer, ShopUnderTest } from '../shop-under-test.js';
import { judged, type ProofRow } from '../table.js';

const VIEWS = [
  { currency: 'USD', rate: 1, digits: 2 },
  { currency: 'EUR', rate: 0.925, digits: 2 },
  { currency: 'JPY', rate: 151.25, digits: 0 },
  { currency: 'VND', rate: 25_400, digits: 0 },
] as const;
const CODES = ['WELCOME10', 'NO-SUCH-CODE'];
const DESTINATION = { country: 'US', shippingMethodCode: 'standard' };

interface Variant {
  readonly id: string;
  readonly price: string;
}

/**
 * Random carts in four currencies through the routes of a running shop: cart and quote, then the order that names the
 * total and the mark of the quote. What is answered and what is stored must be what was quoted.
 */
export async function quotesOverHttp(
  rig: ShopSource,
  rounds: number,
  say: (line: string) => void,
): Promise<ProofRow> {
  const shop = await rig.shop({ variables: { CURRENCIES: 'EUR,JPY,VND' } });
  const variants = await prepare(shop);
  await shop.startApi();
  const random = new Random(`${shop.seed}/http`);
  const faults: string[] = [];
  const tell = everyFewSeconds(say);
  for (let round = 0; round < rounds; round += 1) {
    const [buyer] = await shop.buyers(1);
    if (buyer === undefined) throw new Error('No buyer');
    const fault = await buyAsQuoted(shop, buyer, variants, random);
    if (fault !== null) faults.push(`round ${round}: ${fault}`);
    tell(`  ${round + 1} of ${rounds}`);
  }
  return judged('placed as quoted, over HTTP', rounds, `seed ${shop.seed}`, faults);
}

/** Prices in all currencies, rates of exchange, and a list that makes three pieces cheaper. */
async function prepare({ owner }: ShopUnderTest): Promise<Variant[]> {
  const { rows } = await owner.query<Variant>(
    `SELECT v.id, v.price::text AS price FROM product_variants v JOIN products p ON p.id = v.product_id
     WHERE v.deleted_at IS NULL AND v.is_active AND p.published AND p.status = 'active' AND v.inventory_quantity > 20
     ORDER BY v.id LIMIT 60`,
  );
  const others = VIEWS.filter(({ currency }) => currency !== 'USD');
  for (const { currency, rate, digits } of others) {
    await owner.query('INSERT INTO exchange_rates (currency, rate) VALUES ($1, $2)', [
      currency,
      rate,
    ]);
    await owner.query(
      `INSERT INTO variant_prices (variant_id, currency, price)
       SELECT v.id, $2, round(v.price * $3, $4) FROM product_variants v WHERE v.id = ANY ($1)
       ON CONFLICT (variant_id, currency) DO NOTHING`,
      [rows.map(({ id }) => id), currency, rate, digits],
    );
  }
  await owner.query(
    `WITH list AS (INSERT INTO price_lists (name, is_active) VALUES ('Three of a kind', true) RETURNING id)
     INSERT INTO price_list_prices (price_list_id, variant_id, min_quantity, price)
     SELECT list.id, v.id, 3, round(v.price * 0.9, 2) FROM list, product_variants v WHERE v.id = ANY ($1)`,
    [rows.map(({ id }) => id)],
  );
  return rows;
}

/** What went wrong; null when the order is the quote. */
async function buyAsQuoted(
  shop: ShopUnderTest,
  { token, addressId }: Buyer,
  variants: readonly Variant[],
  random: Random,
): Promise<string | null> {
  const { currency } = random.pick(VIEWS);
  for (let line = random.between(1, 5); line > 0; line -= 1) {
    const body = { variantId: random.pick(variants).id, quantity: random.between(1, 3) };
    const added = await shop.request('POST', `/cart/items?currency=${currency}`, { token, body });
    if (added.status !== 200) return added.text;
  }
  const code = random.chance(0.5) ? random.pick(CODES) : null;
  if (code !== null) await shop.request('POST', '/cart/codes', { token, body: { code } });
  const address = await cityOf(shop, addressId);
  const body = { ...DESTINATION, region: address };
  const quote = await shop.request('POST', '/checkout/quote', { token, body });
  const order = await shop.request('POST', '/orders', {
    token,
    headers: { 'idempotency-key': randomUUID() },
    body: {
      addressId,
      shippingMethodCode: DESTINATION.shippingMethodCode,
      paymentMethodCode: 'sandbox',
      expectedTotal: quote.body['total'],
      quoteHash: quote.body['quoteHash'],
    },
  });
  return order.status === 201 ? difference(shop, quote, order) : `${quote.text} ${order.text}`;
}

async function cityOf({ owner }: ShopUnderTest, addressId: string): Promise<string> {
  const { rows } = await owner.query<{ city: string }>(
    'SELECT city FROM user_addresses WHERE id = $1',
    [addressId],
  );
  return rows[0]?.city ?? '';
}

async function difference(
  { owner }: ShopUnderTest,
  quote: Answer,
  order: Answer,
): Promise<string | null> {
  const quoted = ['currency', 'subtotal', 'tax', 'shipping', 'discount', 'total'];
  const answered = [
    'currency',
    'subtotal',
    'taxAmount',
    'shippingCost',
    'discountAmount',
    'totalAmount',
  ];
  const shown = quoted.map((name) => String(quote.body[name]));
  const placed = answered.map((name) => String(order.body[name]));
  const { rows } = await owner.query<Record<string, string>>(
    `SELECT o.currency, o.subtotal, o.tax_amount, o.shipping_cost, o.discount_amount, o.total_amount
     FROM orders o WHERE o.id = $1 AND o.subtotal = (SELECT sum(i.total_price) FROM order_items i WHERE i.order_id = o.id)
       AND o.exchange_rate = COALESCE((SELECT x.rate FROM exchange_rates x WHERE x.currency = o.currency), 1)`,
    [order.body['id']],
  );
  const [currency, ...amounts] = Object.values(rows[0] ?? {});
  const stored = [currency, ...amounts.map(Number)].join(' ');
  const wanted = [shown[0], ...shown.slice(1).map(Number)].join(' ');
  if (shown.join(' ') === placed.join(' ') && stored === wanted) return null;
  return `quoted ${shown.join(' ')}, placed ${placed.join(' ')}, stored ${stored}`;
}
