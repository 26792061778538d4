import type { DiscountCandidate } from '../discounts/discounts.types.js';
import { type BasketLine, matches, sum } from './basket.js';
import type { DiscountReason, PricingInput } from './pricing.types.js';

/**
 * Why a discount cannot apply to this basket at all, or null. Looks at nothing that another
 * discount changes, so that the answer does not depend on any order.
 */
export function ineligibleReason(
  discount: DiscountCandidate,
  basket: readonly BasketLine[],
  { now, customerGroupIds }: Pick<PricingInput, 'now' | 'customerGroupIds'>,
): DiscountReason | null {
  if (!discount.isActive) return 'inactive';
  if (discount.startsAt !== null && now < discount.startsAt) return 'not_started';
  if (discount.endsAt !== null && now >= discount.endsAt) return 'expired';
  if (discount.rule.type === 'broken') return 'broken_rules';
  if (discount.isCodeUsed === true) return 'code_used';
  if (used(discount.usedCount, discount.usageLimit)) return 'usage_limit_reached';
  if (used(discount.userUsedCount, discount.userLimit)) return 'user_limit_reached';
  if (discount.firstOrderOnly === true && discount.hasOrdered === true) return 'first_order_only';
  const groups = discount.customerGroupIds;
  if (groups && !groups.some((id) => customerGroupIds.includes(id))) return 'not_eligible';
  const subtotal = sum(basket.map(({ total }) => total));
  if (discount.minimumAmount !== null && subtotal < discount.minimumAmount) {
    return 'minimum_not_reached';
  }
  return basket.some(({ line }) => matches(line, discount.targets)) ? null : 'no_matching_items';
}

function used(count: number, limit: number | null): boolean {
  return limit !== null && count >= limit;
}
