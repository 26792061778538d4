import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { FieldCipher } from '../../../../common/crypto/field-cipher.js';
import type { RequestContext } from '../../../../common/request-context.js';
import { Db } from '../../../../database/db.js';
import { namedQuery } from '../../../../database/named-query.js';
import type { Tx } from '../../../../database/unit-of-work.js';
import type { LoginState, MfaState } from '../mfa.types.js';

/** A second factor whose row is locked; the secret is in clear text. */
export interface LockedTotp {
  readonly id: string;
  readonly secret: string;
  readonly confirmed: boolean;
  /** Started too long ago to be confirmed. */
  readonly stale: boolean;
  readonly lastUsedStep: number;
  /** Seconds until a code is looked at again; 0 when that is now. */
  readonly waitSeconds: number;
}

interface TotpRow {
  id: string;
  secret: string;
  confirmed: boolean;
  stale: boolean;
  last_used_step: number;
  wait_seconds: number;
}

interface StateRow {
  confirmed_at: Date | null;
  codes_left: number;
  required: boolean;
  mfa_at: Date | null;
}

interface LoginRow {
  hashed_password: string;
  session_version: number;
  locked: boolean;
  has_factor: boolean;
}

/** A started enrolment waits this long for its first code. */
const PENDING_MINUTES = 15;
/** Wrong codes before waiting starts, and the longest wait. */
const FREE_FAILURES = 5;
const LONGEST_DELAY_SECONDS = 900;

// Like the guard: the role itself or an active ancestor asks for it.
const FIND_STATE = {
  name: 'totp-find-state',
  text: `
    WITH RECURSIVE chain AS (
      SELECT r.id, r.parent_id, r.requires_mfa FROM users u JOIN user_roles r ON r.id = u.role_id
       WHERE u.id = $1 AND r.is_active
      UNION
      SELECT r.id, r.parent_id, r.requires_mfa FROM user_roles r JOIN chain c ON r.id = c.parent_id
       WHERE r.is_active
    )
    SELECT t.confirmed_at, s.mfa_at,
           (SELECT count(*)::int FROM user_recovery_codes c WHERE c.user_id = u.id AND c.used_at IS NULL)
             AS codes_left,
           coalesce((SELECT bool_or(requires_mfa) FROM chain), false) AS required
      FROM users u
      LEFT JOIN user_totp t ON t.user_id = u.id AND t.confirmed_at IS NOT NULL
      LEFT JOIN user_sessions s ON s.id = $2 AND s.family_id = s.id
     WHERE u.id = $1`,
};

const FIND_LOGIN = {
  name: 'totp-find-login-state',
  text: `
    SELECT u.hashed_password, u.session_version, u.locked,
           EXISTS (SELECT 1 FROM user_totp t WHERE t.user_id = u.id AND t.confirmed_at IS NOT NULL) AS has_factor
      FROM users u WHERE u.id = $1 AND u.deleted_at IS NULL`,
};

// The account's row is the lock under which its factor comes and goes.
const LOCK_ACCOUNT = {
  name: 'totp-lock-account',
  text: `SELECT id FROM users WHERE id = $1 AND deleted_at IS NULL FOR NO KEY UPDATE`,
};

const LOCK = {
  name: 'totp-lock',
  text: `
    SELECT id, secret, confirmed_at IS NOT NULL AS confirmed, last_used_step,
           created_at < now() - interval '${PENDING_MINUTES} minutes' AS stale,
           greatest(ceil(extract(epoch FROM retry_at - now())), 0)::int AS wait_seconds
      FROM user_totp WHERE user_id = $1 FOR UPDATE`,
};

const INSERT = {
  name: 'totp-insert',
  text: `INSERT INTO user_totp (id, user_id, secret) VALUES ($1, $2, $3)`,
};

const DELETE = {
  name: 'totp-delete',
  text: `DELETE FROM user_totp WHERE user_id = $1 RETURNING confirmed_at IS NOT NULL AS confirmed`,
};

const USE_STEP = {
  name: 'totp-use-step',
  text: `UPDATE user_totp
            SET last_used_step = $2, failed_attempts = 0, retry_at = NULL,
                confirmed_at = coalesce(confirmed_at, now())
          WHERE id = $1 AND last_used_step < $2 RETURNING id`,
};

const FORGIVE = {
  name: 'totp-forgive',
  text: `UPDATE user_totp SET failed_attempts = 0, retry_at = NULL WHERE user_id = $1`,
};

