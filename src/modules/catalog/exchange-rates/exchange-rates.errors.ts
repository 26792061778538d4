import { defineError } from '../../../common/errors/domain-error.js';

export class ExchangeRateNotFound extends defineError(
  'catalog.exchange_rate_not_found',
  'not_found',
  'There is no rate of exchange for this currency',
) {}

export class ExchangeRateInvalid extends defineError(
  'catalog.exchange_rate_invalid',
  'unprocessable',
  'A rate is above 0, at most 900000 and has at most eight digits behind the point',
) {}
