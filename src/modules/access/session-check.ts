import { Injectable } from '@nestjs/common';
import type { AccessRule } from '../../common/http/access.decorators.js';
import type { AuthUser } from '../../common/http/auth-user.js';
import { type RequestContext, withAllRows } from '../../common/request-context.js';
import { Db } from '../../database/db.js';
import type { AccessClaims } from './access-claims.js';

/** The rights of a role: its own and those of its active ancestors, up to the first inactive one. */
export const ROLE_CHAIN = `
  WITH RECURSIVE chain AS (
    SELECT r.id, r.parent_id FROM user_roles r WHERE r.id = %role AND r.is_active
    UNION
    SELECT r.id, r.parent_id FROM user_roles r JOIN chain c ON r.id = c.parent_id WHERE r.is_active
  )`;

// Reads the tables of users and auth from this leaf on purpose: one statement per request decides
// everything, so that a right taken away is gone with the next request of every process.
// A session is known by the first row of its family, whose id is the family's.
const CHECK = {
  name: 'access-check-session',
  text: `
    SELECT u.id, u.role_id, r.code AS role_code,
           CASE WHEN $5::text IS NULL THEN true ELSE EXISTS (
             ${ROLE_CHAIN.replace('%role', 'u.role_id')}
             SELECT 1 FROM permissions p JOIN chain c ON c.id = p.role_id
              WHERE p.module = $5 AND CASE $6::text WHEN 'r' THEN p.r WHEN 'w' THEN p.w WHEN 'x' THEN p.x END
           ) END AS granted
      FROM user_sessions s
      JOIN users u ON u.id = s.user_id
      JOIN user_roles r ON r.id = u.role_id
     WHERE s.id = $1 AND s.family_id = s.id AND s.user_id = $2
       AND NOT s.blocked AND s.expired_at > now()
       AND NOT u.locked AND u.deleted_at IS NULL
       AND u.session_version = $3
       AND to_timestamp($4::float8) >= date_trunc('second', u.password_changed_at)`,
};

interface CheckRow {
  id: string;
  role_id: string;
  role_code: string;
  granted: boolean;
}

/** A token's session that still counts, and whether its role holds what the route asks for. */
export interface CheckedSession {
  readonly user: AuthUser;
  readonly granted: boolean;
}

/** Decides with the database whether a verified token still speaks for anybody. */
@Injectable()
export class SessionCheck {
  constructor(private readonly db: Db) {}

  /**
   * One round trip, with everybody's rows in sight: it is what finds out who calls. Null when the session was ended or has run out, the account is locked or
   * deleted, or its password or sessions were renewed since the token was issued.
   */
  async check(
    ctx: RequestContext,
    claims: AccessClaims,
    rule: AccessRule,
  ): Promise<CheckedSession | null> {
    const asked = rule.kind === 'permission' ? rule : null;
    const [row] = await this.db.queryAs<CheckRow>(withAllRows(ctx), CHECK, [
      claims.sid,
      claims.sub,
      claims.ver,
      claims.iat,
      asked?.module ?? null,
      asked?.action ?? null,
    ]);
    if (!row) return null;
    return {
      user: { id: row.id, sessionId: claims.sid, roleId: row.role_id, roleCode: row.role_code },
      granted: row.granted,
    };
  }
}
