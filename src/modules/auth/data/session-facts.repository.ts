import { Injectable } from '@nestjs/common';
import { ipNetwork } from '../../../common/http/client.js';
import type { RequestContext } from '../../../common/request-context.js';
import { Db } from '../../../database/db.js';
import { namedQuery } from '../../../database/named-query.js';
import type { Tx } from '../../../database/unit-of-work.js';
import { ISSUED_AT, type OpenedSession } from './sessions.repository.js';

const IS_USUAL_PLACE = {
  name: 'sessions-is-usual-place',
  text: `SELECT 1 FROM user_sessions
          WHERE user_id = $1 AND client_ip <<= $2::inet AND opened_by IS NULL
            AND created_at > now() - interval '30 days' LIMIT 1`,
};

const IS_FRESH = {
  name: 'sessions-is-fresh',
  text: `SELECT 1 FROM user_sessions
          WHERE id = $1 AND family_id = id AND user_id = $2 AND NOT blocked AND opened_by IS NULL
            AND greatest(created_at, mfa_at) > now() - $3::int * interval '1 second'`,
};

// The version that every token issued from now on has to carry, and the time by the database's clock.
const RENEW = {
  name: 'sessions-renew',
  text: `SELECT s.user_id, s.family_id, s.expired_at, u.session_version, ${ISSUED_AT}
           FROM user_sessions s JOIN users u ON u.id = s.user_id
          WHERE s.id = $1 AND s.family_id = s.id AND s.user_id = $2 AND NOT s.blocked`,
};

/** What a person's sessions say about him: where he logs in, how fresh his login is. */
@Injectable()
export class SessionFactsRepository {
  constructor(private readonly db: Db) {}

  /** Whether the person has logged in from this network within a month. */
  async isUsualPlace(ctx: RequestContext, userId: string, ip: string): Promise<boolean> {
    return (await this.db.queryAs(ctx, IS_USUAL_PLACE, [userId, ipNetwork(ip)])).length === 1;
  }

  /** Whether an own session was opened, or showed a second factor, at most so many seconds ago. */
  async isFresh(
    ctx: RequestContext,
    userId: string,
    sessionId: string,
    seconds: number,
  ): Promise<boolean> {
    return (await this.db.queryAs(ctx, IS_FRESH, [sessionId, userId, seconds])).length === 1;
  }

  /** What a new access token for an own session has to say. */
  async renew(tx: Tx, userId: string, sessionId: string): Promise<OpenedSession | null> {
    const [row] = await namedQuery<OpenedSession>(tx, RENEW, [sessionId, userId]);
    return row ?? null;
  }
}
