import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidCursor } from '../errors/common-errors.js';
import { type CursorValue, decodeCursor, encodeCursor } from './cursor.js';
import { toPage } from './page.response.js';

const text = fc.string().filter((value) => !value.includes('\0'));
const value = fc.oneof(text, fc.integer(), fc.constant(null));

describe('cursor', () => {
  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 4 }), (values: CursorValue[]) => {
        expect(decodeCursor(encodeCursor(values), values.length)).toEqual(values);
      }),
    );
  });

  it.each([
    '',
    'x',
    '%00',
    Buffer.from('{}').toString('base64url'),
    Buffer.from('[1]').toString('base64url'),
    Buffer.from('[1,{}]').toString('base64url'),
    Buffer.from('[1,[2]]').toString('base64url'),
    Buffer.from('[1,"\\u0000"]').toString('base64url'),
  ])('refuses %j', (cursor) => {
    expect(() => decodeCursor(cursor, 2)).toThrow(InvalidCursor);
  });

  it('never throws anything else', () => {
    fc.assert(
      fc.property(fc.string(), (cursor) => {
        try {
          decodeCursor(cursor, 1);
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidCursor);
        }
      }),
    );
  });
});

describe('toPage', () => {
  const rows = [1, 2, 3];

  it('keeps the row too many to itself and points behind the last one it gives', () => {
    expect(toPage(rows, 2, String, (last) => `after-${last}`)).toEqual({
      items: ['1', '2'],
      nextCursor: 'after-2',
    });
  });

  it('ends with the last page, also when it is exactly full or empty', () => {
    expect(toPage(rows, 3, String, String).nextCursor).toBeNull();
    expect(toPage([], 3, String, String)).toEqual({ items: [], nextCursor: null });
  });
});
