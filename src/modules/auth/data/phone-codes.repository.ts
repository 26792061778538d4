import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ShortCodes } from '../../../common/crypto/short-codes.js';
import type { RequestContext } from '../../../common/request-context.js';
import { Db } from '../../../database/db.js';
import { namedQuery } from '../../../database/named-query.js';
import type { Tx } from '../../../database/unit-of-work.js';

const PURPOSE = 'verify_phone';
const LIFE_MINUTES = 10;
const MAX_ATTEMPTS = 5;
const COOL_DOWN_SECONDS = 60;
/** Codes in an hour, for one account and for one number: each of them costs money. */
const PER_HOUR = 5;

/** How an attempt to make a code ended. */
export type IssuedPhoneCode =
  | { readonly outcome: 'issued'; readonly id: string }
  | { readonly outcome: 'verified_already' }
  /** The account has a sentinel, or a number from before numbers were checked. */
  | { readonly outcome: 'no_number' }
  | { readonly outcome: 'too_soon'; readonly retryAfterSeconds: number };

/** A code that is still worth sending. */
export interface OpenPhoneCode {
  readonly id: string;
  readonly phone_number: string;
}

// The account's row is the lock: two requests at once make one code, not two.
const LOCK_ACCOUNT = {
  name: 'phone-codes-lock-account',
  text: `SELECT phone_number, verified_phone FROM users
          WHERE id = $1 AND deleted_at IS NULL FOR NO KEY UPDATE`,
};

// Two accounts with one number share its budget.
const LOCK_NUMBER = {
  name: 'phone-codes-lock-number',
  text: `SELECT pg_advisory_xact_lock(hashtextextended('phone_verifications:' || $1, 0))`,
};

// Seconds to wait: for the pause after the last code, and for the hour of the fifth-last one.
const WAIT = {
  name: 'phone-codes-wait',
  text: `
    SELECT ceil(extract(epoch FROM greatest(
      (SELECT max(created_at) FROM phone_verifications WHERE user_id = $1)
        + ${COOL_DOWN_SECONDS} * interval '1 second',
      (SELECT created_at FROM phone_verifications WHERE user_id = $1
        ORDER BY created_at DESC OFFSET ${PER_HOUR - 1} LIMIT 1) + interval '1 hour',
      (SELECT created_at FROM phone_verifications WHERE phone_number = $2
        ORDER BY created_at DESC OFFSET ${PER_HOUR - 1} LIMIT 1) + interval '1 hour'
    ) - now()))::int AS seconds`,
};

const VOID = {
  name: 'phone-codes-void',
  text: `UPDATE phone_verifications SET is_used = true WHERE user_id = $1 AND NOT is_used`,
};

const INSERT = {
  name: 'phone-codes-insert',
  text: `INSERT INTO phone_verifications (id, user_id, phone_number, code_hash, expired_at)
         VALUES ($1, $2, $3, $4, now() + ${LIFE_MINUTES} * interval '1 minute')`,
};

// The try is counted before the code is looked at, so that parallel guesses do not pass as one.
const ATTEMPT = {
  name: 'phone-codes-attempt',
  text: `UPDATE phone_verifications v SET attempts = v.attempts + 1
           FROM users u
          WHERE v.user_id = $1 AND u.id = v.user_id AND u.phone_number = v.phone_number
            AND NOT v.is_used AND v.expired_at > now() AND v.attempts < ${MAX_ATTEMPTS}
          RETURNING v.id, v.phone_number, v.code_hash`,
};

const USE = {
  name: 'phone-codes-use',
  text: `UPDATE phone_verifications SET is_used = true WHERE id = $1`,
};

const FIND_OPEN = {
  name: 'phone-codes-find-open',
  text: `SELECT v.id, v.phone_number FROM phone_verifications v JOIN users u ON u.id = v.user_id
          WHERE v.id = $1 AND NOT v.is_used AND v.expired_at > now()
            AND u.phone_number = v.phone_number AND u.deleted_at IS NULL`,
};

/** Rows of `phone_verifications`; the codes themselves are stored nowhere. */
@Injectable()
export class PhoneCodesRepository {
  constructor(
    private readonly db: Db,
    private readonly codes: ShortCodes,
  ) {}

  /**
   * Makes a new code for the number of the account and voids the one before. The transaction must
   * have all rows in sight: others may have asked for the same number.
   */
  async issue(tx: Tx, userId: string): Promise<IssuedPhoneCode | null> {
    const [account] = await namedQuery<{ phone_number: string; verified_phone: boolean }>(
      tx,
      LOCK_ACCOUNT,
      [userId],
    );
    if (!account) return null;
    if (account.verified_phone) return { outcome: 'verified_already' };
    if (!account.phone_number.startsWith('+')) return { outcome: 'no_number' };
    await namedQuery(tx, LOCK_NUMBER, [account.phone_number]);
    const values = [userId, account.phone_number];
    const [wait] = await namedQuery<{ seconds: number | null }>(tx, WAIT, values);
    const seconds = wait?.seconds ?? 0;
    if (seconds > 0) return { outcome: 'too_soon', retryAfterSeconds: seconds };
    return { outcome: 'issued', id: await this.insert(tx, userId, account.phone_number) };
  }

  /**
   * Counts a try and uses the code up when it is the right one. Commit either way.
   *
   * @returns the number that is proven by it, null when the code is wrong, used, over, for another
   * number or was guessed at too often.
   */
  async consume(tx: Tx, userId: string, code: string): Promise<string | null> {
    const [row] = await namedQuery<{ id: string; phone_number: string; code_hash: string }>(
      tx,
      ATTEMPT,
      [userId],
    );
    if (!row || !this.codes.matches(code, row.id, PURPOSE, row.code_hash)) return null;
    await namedQuery(tx, USE, [row.id]);
    return row.phone_number;
  }

  /** Voids what was sent to the number that the account had. */
  async voidAll(tx: Tx, userId: string): Promise<void> {
    await namedQuery(tx, VOID, [userId]);
  }

  /** A code that is still worth sending. */
  async findOpen(ctx: RequestContext, id: string): Promise<OpenPhoneCode | null> {
    const [row] = await this.db.queryAs<OpenPhoneCode>(ctx, FIND_OPEN, [id]);
    return row ?? null;
  }

  /** The code of a row, made again. */
  codeOf(id: string): string {
    return this.codes.codeFor(id, PURPOSE);
  }

  private async insert(tx: Tx, userId: string, phoneNumber: string): Promise<string> {
    await this.voidAll(tx, userId);
    const id = randomUUID();
    await namedQuery(tx, INSERT, [id, userId, phoneNumber, this.codes.hashFor(id, PURPOSE)]);
    return id;
  }
}
