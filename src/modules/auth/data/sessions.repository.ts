import { Injectable } from '@nestjs/common';
import type { ClientInfo } from '../../../common/http/client.js';
import type { TimePosition } from '../../../common/http/time-cursor.js';
import type { RequestContext } from '../../../common/request-context.js';
import { Db } from '../../../database/db.js';
import { namedQuery } from '../../../database/named-query.js';
import type { Tx } from '../../../database/unit-of-work.js';

/** What a new or rotated token needs to be signed for. */
export interface OpenedSession {
  readonly user_id: string;
  readonly family_id: string;
  readonly session_version: number;
  readonly expired_at: Date;
  /** Seconds since 1970 by the database's clock. */
  readonly issued_at: number;
}

/** A presented token, read while the first row of its family is locked. */
export interface PresentedToken {
  readonly id: string;
  readonly user_id: string;
  readonly family_id: string;
  readonly session_version: number;
  /** The family is blocked or over, or the account is locked or deleted. */
  readonly ended: boolean;
}

/** A session in a person's list. */
export interface SessionRow {
  readonly id: string;
  readonly user_agent: string;
  readonly client_ip: string;
  readonly started_at: Date;
  readonly last_used_at: Date;
  readonly last_used_text: string;
  readonly expired_at: Date;
  readonly by_staff: boolean;
  readonly reason: string | null;
}

/** Time of issue by the database's clock. */
export const ISSUED_AT = 'floor(extract(epoch FROM now()))::int AS issued_at';

// The lock waits for a password change that is under way, and the condition on the hash is then
// looked at again: a login with the old password cannot slip past it. Logins of one person come one
// after the other, so that each sees all sessions when it ends the surplus. Whatever the way in: an
// account with a second factor has no session without it.
const OPEN = {
  name: 'sessions-open',
  text: `
    WITH person AS (
      SELECT id, session_version FROM users
       WHERE id = $2 AND hashed_password = $3 AND NOT locked AND deleted_at IS NULL
         AND ($8 OR NOT EXISTS (SELECT 1 FROM user_totp t WHERE t.user_id = users.id AND t.confirmed_at IS NOT NULL))
         FOR NO KEY UPDATE
    ), opened AS (
      INSERT INTO user_sessions (id, family_id, user_id, refresh_token, user_agent, client_ip, expired_at, mfa_at)
      SELECT $1, $1, id, $4, $5, $6::inet, now() + $7::int * interval '1 day',
             CASE WHEN $8::boolean THEN now() END
        FROM person
      RETURNING user_id, family_id, expired_at
    )
    SELECT o.user_id, o.family_id, o.expired_at, p.session_version, ${ISSUED_AT}
      FROM opened o, person p`,
};

// Every change of a family starts with the lock of its first row: rotation and blocking come one
// after the other, so that no successor is born into a family that is being blocked.
const LOCK_FAMILY = {
  name: 'sessions-lock-family',
  text: `
    SELECT s.id, s.user_id, s.family_id, u.session_version,
           (root.blocked OR root.expired_at <= now() OR u.locked OR u.deleted_at IS NOT NULL) AS ended
      FROM user_sessions s
      JOIN user_sessions root ON root.id = s.family_id
      JOIN users u ON u.id = s.user_id
     WHERE s.refresh_token = $1
       FOR NO KEY UPDATE OF root`,
};

const ROTATE = {
  name: 'sessions-rotate',
  text: `
    WITH old AS (
      UPDATE user_sessions SET rotated_at = now()
       WHERE id = $1 AND rotated_at IS NULL AND NOT blocked
      RETURNING id, user_id, family_id, expired_at
    )
    INSERT INTO user_sessions (user_id, family_id, parent_id, expired_at, refresh_token, user_agent, client_ip)
    SELECT user_id, family_id, id, expired_at, $2, $3, $4::inet FROM old
    RETURNING expired_at, ${ISSUED_AT}`,
};

// Only the token just before the live one, only for seconds: what is older is a stolen token.
const FIND_SUCCESSOR = {
  name: 'sessions-find-successor',
  text: `
    SELECT child.expired_at, ${ISSUED_AT}
      FROM user_sessions parent JOIN user_sessions child ON child.parent_id = parent.id
     WHERE parent.id = $1 AND child.refresh_token = $2
       AND parent.rotated_at > now() - $3::int * interval '1 second'
       AND child.rotated_at IS NULL AND NOT child.blocked`,
};

const LOCK_SESSION = {
  name: 'sessions-lock',
  text: `SELECT id FROM user_sessions
          WHERE id = $1 AND family_id = id AND user_id = $2 AND NOT blocked AND expired_at > now()
            FOR NO KEY UPDATE`,
};

const BLOCK_FAMILY = {
  name: 'sessions-block-family',
  text: `UPDATE user_sessions SET blocked = true WHERE family_id = $1 AND NOT blocked`,
};

const LOCK_ALL = {
  name: 'sessions-lock-all',
  text: `SELECT id FROM user_sessions
          WHERE user_id = $1 AND family_id = id AND id IS DISTINCT FROM $2::uuid AND NOT blocked
          ORDER BY id FOR NO KEY UPDATE`,
};

const BLOCK_ALL = {
  name: 'sessions-block-all',
  text: `UPDATE user_sessions SET blocked = true
          WHERE user_id = $1 AND family_id IS DISTINCT FROM $2::uuid AND NOT blocked`,
};

