import { describe, expect, it } from 'vitest';
import { toDiscountRule } from './discount-rules.js';
import type { DiscountType } from './discounts.types.js';

const rule = (type: DiscountType, rules: unknown, value = '0.00', currency = 'USD') =>
  toDiscountRule({ type, value, rules }, currency);

describe('toDiscountRule', () => {
  it('reads per cents and amounts without floating point', () => {
    expect(rule('percentage', {}, '12.50')).toEqual({ type: 'percentage', basisPoints: 1250 });
    expect(rule('fixed_amount', {}, '19.99')).toEqual({ type: 'fixed_amount', amount: 1999 });
    expect(rule('fixed_amount', {}, '150000.00', 'VND')).toMatchObject({ amount: 150_000 });
  });

  it('fills in what buy_x_get_y leaves out', () => {
    expect(rule('buy_x_get_y', { buyQuantity: 2, getQuantity: 1 })).toEqual({
      type: 'buy_x_get_y',
      buyQuantity: 2,
      getQuantity: 1,
      basisPoints: 10_000,
      maxRepeats: null,
      get: null,
    });
  });

  it('sorts tiers and keeps per cent and amount apart', () => {
    const tiers = [
      { from: '300.00', amount: '40.00' },
      { from: '150.00', percent: 5 },
    ];
    expect(rule('tiered', { by: 'amount', tiers })).toEqual({
      type: 'tiered',
      by: 'amount',
      tiers: [
        { from: 15_000, basisPoints: 500, amount: null },
        { from: 30_000, basisPoints: null, amount: 4000 },
      ],
    });
  });

  it.each<[string, DiscountType, unknown, string?, string?]>([
    ['more than 100 %', 'percentage', {}, '100.01'],
    ['a name nobody knows', 'percentage', { bogus: 1 }, '10.00'],
    ['rules that are no object', 'fixed_amount', null, '10.00'],
    ['digits the currency does not have', 'fixed_amount', {}, '10.50', 'VND'],
    ['buying nothing', 'buy_x_get_y', { buyQuantity: 0, getQuantity: 1 }],
    ['half a piece', 'buy_x_get_y', { buyQuantity: 1.5, getQuantity: 1 }],
    ['no tier', 'tiered', { by: 'amount', tiers: [] }],
    [
      'a tier of both kinds',
      'tiered',
      { by: 'amount', tiers: [{ from: '1', percent: '1', amount: '1' }] },
    ],
    ['half pieces', 'tiered', { by: 'quantity', tiers: [{ from: '1.5', percent: '1' }] }],
    [
      'a tier twice',
      'tiered',
      {
        by: 'quantity',
        tiers: [
          { from: '1', percent: '1' },
          { from: '1', percent: '2' },
        ],
      },
    ],
    ['a negative amount', 'tiered', { by: 'amount', tiers: [{ from: '-1', percent: '1' }] }],
    ['no method', 'free_shipping', { methodCodes: [] }],
  ])('calls %s broken', (_, type, rules, value, currency) => {
    expect(rule(type, rules, value, currency)).toEqual({ type: 'broken' });
  });
});
