// Discounts are read inside the one statement that loads a whole checkout, so what this feature
// offers are the pieces of it and not a query of its own.
export {
  type DiscountCandidateRow,
  discountCandidatesSql,
  toDiscountCandidate,
} from './discount-candidates.js';
export { convertDiscount } from './convert-discount.js';
export { DISCOUNT_RULES, toDiscountRule } from './discount-rules.js';
