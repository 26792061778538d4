import { Injectable } from '@nestjs/common';
import type { AccessRule } from '../../common/http/access.decorators.js';
import type { AuthUser } from '../../common/http/auth-user.js';
import { type RequestContext, withAllRows } from '../../common/request-context.js';
import { Db } from '../../database/db.js';
import type { AccessClaims } from './access-claims.js';
import { chainRights } from './data/role-chain.js';

// Reads the tables of users and auth from this leaf on purpose: one statement per request decides
// everything, so that a right taken away is gone with the next request of every process.
// A session is known by the first row of its family, whose id is the family's. One that staff has
// opened for a customer counts only while that member of staff, his own session and his right do.
const CHECK = {
  name: 'access-check-session',
  text: `
    SELECT u.id, u.role_id, r.code AS role_code, s.opened_by, coalesce(g.granted, true) AS granted,
           coalesce(g.requires_mfa, false) AND s.mfa_at IS NULL AS mfa_missing
      FROM user_sessions s
      JOIN users u ON u.id = s.user_id
      JOIN user_roles r ON r.id = u.role_id
      LEFT JOIN LATERAL (${chainRights('u.role_id', '$5::text', '$6::text')}) g ON $5::text IS NOT NULL
     WHERE s.id = $1 AND s.family_id = s.id AND s.user_id = $2
       AND NOT s.blocked AND s.expired_at > now()
       AND NOT u.locked AND u.deleted_at IS NULL
       AND u.session_version = $3
       AND to_timestamp($4::float8) >= date_trunc('second', u.password_changed_at)
       AND (s.opened_by IS NULL OR EXISTS (
         SELECT 1
           FROM user_sessions opener
           JOIN users staff ON staff.id = opener.user_id
           CROSS JOIN LATERAL (${chainRights('staff.role_id', "'users'", "'x'")}) held
          WHERE opener.id = s.opened_in AND opener.user_id = s.opened_by
            AND NOT opener.blocked AND opener.expired_at > now()
            AND NOT staff.locked AND staff.deleted_at IS NULL
            AND held.granted AND (opener.mfa_at IS NOT NULL OR NOT held.requires_mfa)))`,
};

interface CheckRow {
  id: string;
  role_id: string;
  role_code: string;
  opened_by: string | null;
  granted: boolean;
  mfa_missing: boolean;
}

/** A caller who counts, and whether he may do what the route asks for. */
export interface CheckedCaller {
  readonly user: AuthUser;
  readonly granted: boolean;
  /** His role asks for a second factor that his session, or the one that made his key, never showed. */
  readonly mfaMissing: boolean;
}

/** Decides with the database whether a verified token still speaks for anybody. */
@Injectable()
export class SessionCheck {
  constructor(private readonly db: Db) {}

  /**
   * One round trip, with everybody's rows in sight: it is what finds out who calls. Null when the
   * session was ended or has run out, the account is locked or deleted, or its password or sessions
   * were renewed since the token was issued.
   */
  async check(
    ctx: RequestContext,
    claims: AccessClaims,
    rule: AccessRule,
  ): Promise<CheckedCaller | null> {
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
    const { id, role_id: roleId, role_code: roleCode, opened_by: openedBy } = row;
    const acting = openedBy === null ? {} : { actorId: openedBy };
    return {
      user: { id, sessionId: claims.sid, roleId, roleCode, ...acting },
      granted: row.granted,
      mfaMissing: row.mfa_missing,
    };
  }
}
