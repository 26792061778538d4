import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { MailedCodes } from '../../../common/crypto/mailed-codes.js';
import type { RequestContext } from '../../../common/request-context.js';
import { Db } from '../../../database/db.js';
import { namedQuery } from '../../../database/named-query.js';
import type { Tx } from '../../../database/unit-of-work.js';
import type { CodePurpose } from '../auth.types.js';

/** A code that can still be used, and whom it is for. */
export interface OpenCode {
  readonly id: string;
  readonly purpose: CodePurpose;
  readonly user_id: string;
  readonly email: string;
  readonly first_name: string;
  /** The language that he prefers; null: that of the shop. */
  readonly locale: string | null;
}

const MAX_ATTEMPTS = 10;
/** Pause between two codes for one purpose. */
export const CODE_COOL_DOWN_SECONDS = 60;
const LIFE_HOURS: Readonly<Record<CodePurpose, number>> = {
  verify_email: 24,
  reset_password: 1,
  change_email: 1,
};

// The account's row is the lock: two requests at once make one code, not two.
const LOCK_ACCOUNT = {
  name: 'codes-lock-account',
  text: `SELECT id FROM users WHERE id = $1 AND deleted_at IS NULL FOR NO KEY UPDATE`,
};

const FIND_RECENT = {
  name: 'codes-find-recent',
  text: `SELECT 1 FROM email_verifications
          WHERE user_id = $1 AND purpose = $2 AND NOT is_used
            AND created_at > now() - $3::int * interval '1 second'`,
};

const VOID = {
  name: 'codes-void',
  text: `UPDATE email_verifications SET is_used = true
          WHERE user_id = $1 AND purpose = $2 AND NOT is_used`,
};

const INSERT = {
  name: 'codes-insert',
  text: `INSERT INTO email_verifications (id, user_id, email, purpose, verify_code, expired_at)
         VALUES ($1, $2, $3, $4, $5, now() + $6::int * interval '1 hour')`,
};

// One conditional UPDATE decides: of two requests with the right code, one finds it unused. A wrong
// code is counted in the same statement. The code counts only while its address is the account's.
const CONSUME = {
  name: 'codes-consume',
  text: `
    WITH target AS (
      SELECT v.id, v.verify_code = $2 AS matches
        FROM users u JOIN email_verifications v ON v.user_id = u.id
       WHERE u.id = user_id_by_email($1) AND lower(v.email) = lower(u.email)
         AND v.purpose = $3 AND NOT v.is_used AND v.expired_at > now() AND v.attempts < ${MAX_ATTEMPTS}
    ), missed AS (
      UPDATE email_verifications v SET attempts = v.attempts + 1
        FROM target t WHERE v.id = t.id AND NOT t.matches
    )
    UPDATE email_verifications v SET is_used = true
      FROM target t
     WHERE v.id = t.id AND t.matches AND NOT v.is_used AND v.attempts < ${MAX_ATTEMPTS}
    RETURNING v.user_id, v.email`,
};

// The same for the owner who is logged in, whatever address the code went to.
const CONSUME_OWN = {
  name: 'codes-consume-own',
  text: `
    WITH target AS (
      SELECT id, verify_code = $2 AS matches FROM email_verifications
       WHERE user_id = $1 AND purpose = $3 AND NOT is_used AND expired_at > now()
         AND attempts < ${MAX_ATTEMPTS}
    ), missed AS (
      UPDATE email_verifications v SET attempts = v.attempts + 1
        FROM target t WHERE v.id = t.id AND NOT t.matches
    )
    UPDATE email_verifications v SET is_used = true
      FROM target t
     WHERE v.id = t.id AND t.matches AND NOT v.is_used AND v.attempts < ${MAX_ATTEMPTS}
    RETURNING v.email`,
};

const FIND_OPEN = {
  name: 'codes-find-open',
  text: `SELECT v.id, v.purpose, v.user_id, v.email, u.first_name, u.locale
           FROM email_verifications v JOIN users u ON u.id = v.user_id
          WHERE v.id = $1 AND NOT v.is_used AND v.expired_at > now() AND u.deleted_at IS NULL`,
};

/** Rows of `email_verifications`; the codes themselves are stored nowhere. */
@Injectable()
export class CodesRepository {
  constructor(
    private readonly db: Db,
    private readonly codes: MailedCodes,
  ) {}

  /**
   * Makes a new code and voids the one before.
   *
   * @returns its id, or null when the last one is younger than a minute or the account is gone.
   */
  async issue(tx: Tx, userId: string, email: string, purpose: CodePurpose): Promise<string | null> {
    if ((await namedQuery(tx, LOCK_ACCOUNT, [userId])).length === 0) return null;
    const recent = await namedQuery(tx, FIND_RECENT, [userId, purpose, CODE_COOL_DOWN_SECONDS]);
    if (recent.length > 0) return null;
    await namedQuery(tx, VOID, [userId, purpose]);
    const id = randomUUID();
    const hash = this.codes.hashFor(id, purpose);
    await namedQuery(tx, INSERT, [id, userId, email, purpose, hash, LIFE_HOURS[purpose]]);
    return id;
  }

  /**
   * Uses a code up, or counts a wrong one. Commit either way.
   *
   * @returns whose it was, null when it is wrong, used, over or was guessed at too often.
   */
  async consume(
    tx: Tx,
    email: string,
    code: string,
    purpose: CodePurpose,
  ): Promise<{ userId: string; email: string } | null> {
    const values = [email, this.codes.hashOf(code), purpose];
    const [row] = await namedQuery<{ user_id: string; email: string }>(tx, CONSUME, values);
    return row ? { userId: row.user_id, email: row.email } : null;
  }

  /**
   * The same for a person who is logged in. Commit either way.
   *
   * @returns the address that the code went to
   */
  async consumeOwn(
    tx: Tx,
    userId: string,
    code: string,
    purpose: CodePurpose,
  ): Promise<string | null> {
    const values = [userId, this.codes.hashOf(code), purpose];
    const [row] = await namedQuery<{ email: string }>(tx, CONSUME_OWN, values);
    return row?.email ?? null;
  }

  /** A code that is still worth mailing. */
  async findOpen(ctx: RequestContext, id: string): Promise<OpenCode | null> {
    const [row] = await this.db.queryAs<OpenCode>(ctx, FIND_OPEN, [id]);
    return row ?? null;
  }
}