const COUNT_FAILURE = {
  name: 'totp-count-failure',
  text: `UPDATE user_totp
            SET failed_attempts = failed_attempts + 1,
                retry_at = CASE WHEN failed_attempts + 1 >= ${FREE_FAILURES}
                  THEN now() + least(power(2, least(failed_attempts + 1 - ${FREE_FAILURES}, 20)),
                                     ${LONGEST_DELAY_SECONDS}) * interval '1 second' END
          WHERE id = $1 RETURNING failed_attempts`,
};

const VERIFY_SESSION = {
  name: 'totp-verify-session',
  text: `UPDATE user_sessions SET mfa_at = now() WHERE id = $1 AND family_id = id AND user_id = $2`,
};

const UNVERIFY_SESSIONS = {
  name: 'totp-unverify-sessions',
  text: `UPDATE user_sessions SET mfa_at = NULL WHERE user_id = $1 AND mfa_at IS NOT NULL`,
};

/** Rows of `user_totp`, and what hangs on them in the rows of accounts and sessions. */
@Injectable()
export class TotpRepository {
  constructor(
    private readonly db: Db,
    private readonly cipher: FieldCipher,
  ) {}

  /** @returns null when there is no such account. */
  async findState(
    ctx: RequestContext,
    userId: string,
    sessionId: string,
  ): Promise<MfaState | null> {
    const [row] = await this.db.queryAs<StateRow>(ctx, FIND_STATE, [userId, sessionId]);
    if (!row) return null;
    return {
      confirmedAt: row.confirmed_at,
      recoveryCodesLeft: row.codes_left,
      requiredByRole: row.required,
      sessionVerifiedAt: row.mfa_at,
    };
  }

  /** @returns null when there is no such account (any more). */
  async findLoginState(ctx: RequestContext, userId: string): Promise<LoginState | null> {
    const [row] = await this.db.queryAs<LoginRow>(ctx, FIND_LOGIN, [userId]);
    if (!row) return null;
    return {
      userId,
      hashedPassword: row.hashed_password,
      sessionVersion: row.session_version,
      locked: row.locked,
      hasFactor: row.has_factor,
    };
  }

  /** Waits for whoever changes the second factor of this account. @returns whether it exists. */
  async lockAccount(tx: Tx, userId: string): Promise<boolean> {
    return (await namedQuery(tx, LOCK_ACCOUNT, [userId])).length === 1;
  }

  /** Locks a person's row, so that of two codes at once one is looked at after the other. */
  async lock(tx: Tx, userId: string): Promise<LockedTotp | null> {
    const [row] = await namedQuery<TotpRow>(tx, LOCK, [userId]);
    if (!row) return null;
    return {
      id: row.id,
      secret: this.cipher.decrypt(row.secret, placeOf(row.id)),
      confirmed: row.confirmed,
      stale: row.stale,
      lastUsedStep: row.last_used_step,
      waitSeconds: row.wait_seconds,
    };
  }

  /** A new row that waits for its first code. */
  async insert(tx: Tx, userId: string, secret: string): Promise<void> {
    const id = randomUUID();
    await namedQuery(tx, INSERT, [id, userId, this.cipher.encrypt(secret, placeOf(id))]);
  }

  /** @returns whether there was one that counted. */
  async delete(tx: Tx, userId: string): Promise<boolean> {
    const [row] = await namedQuery<{ confirmed: boolean }>(tx, DELETE, [userId]);
    return row?.confirmed ?? false;
  }

  /** Uses a step and all before it up; the first one confirms. @returns false when it was used. */
  async useStep(tx: Tx, id: string, step: number): Promise<boolean> {
    return (await namedQuery(tx, USE_STEP, [id, step])).length === 1;
  }

  /** Forgets wrong codes. */
  async forgive(tx: Tx, userId: string): Promise<void> {
    await namedQuery(tx, FORGIVE, [userId]);
  }

  /** @returns whether this wrong code is the one from which on there is waiting. */
  async countFailure(tx: Tx, id: string): Promise<boolean> {
    const [row] = await namedQuery<{ failed_attempts: number }>(tx, COUNT_FAILURE, [id]);
    return row?.failed_attempts === FREE_FAILURES;
  }

  /** From now on this session has shown a second factor. */
  async verifySession(tx: Tx, userId: string, sessionId: string): Promise<void> {
    await namedQuery(tx, VERIFY_SESSION, [sessionId, userId]);
  }

  /** No session of this person has shown one. */
  async unverifySessions(tx: Tx, userId: string): Promise<void> {
    await namedQuery(tx, UNVERIFY_SESSIONS, [userId]);
  }
}

function placeOf(id: string): string {
  return `user_totp.secret:${id}`;
}
