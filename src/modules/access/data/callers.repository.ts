import { Injectable } from '@nestjs/common';
import type { AuthUser } from '../../../common/http/auth-user.js';
import type { RequestContext } from '../../../common/request-context.js';
import { Db } from '../../../database/db.js';
import { namedQuery } from '../../../database/named-query.js';
import type { Tx } from '../../../database/unit-of-work.js';

/** What the caller's session or key adds to his role. */
export interface CallerRow {
  readonly role_id: string;
  /** Of the key; null for a session. */
  readonly scopes: readonly string[] | null;
  readonly mfa_at: Date | null;
}

/** A session, its owner's row locked. */
export interface LockedCallerRow {
  readonly role_id: string;
  readonly mfa_at: Date | null;
}

const FIND = {
  name: 'callers-find',
  text: `
    SELECT u.role_id, k.scopes, coalesce(s.mfa_at, k.mfa_at) AS mfa_at
      FROM users u
      LEFT JOIN user_sessions s ON s.id = $2 AND s.user_id = u.id
      LEFT JOIN api_keys k ON k.id = $3 AND k.user_id = u.id
     WHERE u.id = $1`,
};

const LOCK = {
  name: 'callers-lock',
  text: `
    SELECT u.role_id, s.mfa_at
      FROM users u JOIN user_sessions s ON s.id = $2 AND s.user_id = u.id
     WHERE u.id = $1 AND NOT u.locked AND u.deleted_at IS NULL
       FOR NO KEY UPDATE OF u`,
};

/** The caller's own session or key, beyond what the guard has looked at. */
@Injectable()
export class CallersRepository {
  constructor(private readonly db: Db) {}

  async find(ctx: RequestContext, user: AuthUser): Promise<CallerRow | null> {
    const values = [user.id, user.sessionId, user.apiKeyId ?? null];
    const [row] = await this.db.queryAs<CallerRow>(ctx, FIND, values);
    return row ?? null;
  }

  /** @returns null when account or session went away in between */
  async lock(tx: Tx, user: AuthUser): Promise<LockedCallerRow | null> {
    const [row] = await namedQuery<LockedCallerRow>(tx, LOCK, [user.id, user.sessionId]);
    return row ?? null;
  }
}
