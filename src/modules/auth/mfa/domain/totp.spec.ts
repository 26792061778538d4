import { Secret, TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { newTotpSecret, stepOfCode, totpUri } from './totp.js';

/** RFC 6238, appendix B, SHA-1; its codes have eight digits, of which an app shows the last six. */
const SECRET = Secret.fromLatin1('12345678901234567890').base32;
const VECTORS = [
  [59, '94287082'],
  [1111111109, '07081804'],
  [1111111111, '14050471'],
  [1234567890, '89005924'],
  [2000000000, '69279037'],
  [20000000000, '65353130'],
] as const;

const at = (seconds: number): Date => new Date(seconds * 1_000);
const codeAt = (seconds: number): string =>
  new TOTP({ secret: Secret.fromBase32(SECRET) }).generate({ timestamp: seconds * 1_000 });

describe('stepOfCode', () => {
  it.each(VECTORS)('knows the code of RFC 6238 at %d seconds', (seconds, code) => {
    expect(stepOfCode(SECRET, code.slice(-6), at(seconds))).toBe(Math.floor(seconds / 30));
  });

  it('takes one step before and after, and says which', () => {
    const step = 40_000_000;
    const middle = step * 30 + 15;
    expect(stepOfCode(SECRET, codeAt(middle - 30), at(middle))).toBe(step - 1);
    expect(stepOfCode(SECRET, codeAt(middle), at(middle))).toBe(step);
    expect(stepOfCode(SECRET, codeAt(middle + 30), at(middle))).toBe(step + 1);
    expect(stepOfCode(SECRET, codeAt(middle - 60), at(middle))).toBeNull();
    expect(stepOfCode(SECRET, codeAt(middle + 60), at(middle))).toBeNull();
  });

  it.each(['', '0', '28708', '94287082', '２８７０８２', 'abcdef', '-87082', ' 87082', '287082\0'])(
    'refuses %j',
    (code) => {
      expect(stepOfCode(SECRET, code, at(59))).toBeNull();
    },
  );
});

describe('a new secret', () => {
  it('has 160 bits and is never the same', () => {
    const secret = newTotpSecret();
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(newTotpSecret()).not.toBe(secret);
  });

  it('is read back from its address', () => {
    const uri = totpUri(SECRET, 'shop.example:8443', 'a+b@example.com');
    expect(uri).toMatch(/^otpauth:\/\/totp\//);
    expect(new URL(uri).searchParams.get('secret')).toBe(SECRET);
    expect(new URL(uri).searchParams.get('issuer')).toBe('shop.example:8443');
  });
});
