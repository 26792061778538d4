import { randomUUID } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { BlindIndex } from '../../common/crypto/blind-index.js';
import { FieldCipher } from '../../common/crypto/field-cipher.js';
import {
  newRecoveryCodes,
  normaliseRecoveryCode,
} from '../../modules/auth/mfa/domain/recovery-codes.js';
import { newTotpSecret } from '../../modules/auth/mfa/domain/totp.js';
import type { TestBase } from '../test-base.js';

/** The authenticator app of a person. */
export interface GivenTotp {
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
  /** The code of now, or of so many half minutes later. */
  code(steps?: number): string;
}

/** The code that an app shows at a time. */
export function totpCode(secret: string, at = Date.now()): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at });
}

/** Second factors: `given.totp(customer)`. */
export function mfaGiven(t: TestBase) {
  return {
    /** Switched on; the sessions that are open have not shown it. */
    totp: async (user: { readonly id: string }): Promise<GivenTotp> => {
      const id = randomUUID();
      const secret = newTotpSecret();
      const recoveryCodes = newRecoveryCodes();
      const sealed = new FieldCipher(t.env).encrypt(secret, `user_totp.secret:${id}`);
      await t.owner.query(
        `INSERT INTO user_totp (id, user_id, secret, confirmed_at) VALUES ($1, $2, $3, now())`,
        [id, user.id, sealed],
      );
      const index = new BlindIndex(t.env);
      const hashes = recoveryCodes.map((code) =>
        index.of(`recovery-code:${user.id}:${normaliseRecoveryCode(code)}`),
      );
      await t.owner.query(
        `INSERT INTO user_recovery_codes (user_id, code_hash) SELECT $1, unnest($2::text[])`,
        [user.id, hashes],
      );
      return {
        secret,
        recoveryCodes,
        code: (steps = 0) => totpCode(secret, Date.now() + steps * 30_000),
      };
    },
  };
}
