import { ExchangeRatesRepository } from './exchange-rates.repository.js';
import { ExchangeRatesController } from './http/exchange-rates.controller.js';
import { DeleteExchangeRate } from './use-cases/delete-exchange-rate.js';
import { SaveExchangeRate } from './use-cases/save-exchange-rate.js';

/** Rates of exchange. */
export const EXCHANGE_RATE_CONTROLLERS = [ExchangeRatesController];

export const EXCHANGE_RATE_PROVIDERS = [
  ExchangeRatesRepository,
  SaveExchangeRate,
  DeleteExchangeRate,
];
