import { Secret, TOTP } from 'otpauth';

const PERIOD_SECONDS = 30;
const DIGITS = 6;
/** Steps before and after the present one that count, for clocks that are off and slow fingers. */
const WINDOW = 1;
const SECRET_BYTES = 20;
/** ASCII digits: the library dies of others of the same number. */
const CODE = /^[0-9]{6}$/;

/** A new secret for an authenticator app, in base32. */
export function newTotpSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/**
 * Which step (number of half minutes since 1970) a code belongs to, by RFC 6238 with SHA-1 and six
 * digits, as every authenticator app does it. Null when it is none of the three steps around `at`.
 */
export function stepOfCode(secret: string, code: string, at: Date): number | null {
  if (!CODE.test(code)) return null;
  const delta = totpOf(secret).validate({ token: code, timestamp: at.getTime(), window: WINDOW });
  return delta === null ? null : Math.floor(at.getTime() / 1_000 / PERIOD_SECONDS) + delta;
}

/** What a QR code for an authenticator app holds. */
export function totpUri(secret: string, issuer: string, account: string): string {
  return totpOf(secret, issuer, account).toString();
}

function totpOf(secret: string, issuer = '', label = 'account'): TOTP {
  const settings = { algorithm: 'SHA1', digits: DIGITS, period: PERIOD_SECONDS };
  return new TOTP({ ...settings, secret: Secret.fromBase32(secret), issuer, label });
}
