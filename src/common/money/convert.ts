import { defineError } from '../errors/domain-error.js';
import { currencyExponent } from './currency.js';
import { roundHalfUp } from './rounding.js';

export class ExchangeRateMissing extends defineError(
  'money.exchange_rate_missing',
  'conflict',
  'There is no rate of exchange for this currency',
) {}

/** From the shop's currency into another one. */
export interface Conversion {
  readonly from: string;
  readonly to: string;
  /** Units of `to` for one of `from`, a plain decimal; null: not known. */
  readonly rate: string | null;
}

/** Above this the largest amount of a money column could leave the safe integers. */
export const MAX_EXCHANGE_RATE = 900_000;

const RATE = /^(\d{1,10})(?:\.(\d{1,10}))?$/;

/**
 * Minor units of one currency in those of the other, rounded half up, once.
 *
 * @throws ExchangeRateMissing when the currencies differ and no rate is known
 */
export function convertMinor(minor: number, { from, to, rate }: Conversion): number {
  if (from === to) return minor;
  const [, whole = '', fraction = ''] = RATE.exec(rate ?? '') ?? [];
  if (whole === '') throw new ExchangeRateMissing(undefined, { currency: to });
  const numerator = BigInt(minor) * BigInt(whole + fraction) * power(currencyExponent(to));
  return roundHalfUp(numerator, power(fraction.length + currencyExponent(from)));
}

function power(digits: number): bigint {
  return 10n ** BigInt(digits);
}
