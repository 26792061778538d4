import { describe, expect, it } from 'vitest';
import { assertIdempotencyKey, fingerprintOf, replayOf } from './idempotency.js';

describe('Idempotency', () => {
  it('has one fingerprint for one request, whatever the order of its fields', () => {
    const one = fingerprintOf('POST /orders', { a: 1, b: { c: [1, 2], d: null } });
    expect(fingerprintOf('POST /orders', { b: { d: null, c: [1, 2] }, a: 1 })).toBe(one);
    expect(fingerprintOf('POST /orders', { a: 1, b: { c: [1, 2], d: null }, e: undefined })).toBe(
      one,
    );
    expect(one).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each([
    [{ a: '1' }, { a: 1 }],
    [{ a: [1, 2] }, { a: [2, 1] }],
    [{ a: null }, {}],
    [{ a: 'x","b":"y' }, { a: 'x', b: 'y' }],
  ])('tells %j from %j', (one, other) => {
    expect(fingerprintOf('POST /orders', one)).not.toBe(fingerprintOf('POST /orders', other));
  });

  it('tells routes apart', () => {
    expect(fingerprintOf('POST /orders', {})).not.toBe(fingerprintOf('POST /refunds', {}));
  });

  it.each([undefined, '', 'with space', 'ä', 'x'.repeat(256), ['a', 'b']])(
    'refuses %j as a key',
    (header) => {
      expect(() => assertIdempotencyKey(header)).toThrow(
        expect.objectContaining({ code: 'idempotency.key_missing' }),
      );
    },
  );

  it('replays the stored answer to the same request only', () => {
    const stored = { fingerprint: 'f', status: 201, body: '{}' };
    const request = { scope: 's', route: 'r', key: 'k', fingerprint: 'f' };
    expect(replayOf(stored, request)).toEqual({ status: 201, body: '{}', replayed: true });
    expect(() => replayOf(stored, { ...request, fingerprint: 'g' })).toThrow(
      expect.objectContaining({ code: 'idempotency.key_reused' }),
    );
  });
});
