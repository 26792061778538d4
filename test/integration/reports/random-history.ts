import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import type { TestContext } from '../../setup/test-app.js';

/** A line as it was sold; amounts in minor units. */
export interface SoldLine {
  readonly product: number;
  readonly quantity: number;
  readonly price: number;
  readonly discount: number;
  readonly tax: number;
}

/** An order of a random history. */
export interface PastOrder {
  readonly id: string;
  readonly at: Date;
  readonly currency: 'USD' | 'VND';
  readonly status: string;
  /** Index among the customers; null for a guest. */
  readonly customer: number | null;
  readonly inclusive: boolean;
  readonly lines: readonly SoldLine[];
  readonly shipping: number;
  readonly shippingDiscount: number;
  readonly shippingTax: number;
  readonly refund: { readonly at: Date; readonly amount: number; readonly shipping: number } | null;
}

const STATUSES = [
  'pending',
  'confirmed',
  'delivered',
  'completed',
  'completed',
  'cancelled',
  'refunded',
];
const SPAN_DAYS = 1_500;

/** `count` orders of the last four years, the same ones for a seed. */
export function randomHistory(count: number, products: number, seed: number): PastOrder[] {
  const line = fc.record({
    product: fc.nat(products - 1),
    quantity: fc.integer({ min: 1, max: 5 }),
    price: fc.integer({ min: 1, max: 99_999 }),
    share: fc.nat(100),
    tax: fc.nat(5_000),
  });
  const order = fc.record({
    minutes: fc.nat(SPAN_DAYS * 1_440),
    currency: fc.constantFrom('USD' as const, 'USD' as const, 'VND' as const),
    status: fc.constantFrom(...STATUSES),
    customer: fc.option(fc.nat(4)),
    inclusive: fc.boolean(),
    lines: fc.array(line, { minLength: 1, maxLength: 4 }),
    shipping: fc.nat(2_000),
    free: fc.boolean(),
    shippingTax: fc.nat(300),
    refund: fc.option(fc.record({ after: fc.nat(90 * 1_440), share: fc.nat(100) })),
  });
  const now = Date.now();
  return fc.sample(order, { numRuns: count, seed }).map((raw) => {
    const at = new Date(now - raw.minutes * 60_000);
    const lines = raw.lines.map(({ share, ...sold }) => {
      const total = sold.price * sold.quantity;
      return { ...sold, discount: Math.floor((total * share) / 100) };
    });
    const { shipping, shippingTax, inclusive } = raw;
    const shippingDiscount = raw.free ? shipping : 0;
    const past = { ...raw, id: randomUUID(), at, lines, shippingDiscount };
    const total = totalOf({ lines, shipping, shippingDiscount, shippingTax, inclusive });
    const refund =
      raw.refund === null || raw.status === 'pending'
        ? null
        : {
            at: new Date(Math.min(at.getTime() + raw.refund.after * 60_000, now)),
            amount: Math.max(1, Math.floor((total * raw.refund.share) / 100)),
            shipping: 0,
          };
    return { ...past, refund: total === 0 ? null : refund };
  });
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, number) => all + number, 0);
}

/** What the customer had to pay, in minor units. */
export function totalOf(
  order: Pick<PastOrder, 'lines' | 'shipping' | 'shippingDiscount' | 'shippingTax' | 'inclusive'>,
): number {
  const goods = sum(order.lines.map((l) => l.price * l.quantity - l.discount));
  const tax = sum(order.lines.map((l) => l.tax)) + order.shippingTax;
  return goods + order.shipping - order.shippingDiscount + (order.inclusive ? 0 : tax);
}

