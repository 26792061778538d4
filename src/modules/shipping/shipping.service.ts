export { OutsideRates, type OutsideAnswers } from './outside/outside-rates.js';

// Rates are read inside the one statement that loads a whole checkout, so what this feature
// offers are the pieces of it and not a query of its own.
export {
  type ShippingRateRow,
  shippingRatesSql,
  type TaxRateRow,
  taxRatesSql,
  toShippingRate,
  toTaxRate,
} from './data/destination-rates.js';
