import { describe, expect, it } from 'vitest';
import { newRecoveryCodes, normaliseRecoveryCode } from './recovery-codes.js';

describe('recovery codes', () => {
  it('are ten different ones of sixteen letters out of 32', () => {
    const codes = newRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    for (const code of codes)
      expect(code).toMatch(/^[0-9a-hjkmnp-tv-z]{4}(-[0-9a-hjkmnp-tv-z]{4}){3}$/);
  });

  it('have one spelling', () => {
    expect(normaliseRecoveryCode(' 4F0C 1f8e-2B7A49d3\n')).toBe('4f0c1f8e2b7a49d3');
    expect(normaliseRecoveryCode('OIl0-0000-0000-0000')).toBe('0110000000000000');
  });
});