/** Puts them into the live tables, as if they had been placed long ago. Half of each discount is the named one's. */
export async function putHistory(
  t: TestContext,
  history: readonly PastOrder[],
  {
    variants,
    customers,
    discountId,
  }: {
    readonly variants: readonly { readonly id: string; readonly variantId: string }[];
    readonly customers: readonly string[];
    readonly discountId: string;
  },
): Promise<void> {
  const db = (minor: number, currency: string): string =>
    currency === 'VND' ? `${minor}.00` : (minor / 100).toFixed(2);
  const rows = history.map((order) => {
    const money = (minor: number): string => db(minor, order.currency);
    const goods = sum(order.lines.map((l) => l.discount));
    return {
      id: order.id,
      at: order.at,
      user_id: order.customer === null ? null : customers[order.customer],
      currency: order.currency,
      status: order.status,
      inclusive: order.inclusive,
      subtotal: money(sum(order.lines.map((l) => l.price * l.quantity))),
      tax: money(sum(order.lines.map((l) => l.tax)) + order.shippingTax),
      shipping: money(order.shipping),
      discount: money(goods + order.shippingDiscount),
      named: money(Math.floor(goods / 2)),
      total: money(totalOf(order)),
      refunded: money(order.refund?.amount ?? 0),
      refunded_at: order.refund?.at ?? null,
      lines: order.lines.map((l, position) => ({
        product_id: variants[l.product]?.id,
        variant_id: variants[l.product]?.variantId,
        position,
        quantity: l.quantity,
        price: money(l.price),
        total: money(l.price * l.quantity),
        discount: money(l.discount),
        tax: money(l.tax),
      })),
    };
  });
  await t.owner.query('ALTER TABLE orders DISABLE TRIGGER USER');
  await t.owner.query(PUT, [JSON.stringify(rows), discountId]);
  await t.owner.query('ALTER TABLE orders ENABLE TRIGGER USER');
}

const PUT = `
  WITH given AS (SELECT * FROM jsonb_to_recordset($1::jsonb) AS g (id uuid, at timestamptz, user_id uuid,
    currency text, status order_status, inclusive boolean, subtotal numeric, tax numeric, shipping numeric,
    discount numeric, named numeric, total numeric, refunded numeric, refunded_at timestamptz, lines jsonb)),
  placed AS (INSERT INTO orders (id, created_at, user_id, order_number, email, currency, status, tax_inclusive,
      subtotal, tax_amount, shipping_cost, discount_amount, total_amount, refunded_amount, shipping_address)
    SELECT id, at, user_id, 'OLD-' || id, 'old@example.com', currency, status, inclusive, subtotal, tax, shipping,
      discount, total, refunded, '{}' FROM given),
  lines AS (INSERT INTO order_items (order_id, product_id, variant_id, position, product_name, variant_name, quantity,
      unit_price, total_price, discount_amount, tax_amount)
    SELECT g.id, l.product_id, l.variant_id, l.position, 'Old', 'Old', l.quantity, l.price, l.total, l.discount, l.tax
    FROM given g, jsonb_to_recordset(g.lines) AS l (product_id uuid, variant_id uuid, position int, quantity int,
      price numeric, total numeric, discount numeric, tax numeric)),
  used AS (INSERT INTO discount_usages (discount_id, user_id, guest_hash, order_id, amount)
    SELECT $2::uuid, user_id, CASE WHEN user_id IS NULL THEN repeat('a', 64) END, id, named FROM given WHERE named > 0),
  paid AS (INSERT INTO payments (order_id, payment_method_id, reference, attempt, amount, captured_amount, currency,
      status, processed_at)
    SELECT g.id, (SELECT id FROM payment_methods LIMIT 1), 'old-' || g.id, 1, g.total, g.total, g.currency, 'success',
      g.at FROM given g WHERE g.refunded > 0 RETURNING id, order_id)
  INSERT INTO refunds (payment_id, order_id, amount, currency, status, idempotency_key, processed_at, next_query_at)
  SELECT p.id, g.id, g.refunded, g.currency, 'succeeded', 'old-' || g.id, g.refunded_at, NULL
  FROM paid p JOIN given g ON g.id = p.order_id`;
