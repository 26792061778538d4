import { describe, expect, it } from 'vitest';
import { DISCOUNT_RULES, toDiscountRule } from './discount-rules.js';
import type { DiscountType } from './discounts.types.js';

const rule = (type: DiscountType, rules: unknown, value = '0.00', currency = 'USD') =>
  toDiscountRule({ type, value, rules }, currency);

const ID = '5e3c9a3e-4a86-4c44-9b0e-0c9a8b8f4a51';

describe('toDiscountRule', () => {
  it('takes everything up to its ends', () => {
    expect(rule('percentage', {}, '100.00')).toEqual({ type: 'percentage', basisPoints: 10_000 });
    expect(rule('free_shipping', {})).toEqual({ type: 'free_shipping', methodCodes: null });
    expect(rule('free_shipping', { methodCodes: ['standard'] })).toEqual({
      type: 'free_shipping',
      methodCodes: ['standard'],
    });
    const most = { buyQuantity: 999, getQuantity: 999, maxRepeats: 999, getPercent: '100' };
    expect(rule('buy_x_get_y', most)).toMatchObject({ maxRepeats: 999, basisPoints: 10_000 });
    const more = { ...most, maxRepeats: 1000 };
    expect(rule('buy_x_get_y', more)).toEqual({ type: 'broken' });
    expect(rule('buy_x_get_y', { ...most, maxRepeats: 0 })).toEqual({ type: 'broken' });
    expect(rule('buy_x_get_y', { ...most, maxRepeats: 2 })).toMatchObject({ maxRepeats: 2 });
  });

  it('reads tiers by quantity as pieces', () => {
    const tiers = [
      { from: '100', percent: '20' },
      { from: 10, amount: '5.50' },
    ];
    expect(rule('tiered', { by: 'quantity', tiers })).toEqual({
      type: 'tiered',
      by: 'quantity',
      tiers: [
        { from: 10, basisPoints: null, amount: 550 },
        { from: 100, basisPoints: 2000, amount: null },
      ],
    });
    const half = [...tiers, { from: '1.5', percent: '1' }];
    expect(rule('tiered', { by: 'quantity', tiers: half })).toEqual({ type: 'broken' });
    expect(rule('tiered', { by: 'amount', tiers: half })).toMatchObject({ by: 'amount' });
  });

  it.each(['productIds', 'categoryIds', 'brandIds', 'collectionIds'])(
    'gives what %s name; naming nothing is the same as not naming',
    (kind) => {
      const none = { productIds: [], categoryIds: [], brandIds: [], collectionIds: [] };
      const buy = { buyQuantity: 1, getQuantity: 1 };
      expect(rule('buy_x_get_y', { ...buy, get: { [kind]: [ID] } })).toMatchObject({
        get: { ...none, [kind]: [ID] },
      });
      expect(rule('buy_x_get_y', { ...buy, get: { [kind]: [] } })).toMatchObject({ get: null });
      const many = { [kind]: Array.from({ length: 201 }, () => ID) };
      expect(rule('buy_x_get_y', { ...buy, get: many })).toEqual({ type: 'broken' });
    },
  );

  it('says what is wrong', () => {
    const messages = (tiers: readonly object[], by = 'quantity') =>
      DISCOUNT_RULES.tiered.safeParse({ by, tiers }).error?.issues.map(({ message }) => message);
    expect(messages([{ from: '1' }])).toEqual(['needs either percent or amount']);
    expect(messages([{ from: '1.5', amount: '1' }])).toEqual([
      'tiers by quantity start at whole numbers',
    ]);
    const same = { from: '1', amount: '1' };
    expect(messages([same, same])).toEqual(['two tiers start at the same point']);
    expect(messages([{ from: '12.50x', amount: '1' }], 'amount')).toEqual([
      'must be a decimal number such as 12.50',
    ]);
    expect(messages([{ from: '1', percent: '100.01' }])).toEqual(['must be at most 100']);
  });

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
