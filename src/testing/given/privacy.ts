import { randomUUID } from 'node:crypto';
import { BlindIndex } from '../../common/crypto/blind-index.js';
import { FieldCipher } from '../../common/crypto/field-cipher.js';
import type { TestBase } from '../test-base.js';

/** Somebody on the list of erasures. */
export interface GivenErasure {
  readonly id: string;
}

/** Builders for what privacy works on. */
export function privacyGiven(t: TestBase) {
  const cipher = new FieldCipher(t.env);
  const blindIndex = new BlindIndex(t.env);
  const sealed = (table: string, column: string, id: string, text: string): string =>
    cipher.encrypt(text, `${table}.${column}:${id}`);
  return {
    /** A saved card, as a gateway's vault would have it. */
    savedCard: async (owner: { readonly id: string }, token = 'tok_1'): Promise<{ id: string }> => {
      const id = randomUUID();
      const table = 'user_payment_infos';
      await t.owner.query(
        `INSERT INTO user_payment_infos (id, user_id, card_number, card_last4, payment_method_token,
           token_hash, gateway, expiration_date, billing_address)
         VALUES ($1, $2, '**** 4242', '4242', $3, $4, 'sandbox', '2030-01-01', $5)`,
        [
          id,
          owner.id,
          sealed(table, 'payment_method_token', id, token),
          blindIndex.of(token),
          sealed(table, 'billing_address', id, '12 Bill Street'),
        ],
      );
      return { id };
    },
    /** The secret of an authenticator app. */
    totpSecret: async (owner: { readonly id: string }, secret = 'JBSWY3DP'): Promise<void> => {
      const id = randomUUID();
      await t.owner.query('INSERT INTO user_totp (id, user_id, secret) VALUES ($1, $2, $3)', [
        id,
        owner.id,
        sealed('user_totp', 'secret', id, secret),
      ]);
    },
    /** Somebody on the list; his account is as it is. */
    erasure: async (person: {
      readonly id?: string;
      readonly orderIds?: readonly string[];
    }): Promise<GivenErasure> => {
      const { rows } = await t.owner.query<GivenErasure>(
        'INSERT INTO erasures (user_id, order_ids) VALUES ($1, $2) RETURNING id',
        [person.id ?? null, person.orderIds ?? []],
      );
      const [row] = rows;
      if (row === undefined) throw new Error('The INSERT gave no row.');
      return row;
    },
  };
}
