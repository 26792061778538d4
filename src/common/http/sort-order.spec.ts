import { describe, expect, it } from 'vitest';
import { InvalidCursor } from '../errors/common-errors.js';
import { encodeCursor } from './cursor.js';
import { SortOrders } from './sort-order.js';

const ID = '7f4df5a5-6a5b-4a3f-8f7e-0d2f1a3b4c5d';
const AT = '2026-01-02 03:04:05.678901+00';
const orders = new SortOrders('x.id', '-createdAt', {
  createdAt: { column: 'x.created_at', kind: 'timestamptz' },
  name: { column: 'x.name', kind: 'text' },
  price: { column: 'x.price', kind: 'numeric' },
  rank: { column: 'x.rank', kind: 'int' },
});

describe('SortOrders', () => {
  it('names each order and its reverse', () => {
    expect(orders.names).toEqual([
      ...['createdAt', '-createdAt', 'name', '-name'],
      ...['price', '-price', 'rank', '-rank'],
    ]);
  });

  it('makes SQL that goes on behind a row in either direction', () => {
    expect(orders.sql('-price', '$1', '$2', false)).toEqual({
      key: 'x.price::text',
      after: '(x.price, x.id) < ($1::numeric, $2::uuid)',
      orderBy: 'x.price DESC, x.id DESC',
    });
    expect(orders.sql('name', '$1', '$2', false).after).toBe(
      '(x.name, x.id) > ($1::text, $2::uuid)',
    );
    expect(orders.sql('name', '$1', '$2', true).after).toBe(
      '$1::text IS NULL AND $2::uuid IS NULL',
    );
  });

  it.each([
    ['-createdAt', AT],
    ['createdAt', AT],
    ['name', "O'Neill, \u{1F600}"],
    ['-price', '12.50'],
    ['rank', '-3'],
  ] as const)('reads its own cursor of %s back', (sort, at) => {
    expect(orders.read(sort, orders.write(sort, { at, id: ID }))).toEqual({ at, id: ID });
  });

  it.each([
    ['of another order', 'name', orders.write('-name', { at: 'x', id: ID })],
    [
      'of the order when nothing is asked for',
      'name',
      orders.write('-createdAt', { at: AT, id: ID }),
    ],
    [
      'of an order, when nothing is asked for',
      '-createdAt',
      orders.write('name', { at: 'x', id: ID }),
    ],
    ['with a number that is none', 'price', encodeCursor(['price', 'NaN', ID])],
    ['with an id that is none', 'name', encodeCursor(['name', 'x', 'x'])],
    ['with a number for a text', 'name', encodeCursor(['name', 1, ID])],
    ['with NUL', 'name', encodeCursor(['name', 'a\0', ID])],
    ['that is none', 'name', 'x'],
  ] as const)('refuses a cursor %s', (_, sort, cursor) => {
    expect(() => orders.read(sort, cursor)).toThrow(InvalidCursor);
  });
});
