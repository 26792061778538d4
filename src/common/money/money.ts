import { defineError } from '../errors/domain-error.js';
import { currencyExponent } from './currency.js';

export { CurrencyUnsupported, currencyExponent } from './currency.js';
export { allocate, multiplyByRate, roundHalfUp } from './rounding.js';

export class InvalidMoney extends defineError(
  'money.invalid',
  'unprocessable',
  'This is not an amount of money',
) {}

export class AmountOutOfRange extends defineError(
  'money.amount_out_of_range',
  'unprocessable',
  'The amount is larger than 99,999,999.99',
) {}

/** An amount in whole minor units (cents, đồng); negative ones exist only as differences. */
export interface Money {
  readonly amount: number;
  readonly currency: string;
}

/** Digits behind the point in every money column, DECIMAL(10,2). */
const COLUMN_SCALE = 2;
const MAX_COLUMN_UNITS = 9_999_999_999;
const DECIMAL = /^(-?)(\d{1,12})(?:\.(\d+))?$/;

/**
 * Reads a decimal string as whole units of `10^-exponent`, by digits alone.
 *
 * @throws InvalidMoney for anything but digits, and for more digits than the currency has.
 */
function parseUnits(text: string, exponent: number): number {
  const match = DECIMAL.exec(text);
  if (!match) throw new InvalidMoney();
  const [, sign = '', whole = '', fraction = ''] = match;
  const kept = fraction.slice(0, exponent).padEnd(exponent, '0');
  if (/[1-9]/.test(fraction.slice(exponent))) {
    throw new InvalidMoney(`This currency has ${exponent} digits behind the point`);
  }
  const units = Number(whole + kept);
  return sign === '-' && units !== 0 ? -units : units;
}

function writeUnits(units: number, exponent: number, scale: number): string {
  const digits = String(Math.abs(units)).padStart(exponent + 1, '0');
  const cut = digits.length - exponent;
  const sign = units < 0 ? '-' : '';
  if (scale === 0) return sign + digits;
  return `${sign}${digits.slice(0, cut)}.${digits.slice(cut).padEnd(scale, '0')}`;
}

/**
 * Checks that an amount fits its column.
 *
 * @throws AmountOutOfRange above 99,999,999.99 (99,999,999 where there are no decimals).
 */
export function assertStorable(minor: number, currency: string): void {
  const exponent = currencyExponent(currency);
  const limit = Math.floor(MAX_COLUMN_UNITS / 10 ** (COLUMN_SCALE - exponent));
  if (Number.isSafeInteger(minor) && Math.abs(minor) <= limit) return;
  throw new AmountOutOfRange(undefined, { currency });
}

/** `'19.99'` of a money column, or of a `SUM` over one, to minor units. */
export function minorFromDb(decimal: string, currency: string): number {
  return parseUnits(decimal, currencyExponent(currency));
}

/**
 * Minor units to what a money column takes: always two digits, `'150000.00'` for VND.
 *
 * @throws AmountOutOfRange when the column could not hold it.
 */
export function minorToDb(minor: number, currency: string): string {
  assertStorable(minor, currency);
  return writeUnits(minor, currencyExponent(currency), COLUMN_SCALE);
}

/** See {@link minorFromDb}. */
export function moneyFromDb(decimal: string, currency: string): Money {
  return { amount: minorFromDb(decimal, currency), currency };
}

/** See {@link minorToDb}. */
export function moneyToDb(money: Money): string {
  return minorToDb(money.amount, money.currency);
}

/** Minor units in the form of the API: the currency's own digits, `'19.99'` or `'150000'`. */
export function formatMinor(minor: number, currency: string): string {
  const exponent = currencyExponent(currency);
  return writeUnits(minor, exponent, exponent);
}

/** See {@link formatMinor}. */
export function formatMoney(money: Money): string {
  return formatMinor(money.amount, money.currency);
}

/**
 * Reads an amount that a client sent, zero or more.
 *
 * @throws InvalidMoney for a sign, an exponent, spaces or digits the currency does not have.
 * @throws AmountOutOfRange for more than a column holds.
 */
export function parseMoney(text: string, currency: string): Money {
  if (text.startsWith('-')) throw new InvalidMoney('The amount must not be negative');
  const amount = parseUnits(text, currencyExponent(currency));
  assertStorable(amount, currency);
  return { amount, currency };
}
