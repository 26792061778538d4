import { rightOrder } from './compare.js';
import { foresee } from './foresee.js';
import type { ModelShop } from './model-types.js';
import type { Step } from './steps.js';

/** A step that somebody did among others, and what he was told; null when it went well. */
export interface DoneStep {
  readonly step: Step;
  readonly code: string | null;
}

/** Answers that say "nothing was done, come again": they fit everywhere. */
const COME_AGAIN: ReadonlySet<string> = new Set([
  'orders.placing_contended',
  'cart.busy',
  'idempotency.in_progress',
]);
const NO_FACTS = { paid: new Map<number, number>(), total: 0 };

/** What is left of a shop, whatever the order in which orders were placed or lines were added. */
export function traceOf(shop: ModelShop): string {
  return JSON.stringify({
    stock: shop.variants.map(({ net }) => net),
    used: shop.code.used,
    carts: shop.customers.map(({ lines }) =>
      [...lines].map(([variant, { quantity }]) => [variant, quantity]).sort(byText),
    ),
    orders: shop.orders.map((order) => JSON.stringify([order.customer, rightOrder(order)])).sort(),
  });
}

export function byText(one: unknown, other: unknown): number {
  return JSON.stringify(one) < JSON.stringify(other) ? -1 : 1;
}

/**
 * Whether the steps that several people did at once can be put one after the other, each one's in his own order, so
 * that the model gives every answer that was given and ends where the shop has ended (linearizability after Herlihy and
 * Wing, 1990, by trying all orders).
 *
 * @param trace what the shop is now, as {@link traceOf} tells it
 */
export function isExplained(
  shop: ModelShop,
  actors: readonly (readonly DoneStep[])[],
  trace: string,
): boolean {
  if (actors.every((steps) => steps.length === 0)) return traceOf(shop) === trace;
  return actors.some(([next, ...rest], n) => {
    if (next === undefined) return false;
    const after = afterStep(shop, next);
    if (after === null) return false;
    return isExplained(
      after,
      actors.map((steps, index) => (index === n ? rest : steps)),
      trace,
    );
  });
}

/** The shop after the step; null when it would have answered something else. */
function afterStep(shop: ModelShop, { step, code }: DoneStep): ModelShop | null {
  if (code !== null && COME_AGAIN.has(code)) return shop;
  const after = structuredClone(shop);
  const { expected, apply } = foresee(after, step);
  if (expected.code !== code) return null;
  apply(NO_FACTS);
  return after;
}
