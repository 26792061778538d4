import type { FieldError } from '../../../common/errors/domain-error.js';
import { parseMoney } from '../../../common/money/money.js';
import { RatesInvalid } from '../shipping.errors.js';

/** What a method costs in one zone within one band; decimals as text. */
export interface RateValues {
  readonly zoneId: string;
  readonly currency: string;
  readonly price: string;
  /** Costs nothing from this amount of goods on, after discounts. */
  readonly freeFrom: string | null;
  /** Bands include both ends. */
  readonly minSubtotal: string | null;
  readonly maxSubtotal: string | null;
  readonly minWeight: string | null;
  readonly maxWeight: string | null;
}

/** Weights have six digits before the point and two behind it. */
const WEIGHT = /^\d{1,6}(\.\d{1,2})?$/;

/**
 * Checks that the amounts of rates have the digits of their currency, that no band ends before it begins
 * and that no band of a zone stands there twice. Bands may overlap: the cheapest rate that fits counts.
 *
 * @throws InvalidMoney, CurrencyUnsupported, AmountOutOfRange
 * @throws RatesInvalid with a pointer to each rate in question
 */
export function assertRates(rates: readonly RateValues[]): void {
  const seen = new Set<string>();
  const errors = rates.flatMap((rate, index): FieldError[] => {
    const code = problemOf(rate, seen);
    return code === null ? [] : [{ pointer: `/rates/${index}`, code }];
  });
  if (errors.length > 0) throw new RatesInvalid(undefined, {}, errors);
}

function problemOf(rate: RateValues, seen: Set<string>): string | null {
  const amount = (text: string | null) =>
    text === null ? null : parseMoney(text, rate.currency).amount;
  const bounds = [amount(rate.minSubtotal), amount(rate.maxSubtotal)] as const;
  const weights = [weightOf(rate.minWeight), weightOf(rate.maxWeight)] as const;
  parseMoney(rate.price, rate.currency);
  amount(rate.freeFrom);
  if (weights.includes(undefined)) return 'weight_invalid';
  if (endsFirst(bounds) || endsFirst(weights)) return 'band_ends_first';
  const key = [rate.zoneId.toLowerCase(), rate.currency, ...bounds, ...weights].join(' ');
  if (seen.has(key)) return 'band_twice';
  seen.add(key);
  return null;
}

/** In hundredths; undefined when it is no weight. */
function weightOf(text: string | null): number | null | undefined {
  if (text === null) return null;
  if (!WEIGHT.test(text)) return undefined;
  const [whole = '', fraction = ''] = text.split('.');
  return Number(whole + fraction.padEnd(2, '0'));
}

function endsFirst([min, max]: readonly [number | null | undefined, number | null | undefined]) {
  return typeof min === 'number' && typeof max === 'number' && min > max;
}
