import type { ExchangeRateView } from '../../exchange-rates.repository.js';

export class ExchangeRateResponse {
  /** @example "EUR" */
  currency: string;

  /**
   * Units of the currency for one of the shop's.
   * @example "0.92000000"
   */
  rate: string;

  updatedAt: string;
}

export class ExchangeRatesResponse {
  /** Currency of the shop, which the rates are for. */
  currency: string;

  items: ExchangeRateResponse[];
}

/** Exactly what staff sees of a rate. */
export function toExchangeRate({
  currency,
  rate,
  updatedAt,
}: ExchangeRateView): ExchangeRateResponse {
  return { currency, rate, updatedAt };
}
