import { roundHalfUp } from '../../common/money/money.js';
import type { DiscountCandidate, DiscountRule, LineTargets } from '../discounts/discounts.types.js';
import { type BasketLine, matches, sum } from './basket.js';

type BuyXGetY = Extract<DiscountRule, { type: 'buy_x_get_y' }>;
type Tiered = Extract<DiscountRule, { type: 'tiered' }>;

/** What a discount takes off the goods: an amount, and per line the part that it may come from. */
export interface GoodsDiscount {
  readonly amount: number;
  /** Weights of the lines; never more than what is left of them, and their sum ≥ amount. */
  readonly bases: readonly number[];
}

const NONE: GoodsDiscount = { amount: 0, bases: [] };

/** The amount of one discount on the basket as it stands, rounded once, capped, never negative. */
export function goodsDiscount(
  discount: DiscountCandidate,
  basket: readonly BasketLine[],
): GoodsDiscount {
  const { rule, targets } = discount;
  const bases = basesOf(basket, targets);
  switch (rule.type) {
    case 'percentage':
      return capped(discount, share(sum(bases), rule.basisPoints), bases);
    case 'fixed_amount':
      return capped(discount, rule.amount, bases);
    case 'tiered':
      return capped(discount, tierAmount(rule, basket, targets, sum(bases)), bases);
    case 'buy_x_get_y': {
      const given = givenBases(rule, basket, targets);
      return capped(discount, share(sum(given), rule.basisPoints), given);
    }
    case 'free_shipping':
    case 'broken':
      return NONE;
  }
}

/** Whether its own condition on pieces or amounts holds, apart from what is left to take off. */
export function reachesCondition(
  discount: DiscountCandidate,
  basket: readonly BasketLine[],
): boolean {
  const { rule, targets } = discount;
  if (rule.type === 'tiered') return reachedTier(rule, basket, targets) !== null;
  if (rule.type === 'buy_x_get_y') return repeatsOf(rule, poolsOf(rule, basket, targets)) > 0;
  return true;
}

function capped(
  { maximumAmount }: DiscountCandidate,
  amount: number,
  bases: readonly number[],
): GoodsDiscount {
  return { amount: Math.min(amount, sum(bases), maximumAmount ?? amount), bases };
}

function basesOf(basket: readonly BasketLine[], targets: LineTargets | null): number[] {
  return basket.map(({ line, remaining }) => (matches(line, targets) ? remaining : 0));
}

function share(base: number, basisPoints: number): number {
  return roundHalfUp(BigInt(base) * BigInt(basisPoints), 10_000);
}

/** Tiers look at prices before discounts, so that one discount never pushes another off its tier. */
function reachedTier(rule: Tiered, basket: readonly BasketLine[], targets: LineTargets | null) {
  const matched = basket.filter(({ line }) => matches(line, targets));
  const reached = sum(
    matched.map(({ line, total }) => (rule.by === 'quantity' ? line.quantity : total)),
  );
  return rule.tiers.findLast((tier) => tier.from <= reached) ?? null;
}

function tierAmount(
  rule: Tiered,
  basket: readonly BasketLine[],
  targets: LineTargets | null,
  base: number,
): number {
  const tier = reachedTier(rule, basket, targets);
  if (tier === null) return 0;
  return tier.basisPoints === null ? (tier.amount ?? 0) : share(base, tier.basisPoints);
}

/** Pieces that only count as bought, only can be given, or both. */
interface Pools {
  readonly buyOnly: number;
  readonly getOnly: number;
  readonly both: number;
}

function poolsOf(
  rule: BuyXGetY,
  basket: readonly BasketLine[],
  targets: LineTargets | null,
): Pools {
  const pools = { buyOnly: 0, getOnly: 0, both: 0 };
  for (const { line } of basket) {
    const buys = matches(line, targets);
    const gets = rule.get === null ? buys : matches(line, rule.get);
    if (buys && gets) pools.both += line.quantity;
    else if (buys) pools.buyOnly += line.quantity;
    else if (gets) pools.getOnly += line.quantity;
  }
  return pools;
}

/** How often it happens: no piece is bought and given at once. */
function repeatsOf({ buyQuantity, getQuantity, maxRepeats }: BuyXGetY, pools: Pools): number {
  const { buyOnly, getOnly, both } = pools;
  return Math.min(
    maxRepeats ?? Number.MAX_SAFE_INTEGER,
    Math.floor((buyOnly + both) / buyQuantity),
    Math.floor((getOnly + both) / getQuantity),
    Math.floor((buyOnly + getOnly + both) / (buyQuantity + getQuantity)),
  );
}

/**
 * The value of the given pieces per line, the cheapest first. Of pieces that could also count
 * as bought only those are given that the buying does not need.
 */
function givenBases(
  rule: BuyXGetY,
  basket: readonly BasketLine[],
  targets: LineTargets | null,
): number[] {
  const pools = poolsOf(rule, basket, targets);
  const repeats = repeatsOf(rule, pools);
  let left = repeats * rule.getQuantity;
  let spare = pools.buyOnly + pools.both - repeats * rule.buyQuantity;
  const bases = basket.map(() => 0);
  const cheapestFirst = basket
    .map((entry, index) => ({ ...entry, index }))
    .sort((a, b) => a.line.unitPrice - b.line.unitPrice || a.index - b.index);
  for (const { line, remaining, index } of cheapestFirst) {
    const buys = matches(line, targets);
    if (!(rule.get === null ? buys : matches(line, rule.get))) continue;
    const pieces = Math.min(left, line.quantity, buys ? spare : line.quantity);
    bases[index] = Number((BigInt(remaining) * BigInt(pieces)) / BigInt(line.quantity));
    left -= pieces;
    if (buys) spare -= pieces;
  }
  return bases;
}
