import { describe, expect, it } from 'vitest';

import type { PaymentMethodRecord } from '../payments.types.js';
import { gatewayFee, methodRefusal } from './method-rules.js';

const METHOD: PaymentMethodRecord = {
  id: '00000000-0000-4000-8000-000000000001',
  code: 'sandbox',
  name: 'Sandbox',
  description: null,
  isActive: true,
  gateway: 'sandbox',
  requiresAccount: false,
  minAmount: '1.00',
  maxAmount: '500.00',
  currencies: ['USD', 'VND'],
  countries: ['US', 'VN'],
};
const USE = { amount: { amount: 4990, currency: 'USD' }, country: 'US', isGuest: true };

describe('methodRefusal', () => {
  it('lets a fitting use pass, bounds included', () => {
    expect(methodRefusal(METHOD, USE)).toBeNull();
    const at = (amount: number) => ({ ...USE, amount: { amount, currency: 'USD' } });
    expect(methodRefusal(METHOD, at(100))).toBeNull();
    expect(methodRefusal(METHOD, at(50_000))).toBeNull();
    expect(methodRefusal(METHOD, at(99))).toBe('amount_too_small');
    expect(methodRefusal(METHOD, at(50_001))).toBe('amount_too_large');
  });

  it('counts minor units by the currency', () => {
    const dong = { ...USE, amount: { amount: 400, currency: 'VND' } };
    expect(methodRefusal(METHOD, dong)).toBeNull();
    expect(methodRefusal(METHOD, { ...dong, amount: { amount: 501, currency: 'VND' } })).toBe(
      'amount_too_large',
    );
  });

  it('without bounds and lists everything passes', () => {
    const open = { ...METHOD, minAmount: null, maxAmount: null, currencies: null, countries: null };
    const use = { ...USE, amount: { amount: 1, currency: 'EUR' }, country: 'DE' };
    expect(methodRefusal(open, use)).toBeNull();
  });

  it.each([
    ['unknown', null, USE],
    ['inactive', { ...METHOD, isActive: false }, USE],
    ['currency', METHOD, { ...USE, amount: { amount: 4990, currency: 'EUR' } }],
    ['country', METHOD, { ...USE, country: 'DE' }],
    ['account_required', { ...METHOD, requiresAccount: true }, USE],
  ] as const)('says %s', (reason, method, use) => {
    expect(methodRefusal(method, use)).toBe(reason);
  });
});

describe('gatewayFee', () => {
  it('adds share and fixed part, each rounded to the minor unit', () => {
    const fee = { percentage: '0.0290', fixed: '0.30' };
    expect(gatewayFee({ amount: 4990, currency: 'USD' }, fee)).toEqual({
      amount: 145 + 30,
      currency: 'USD',
    });
    expect(gatewayFee({ amount: 150_000, currency: 'VND' }, fee).amount).toBe(4350);
    expect(
      gatewayFee({ amount: 150_000, currency: 'VND' }, { percentage: null, fixed: '0.50' }).amount,
    ).toBe(1);
  });

  it('is nothing without a price list', () => {
    expect(
      gatewayFee({ amount: 4990, currency: 'USD' }, { percentage: null, fixed: null }),
    ).toEqual({
      amount: 0,
      currency: 'USD',
    });
  });
});
