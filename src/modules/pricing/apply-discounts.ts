import { allocate } from '../../common/money/money.js';
import type { DiscountCandidate } from '../discounts/discounts.types.js';
import { shippingOffers } from './shipping-offers.js';
import type { ShippingOffer } from '../shipping/shipping.types.js';
import { type BasketLine, sum, toBasket } from './basket.js';
import { goodsDiscount, reachesCondition } from './discount-amounts.js';
import type { DiscountReason, PricingInput, ShippingState } from './pricing.types.js';

/** One discount after it was tried; a reason when it took nothing off. */
export interface TriedDiscount {
  readonly discount: DiscountCandidate;
  readonly amount: number;
  readonly shippingAmount: number;
  readonly reason: DiscountReason | null;
}

/** A basket after all its discounts, before tax. */
export interface DiscountedBasket {
  readonly basket: readonly BasketLine[];
  readonly tried: readonly TriedDiscount[];
  readonly requiresShipping: boolean;
  readonly shippingState: ShippingState;
  readonly method: ShippingOffer | null;
  readonly offers: readonly ShippingOffer[];
  readonly shippingDiscount: number;
}

type Phase = 'item' | 'order' | 'shipping';

/**
 * Applies discounts in fixed phases: first those of chosen items, then those of the whole order,
 * then those of shipping; inside a phase the higher priority first. Each works on what the ones
 * before have left.
 */
export function applyDiscounts(
  input: PricingInput,
  discounts: readonly DiscountCandidate[],
): DiscountedBasket {
  const basket = toBasket(input.lines);
  const ordered = [...discounts].sort(byPriority);
  const inPhase = (phase: Phase) => ordered.filter((discount) => phaseOf(discount) === phase);
  const goods = [...inPhase('item'), ...inPhase('order')].map((discount) =>
    takeOffGoods(discount, basket),
  );
  const shipping = chooseShipping(input, basket);
  let left = shipping.method?.price ?? 0;
  const free = inPhase('shipping').map((discount) => {
    const tried = takeOffShipping(discount, shipping, left);
    left -= tried.shippingAmount;
    return tried;
  });
  const shippingDiscount = sum(free.map((tried) => tried.shippingAmount));
  return { basket, tried: [...goods, ...free], ...shipping, shippingDiscount };
}

/** Higher priority first, equal ones by id: never by the order in which codes were entered. */
export function byPriority(a: DiscountCandidate, b: DiscountCandidate): number {
  return b.priority - a.priority || (a.id === b.id ? 0 : a.id < b.id ? -1 : 1);
}

function phaseOf({ type, targets }: DiscountCandidate): Phase {
  if (type === 'free_shipping') return 'shipping';
  return targets !== null || type === 'buy_x_get_y' ? 'item' : 'order';
}

function takeOffGoods(discount: DiscountCandidate, basket: readonly BasketLine[]): TriedDiscount {
  const { amount, bases } = goodsDiscount(discount, basket);
  if (amount === 0) {
    const reason = reachesCondition(discount, basket)
      ? 'nothing_to_take_off'
      : 'minimum_not_reached';
    return { discount, amount, shippingAmount: 0, reason };
  }
  allocate(amount, bases).forEach((share, index) => {
    const entry = basket[index];
    if (!entry || share === 0) return;
    entry.remaining -= share;
    entry.discounts.push({ discountId: discount.id, amount: share });
  });
  return { discount, amount, shippingAmount: 0, reason: null };
}

type ChosenShipping = Pick<
  DiscountedBasket,
  'requiresShipping' | 'shippingState' | 'method' | 'offers'
>;

function chooseShipping(input: PricingInput, basket: readonly BasketLine[]): ChosenShipping {
  const shipped = basket.filter(({ line }) => line.requiresShipping);
  if (shipped.length === 0) {
    return { requiresShipping: false, shippingState: 'none_needed', method: null, offers: [] };
  }
  const offers = shippingOffers(input.shippingRates, {
    goods: sum(basket.map(({ remaining }) => remaining)),
    weight: sum(shipped.map(({ line }) => line.weight * line.quantity)),
  });
  const code = input.shippingMethodCode;
  const method = offers.find((offer) => offer.code === code) ?? null;
  const missing = code === null ? 'not_chosen' : 'unavailable';
  return { requiresShipping: true, shippingState: method ? 'chosen' : missing, method, offers };
}

function takeOffShipping(
  discount: DiscountCandidate,
  { method, shippingState }: ChosenShipping,
  left: number,
): TriedDiscount {
  const nothing = (reason: DiscountReason): TriedDiscount => {
    return { discount, amount: 0, shippingAmount: 0, reason };
  };
  if (discount.rule.type !== 'free_shipping') return nothing('broken_rules');
  if (shippingState === 'not_chosen') return nothing('shipping_not_chosen');
  const codes = discount.rule.methodCodes;
  const fits = method !== null && (codes === null || codes.includes(method.code));
  const amount = fits ? Math.min(left, discount.maximumAmount ?? left) : 0;
  if (amount === 0) return nothing('nothing_to_take_off');
  return { discount, amount, shippingAmount: amount, reason: null };
}
