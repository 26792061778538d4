import { defineError } from '../../../common/errors/domain-error.js';

/** One that is not configured, or the shop's own, which stands in the variant. */
export class CurrencyNotPriced extends defineError(
  'catalog.currency_not_priced',
  'unprocessable',
  'Variants have no prices of their own in this currency',
) {}

export class PriceNotFound extends defineError(
  'catalog.price_not_found',
  'not_found',
  'The variant has no price in this currency',
) {}
