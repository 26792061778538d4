import { describe, expect, it } from 'vitest';
import { requestIdFrom } from './request-id.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe('requestIdFrom', () => {
  it('keeps a sane one', () => {
    expect(requestIdFrom({ 'x-request-id': 'edge-01:abc.def_7' })).toBe('edge-01:abc.def_7');
  });

  it.each(['', 'short', "quote'-12345678", 'line\nbreak-1234', '-leading-dash', 'x'.repeat(65)])(
    'makes its own instead of %j',
    (given) => {
      expect(requestIdFrom({ 'x-request-id': given })).toMatch(UUID);
    },
  );

  it('makes its own when there is none', () => {
    expect(requestIdFrom({})).toMatch(UUID);
  });
});
