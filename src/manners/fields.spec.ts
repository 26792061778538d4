import { describe, expect, it } from 'vitest';
import { UnknownField } from '../common/errors/common-errors.js';
import { narrow, readFields } from './fields.js';

const CLASSES = {
  Order: { id: '', number: '', total: 'Money', lines: 'Line' },
  Line: { id: '', sku: '', price: 'Money' },
  Money: { amount: '', currency: '' },
};
const OF_ORDER = { of: 'Order', isList: false };
const ORDER = {
  id: 'o1',
  number: 'A-1',
  total: { amount: '2.00', currency: 'USD' },
  lines: [
    { id: 'l1', sku: 'x', price: { amount: '1.00', currency: 'USD' } },
    { id: 'l2', sku: 'y', price: null },
  ],
};

function narrowed(fields: string | string[], body: unknown = ORDER, isList = false): unknown {
  return JSON.parse(
    narrow(JSON.stringify(body), readFields(fields, OF_ORDER, CLASSES), isList),
  ) as unknown;
}

describe('fields', () => {
  it('keeps what is named and the id', () => {
    expect(narrowed('number')).toEqual({ id: 'o1', number: 'A-1' });
  });

  it('goes into members and through arrays', () => {
    expect(narrowed('total.amount,lines.price.currency')).toEqual({
      id: 'o1',
      total: { amount: '2.00' },
      lines: [{ price: { currency: 'USD' } }, { price: null }],
    });
  });

  it.each([['lines,lines.sku'], ['lines.sku,lines'], [['lines.sku', 'lines']]])(
    'takes the whole of what is named whole and in part: %s',
    (fields) => {
      expect(narrowed(fields)).toEqual({ id: 'o1', lines: ORDER.lines });
    },
  );

  it('leaves alone what stands beside the items of a list', () => {
    const page = { items: [ORDER, ORDER], nextCursor: 'n', total: 7 };
    const item = { id: 'o1', number: 'A-1' };
    expect(narrowed('number', page, true)).toEqual({
      items: [item, item],
      nextCursor: 'n',
      total: 7,
    });
  });

  it.each([
    [''],
    ['nope'],
    ['number,'],
    ['number.length'],
    ['total.amount.x'],
    ['lines.nope'],
    ['__proto__'],
    ['constructor'],
    ['total.__proto__'],
    ['Number'],
    ['number,'.repeat(300)],
    [Array.from({ length: 101 }, () => 'id').join(',')],
    [Array.from({ length: 60 }, () => 'lines.price.currency').join(',')],
  ])('refuses %j', (fields) => {
    expect(() => readFields(fields, OF_ORDER, CLASSES)).toThrow(UnknownField);
  });
});
