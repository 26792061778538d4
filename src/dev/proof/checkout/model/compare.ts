import type { Hands } from './hands.js';
import type { Told } from './stage.types.js';
import {
  at,
  customerOf,
  isCodeDead,
  kept,
  problemsOf,
  subtotalOf,
  variantOf,
} from './model-rules.js';
import type { Expected, ModelOrder, ModelShop } from './model-types.js';
import type { PlacedFacts } from './foresee.js';

/** @throws Error when the shop answered otherwise than the model says. */
export function compareAnswer({ status, code }: Expected, told: Told): void {
  const isFine = code === null && told.code === null && told.status < 400;
  if (isFine || (told.status === status && told.code === code)) return;
  const seen = told.code ?? told.text.slice(0, 300);
  throw new Error(`${told.status} ${seen} where ${status} ${code ?? ''} was right`);
}

/** What a new order has cost, line by line; the parts that the model knows have to be right. */
export async function factsOf(
  shop: ModelShop,
  customer: number,
  hands: Hands,
  { body }: Told,
): Promise<PlacedFacts> {
  const { rows } = await hands.stage.shop.owner.query<{ variantId: string; paid: number }>(
    `SELECT i.variant_id AS "variantId", round(100 * (i.total_price - i.discount_amount
        + CASE WHEN o.tax_inclusive THEN 0 ELSE i.tax_amount END))::int AS paid
     FROM order_items i JOIN orders o ON o.id = i.order_id WHERE o.id = $1`,
    [body['id']],
  );
  const subtotal = subtotalOf(shop, customerOf(shop, customer));
  const discount = customerOf(shop, customer).hasCode ? Math.round(subtotal / 10) : 0;
  const [seen, less] = [minor(body['subtotal']), minor(body['discountAmount'])];
  if (seen !== subtotal || less !== discount)
    throw new Error(`The order is ${seen} less ${less}, not ${subtotal} less ${discount}`);
  const { variantIds } = hands.stage;
  return {
    paid: new Map(rows.map(({ variantId, paid }) => [variantIds.indexOf(variantId), paid])),
    total: minor(body['totalAmount']),
  };
}

/** @throws Error when a customer's cart shows other lines, problems or sums than the model. */
export async function compareCart(shop: ModelShop, n: number, hands: Hands): Promise<void> {
  const customer = at(shop.customers, n);
  const { body } = await hands.cartOf(n);
  const { variantIds } = hands.stage;
  const items = (body['items'] ?? []) as {
    variantId: string;
    quantity: number;
    problems: { code: string }[];
  }[];
  const discounts = (body['discounts'] ?? []) as { code: string | null; applied: boolean }[];
  const subtotal = subtotalOf(shop, customer);
  const isApplied = customer.hasCode && !isCodeDead(shop, customer) && subtotal > 0;
  compare('the cart', {
    seen: {
      lines: items.map(({ variantId, quantity, problems }) => [
        variantIds.indexOf(variantId),
        quantity,
        problems.map(({ code }) => code).sort(),
      ]),
      subtotal: minor(body['subtotal']),
      isApplied: discounts.some(({ code, applied }) => code !== null && applied),
    },
    right: {
      lines: [...customer.lines].map(([variant, line]) => [
        variant,
        line.quantity,
        problemsOf(variantOf(shop, variant), line).sort(),
      ]),
      subtotal,
      isApplied,
    },
  });
}

/** @throws Error when the rows of the story are not what the model says. */
export async function compareShop(shop: ModelShop, hands: Hands): Promise<void> {
  const [seen, orders] = await Promise.all([seenShop(hands), seenOrders(hands)]);
  compare('the shop', {
    seen,
    right: {
      stock: shop.variants.map(({ net }) => net),
      used: shop.code.used,
      carts: shop.customers.map(({ lines }) =>
        [...lines].map(([n, { quantity }]) => [n, quantity]),
      ),
    },
  });
  for (const [n, order] of shop.orders.entries()) {
    const right = order.status === 'archived' ? { status: 'archived' } : rightOrder(order);
    compare(`order ${n}`, { seen: orders.get(hands.orders[n]?.id ?? '') ?? null, right });
  }
}

/** What of an order has to stand in the tables. */
export function rightOrder(order: ModelOrder) {
  const holds = order.status === 'cancelled' ? 0 : 1;
  return {
    status: order.status,
    captured: order.attempts.reduce((sum, { captured }) => sum + captured, 0),
    back: order.attempts.reduce((sum, { back }) => sum + back, 0),
    kept: order.lines.reduce((sum, line) => sum + kept(line), 0) * holds,
    uses: order.holdsUse ? 1 : 0,
  };
}

/** Stock, uses and carts of a story, in the words of the model. */
export async function seenShop({ stage }: Hands) {
  const { rows } = await stage.shop.owner.query<{
    stock: number[];
    used: number;
    carts: [number, number][][];
  }>(
    `SELECT
      (SELECT json_agg(v.inventory_quantity - v.backordered_quantity ORDER BY w.n)
        FROM unnest($1::uuid[]) WITH ORDINALITY AS w (id, n) JOIN product_variants v ON v.id = w.id) AS stock,
      (SELECT used_count FROM discounts WHERE id = $2) AS used,
      (SELECT json_agg(coalesce((SELECT json_agg(json_build_array(
            array_position($1::uuid[], i.variant_id) - 1, i.quantity) ORDER BY i.created_at, i.id)
          FROM shopping_carts c JOIN cart_items i ON i.cart_id = c.id
          WHERE c.user_id = u.id AND c.status = 'active'), '[]') ORDER BY u.n)
        FROM unnest($3::uuid[]) WITH ORDINALITY AS u (id, n)) AS carts`,
    [stage.variantIds, stage.discountId, stage.buyers.map(({ userId }) => userId)],
  );
  return rows[0];
}

/** Orders of a story, by their ids, in the words of the model. */
export async function seenOrders({ stage, orders }: Hands): Promise<Map<string, unknown>> {
  const { rows } = await stage.shop.owner.query<{ id: string; seen: unknown }>(
    `SELECT o.id, json_build_object('status', o.status,
        'captured', (SELECT round(100 * coalesce(sum(p.captured_amount), 0)) FROM payments p WHERE p.order_id = o.id),
        'back', (SELECT round(100 * coalesce(sum(r.amount), 0)) FROM refunds r
          WHERE r.order_id = o.id AND r.status <> 'failed'),
        'kept', (SELECT coalesce(sum(s.quantity), 0) FROM stock_reservations s
          WHERE s.order_id = o.id AND s.status <> 'released'),
        'uses', (SELECT count(*) FROM discount_usages u WHERE u.order_id = o.id AND u.released_at IS NULL)) AS seen
     FROM orders o WHERE o.id = ANY ($1::uuid[])
     UNION ALL SELECT a.id, '{"status": "archived"}' FROM orders_archive a WHERE a.id = ANY ($1::uuid[])`,
    [orders.map(({ id }) => id)],
  );
  return new Map(rows.map(({ id, seen }) => [id, seen]));
}

function compare(what: string, { seen, right }: { seen: unknown; right: unknown }): void {
  const [is, should] = [JSON.stringify(seen), JSON.stringify(right)];
  if (is !== should) throw new Error(`${what} is ${is} where ${should} was right`);
}

function minor(decimal: unknown): number {
  return Math.round(Number(decimal ?? 0) * 100);
}
