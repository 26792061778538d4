import { type Conversion, convertMinor } from '../../common/money/convert.js';
import type { DiscountCandidate, DiscountRule } from './discounts.types.js';

/**
 * A discount of the shop's currency in that of a basket: each amount converted and rounded once. Without a rate of
 * exchange what has amounts is broken: it never applies.
 */
export function convertDiscount(
  discount: DiscountCandidate,
  conversion: Conversion,
): DiscountCandidate {
  if (conversion.from === conversion.to) return discount;
  if (conversion.rate === null && hasAmounts(discount)) {
    return { ...discount, rule: { type: 'broken' }, minimumAmount: null, maximumAmount: null };
  }
  const convert = (minor: number) => convertMinor(minor, conversion);
  const orNull = (minor: number | null) => (minor === null ? null : convert(minor));
  return {
    ...discount,
    rule: convertRule(discount.rule, convert),
    minimumAmount: orNull(discount.minimumAmount),
    maximumAmount: orNull(discount.maximumAmount),
  };
}

function hasAmounts({ rule, minimumAmount, maximumAmount }: DiscountCandidate): boolean {
  if (minimumAmount !== null || maximumAmount !== null || rule.type === 'fixed_amount') return true;
  return (
    rule.type === 'tiered' &&
    (rule.by === 'amount' || rule.tiers.some(({ amount }) => amount !== null))
  );
}

function convertRule(rule: DiscountRule, convert: (minor: number) => number): DiscountRule {
  if (rule.type === 'fixed_amount') return { ...rule, amount: convert(rule.amount) };
  if (rule.type !== 'tiered') return rule;
  const tiers = rule.tiers.map(({ from, basisPoints, amount }) => ({
    from: rule.by === 'amount' ? convert(from) : from,
    basisPoints,
    amount: amount === null ? null : convert(amount),
  }));
  return { ...rule, tiers };
}