const LIST = {
  name: 'sessions-list',
  text: `
    SELECT root.id, live.user_agent, host(live.client_ip) AS client_ip, root.created_at AS started_at,
           live.created_at AS last_used_at, live.created_at::text AS last_used_text, live.expired_at,
           root.opened_by IS NOT NULL AS by_staff, root.reason
      FROM user_sessions live JOIN user_sessions root ON root.id = live.family_id
     WHERE live.user_id = $1 AND live.rotated_at IS NULL AND NOT root.blocked AND live.expired_at > now()
       AND ($2::timestamptz IS NULL OR (live.created_at, root.id) < ($2::timestamptz, $3::uuid))
     ORDER BY live.created_at DESC, root.id DESC LIMIT $4`,
};

// The newest stay. Sessions of staff neither count nor end here: nobody's login is pushed out by them.
const END_SURPLUS = {
  name: 'sessions-end-surplus',
  text: `
    WITH surplus AS (
      SELECT root.id
        FROM user_sessions root
        JOIN user_sessions live ON live.family_id = root.id AND live.rotated_at IS NULL
       WHERE root.user_id = $1 AND root.family_id = root.id AND root.opened_by IS NULL
         AND NOT root.blocked AND root.expired_at > now()
       ORDER BY live.created_at DESC, root.id DESC OFFSET $2
    ), locked AS (
      SELECT id FROM user_sessions WHERE id IN (SELECT id FROM surplus) ORDER BY id FOR NO KEY UPDATE
    )
    UPDATE user_sessions SET blocked = true
     WHERE family_id IN (SELECT id FROM locked) AND NOT blocked`,
};

/** Rows of `user_sessions`. */
@Injectable()
export class SessionsRepository {
  constructor(private readonly db: Db) {}

  /**
   * @returns null when the account was locked, deleted or given a new password since it was read, or
   * has a second factor that was not shown.
   */
  async open(
    tx: Tx,
    session: {
      id: string;
      userId: string;
      hashedPassword: string;
      tokenHash: string;
      days: number;
      mfa: boolean;
    },
    client: ClientInfo,
  ): Promise<OpenedSession | null> {
    const { id, userId, hashedPassword, tokenHash, days, mfa } = session;
    const values = [id, userId, hashedPassword, tokenHash, client.userAgent, client.ip, days, mfa];
    const [row] = await namedQuery<OpenedSession>(tx, OPEN, values);
    return row ?? null;
  }

  /** Ends the sessions of a person that are more than the number he may have; the newest stay. */
  async endSurplus(tx: Tx, userId: string, keep: number): Promise<void> {
    await namedQuery(tx, END_SURPLUS, [userId, keep]);
  }

  /** Finds a token by its hash and locks its family. */
  async lockFamily(tx: Tx, tokenHash: string): Promise<PresentedToken | null> {
    const [row] = await namedQuery<PresentedToken>(tx, LOCK_FAMILY, [tokenHash]);
    return row ?? null;
  }

  /** @returns null when the token was rotated before. */
  async rotate(
    tx: Tx,
    tokenId: string,
    successorHash: string,
    client: ClientInfo,
  ): Promise<Pick<OpenedSession, 'expired_at' | 'issued_at'> | null> {
    const values = [tokenId, successorHash, client.userAgent, client.ip];
    const [row] = await namedQuery<Pick<OpenedSession, 'expired_at' | 'issued_at'>>(
      tx,
      ROTATE,
      values,
    );
    return row ?? null;
  }

  /** The live successor of a token that was rotated at most so many seconds ago. */
  async findSuccessor(
    tx: Tx,
    tokenId: string,
    successorHash: string,
    graceSeconds: number,
  ): Promise<Pick<OpenedSession, 'expired_at' | 'issued_at'> | null> {
    const values = [tokenId, successorHash, graceSeconds];
    const [row] = await namedQuery<Pick<OpenedSession, 'expired_at' | 'issued_at'>>(
      tx,
      FIND_SUCCESSOR,
      values,
    );
    return row ?? null;
  }

  /** Locks an own session that still counts. */
  async lockOwn(tx: Tx, sessionId: string, userId: string): Promise<boolean> {
    return (await namedQuery(tx, LOCK_SESSION, [sessionId, userId])).length === 1;
  }

  /** Ends a family whose first row is locked. */
  async blockFamily(tx: Tx, familyId: string): Promise<void> {
    await namedQuery(tx, BLOCK_FAMILY, [familyId]);
  }

  /** Ends all sessions of a person, or all but one. */
  async blockAll(tx: Tx, userId: string, exceptFamilyId: string | null): Promise<void> {
    await namedQuery(tx, LOCK_ALL, [userId, exceptFamilyId]);
    await namedQuery(tx, BLOCK_ALL, [userId, exceptFamilyId]);
  }

  /** Those that still count, last used first; one row more than asked for when there is a next page. */
  async list(
    ctx: RequestContext,
    userId: string,
    limit: number,
    after: TimePosition | null,
  ): Promise<SessionRow[]> {
    return this.db.queryAs<SessionRow>(ctx, LIST, [
      userId,
      after?.at ?? null,
      after?.id ?? null,
      limit + 1,
    ]);
  }
}
