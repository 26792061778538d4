import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AmountOutOfRange,
  CurrencyUnsupported,
  currencyExponent,
  formatMoney,
  InvalidMoney,
  minorFromDb,
  minorToDb,
  moneyFromDb,
  moneyToDb,
  parseMoney,
} from './money.js';

describe('money', () => {
  it.each([
    ['19.99', 'USD', 1999],
    ['0.10', 'USD', 10],
    ['-0.05', 'USD', -5],
    ['0.00', 'USD', 0],
    ['150000.00', 'VND', 150_000],
    ['99999999.99', 'USD', 9_999_999_999],
  ])('reads %s %s of a column as %i', (text, currency, minor) => {
    expect(minorFromDb(text, currency)).toBe(minor);
    expect(minorToDb(minor, currency)).toBe(text);
  });

  it('writes the digits of the currency on the wire and two in the column', () => {
    expect(formatMoney({ amount: 150_000, currency: 'VND' })).toBe('150000');
    expect(moneyToDb({ amount: 150_000, currency: 'VND' })).toBe('150000.00');
    expect(formatMoney({ amount: 5, currency: 'USD' })).toBe('0.05');
    expect(formatMoney({ amount: -1999, currency: 'USD' })).toBe('-19.99');
  });

  it('reads every amount back that it wrote', () => {
    const amounts = fc.integer({ min: -9_999_999_999, max: 9_999_999_999 });
    fc.assert(
      fc.property(amounts, (amount) => {
        const money = { amount, currency: 'USD' };
        expect(moneyFromDb(moneyToDb(money), 'USD')).toEqual(money);
        if (amount >= 0) expect(parseMoney(formatMoney(money), 'USD')).toEqual(money);
      }),
    );
  });

  it.each(['', ' ', '1e3', '1,00', '+1', '.5', '5.', '0x10', 'NaN', '١', '1 ', '-1', '1.999'])(
    'refuses %j from a client',
    (text) => {
      expect(() => parseMoney(text, 'USD')).toThrow(InvalidMoney);
    },
  );

  it('refuses fractions of a đồng, except the zeros of the column', () => {
    expect(() => parseMoney('1.5', 'VND')).toThrow(InvalidMoney);
    expect(parseMoney('1.00', 'VND').amount).toBe(1);
  });

  it.each([
    ['100000000.00', 'USD'],
    ['100000000', 'VND'],
  ])('refuses %s %s, which its column could not hold', (text, currency) => {
    expect(() => parseMoney(text, currency)).toThrow(AmountOutOfRange);
  });

  it('refuses fractions of a minor unit on the way to the column', () => {
    expect(() => minorToDb(0.5, 'USD')).toThrow(AmountOutOfRange);
    expect(() => minorToDb(Number.NaN, 'USD')).toThrow(AmountOutOfRange);
  });

  it('knows two-digit and no-digit currencies and refuses the rest', () => {
    expect(currencyExponent('USD')).toBe(2);
    expect(currencyExponent('VND')).toBe(0);
    expect(currencyExponent('JPY')).toBe(0);
    for (const code of ['KWD', 'CLF', 'usd', 'XYZ', '', '__proto__']) {
      expect(() => currencyExponent(code)).toThrow(CurrencyUnsupported);
    }
  });
});
