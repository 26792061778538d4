import { formatMinor, minorFromDb } from '../../../common/money/money.js';
import { pricingInput } from '../../cart/cart.service.js';
import type { CheckoutSnapshot } from '../../cart/cart.types.js';
import type { DiscountCandidate } from '../../discounts/discounts.types.js';
import { price as priceOf } from '../../pricing/pricing.service.js';
import type { Breakdown } from '../../pricing/pricing.types.js';
import { ShippingUnavailable } from '../orders.errors.js';
import { lineTaxes, rateSources, shippingTaxes } from '../placing/order-taxes.js';
import { withOwnPrices } from '../placing/own-prices.js';
import type { EditableOrder, EditPrice, EditTarget, TargetLine } from './edits.types.js';

/** What a new price is made of: the order, what it shall be, and everything else as it is today. */
export interface EditToPrice {
  readonly order: EditableOrder;
  readonly target: EditTarget;
  /** Has a line for each of the target's. */
  readonly snapshot: CheckoutSnapshot;
}

/**
 * The snapshot with the prices of lines that are there already, as they were agreed; what comes with the edit costs
 * what it costs today.
 */
export function withFrozenPrices(
  order: EditableOrder,
  snapshot: CheckoutSnapshot,
): CheckoutSnapshot {
  const prices = order.lines.map(({ variantId, unitPrice }) => {
    return [variantId, minorFromDb(unitPrice, order.currency)] as const;
  });
  return withOwnPrices(snapshot, new Map(prices));
}

/**
 * A pending order is priced as if it were placed now: discounts, shipping and tax anew, only the prices of its lines
 * stay.
 *
 * @throws ShippingUnavailable
 */
export function priceAnew({ order, target, snapshot }: EditToPrice): EditPrice {
  const input = pricingInput(
    {
      ...snapshot,
      discounts: snapshot.discounts.map((discount) => withoutOwnUse(order, discount)),
    },
    {
      shippingMethodCode: target.shippingMethodCode ?? order.shippingMethodCode,
      taxInclusive: order.taxInclusive,
    },
  );
  const price = priceOf(input);
  assertSent(price);
  const targets = new Map(target.lines.map((line) => [line.variantId, line]));
  return {
    lines: price.lines.map((cost) => {
      const { unitPrice, total, discount, tax } = cost;
      const line = targetFor(targets, cost.variantId);
      return { target: line, unitPrice, total, discount, tax, taxes: lineTaxes(price, cost) };
    }),
    subtotal: price.subtotal,
    discount: price.discount,
    shipping: price.shipping,
    tax: price.tax,
    total: price.total,
    shippingMethodCode: price.shippingMethod?.code ?? null,
    shippingTaxes: shippingTaxes(price),
    ...rateSources(snapshot, price),
    uses: price.discounts.flatMap(({ id, applied, amount, codeId = null }) =>
      applied && id !== null ? [{ discountId: id, codeId, amount }] : [],
    ),
  };
}

/** The line of a variant. */
export function targetFor(targets: ReadonlyMap<string, TargetLine>, variantId: string): TargetLine {
  const line = targets.get(variantId);
  if (line === undefined) throw new Error('A line of the edit has no price');
  return line;
}

/** What the order itself has used stands in nobody's way; that it was the first one was decided when it was placed. */
function withoutOwnUse(order: EditableOrder, discount: DiscountCandidate): DiscountCandidate {
  const use = order.uses.find(({ discountId }) => discountId === discount.id);
  if (use === undefined) return discount;
  const isOwnCode = use.codeId !== null && use.codeId === discount.codeId;
  return {
    ...discount,
    usedCount: discount.usedCount - 1,
    userUsedCount: Math.max(0, discount.userUsedCount - 1),
    hasOrdered: false,
    ...(isOwnCode ? { isCodeUsed: false } : {}),
  };
}

function assertSent({ shippingState, shippingOffers, currency }: Breakdown): void {
  if (shippingState === 'chosen' || shippingState === 'none_needed') return;
  throw new ShippingUnavailable(undefined, {
    state: shippingState,
    offers: shippingOffers.map(({ code, name, price }) => {
      return { code, name, price: formatMinor(price, currency) };
    }),
  });
}
