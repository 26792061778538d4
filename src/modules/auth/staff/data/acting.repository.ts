import { Injectable } from '@nestjs/common';
import type { ClientInfo } from '../../../../common/http/client.js';
import { namedQuery } from '../../../../database/named-query.js';
import type { Tx } from '../../../../database/unit-of-work.js';
import { ISSUED_AT, type OpenedSession } from '../../data/sessions.repository.js';

/** A session for a customer in which a member of staff acts. */
export interface NewActing {
  readonly id: string;
  readonly userId: string;
  /** Of a token that nobody has: the session cannot be refreshed. */
  readonly tokenHash: string;
  readonly staffId: string;
  /** The session of the member of staff. */
  readonly openedIn: string;
  readonly reason: string;
  readonly minutes: number;
}

// FOR SHARE: his logout waits, or is seen.
const OPEN = {
  name: 'acting-open',
  text: `
    WITH person AS (
      SELECT id, session_version FROM users WHERE id = $2 AND NOT locked AND deleted_at IS NULL
    ), opener AS (
      SELECT id, expired_at FROM user_sessions
       WHERE id = $5 AND family_id = id AND user_id = $4 AND NOT blocked AND expired_at > now() FOR SHARE
    ), opened AS (
      INSERT INTO user_sessions
        (id, family_id, user_id, refresh_token, user_agent, client_ip, expired_at, opened_by, opened_in, reason)
      SELECT $1, $1, person.id, $3, $8, $9::inet,
             least(opener.expired_at, now() + $7::int * interval '1 minute'), $4, opener.id, $6
        FROM person, opener
      RETURNING user_id, family_id, expired_at
    )
    SELECT o.user_id, o.family_id, o.expired_at, p.session_version, ${ISSUED_AT} FROM opened o, person p`,
};

const END = {
  name: 'acting-end',
  text: `UPDATE user_sessions SET blocked = true WHERE user_id = $1 AND opened_by = $2 AND NOT blocked`,
};

/** Rows of `user_sessions` that staff opens for customers. */
@Injectable()
export class ActingRepository {
  /** @returns null when the customer's account or the session of the member of staff is shut. */
  async open(tx: Tx, acting: NewActing, client: ClientInfo): Promise<OpenedSession | null> {
    const { id, userId, tokenHash, staffId, openedIn, reason, minutes } = acting;
    const where = [client.userAgent, client.ip];
    const values = [id, userId, tokenHash, staffId, openedIn, reason, minutes, ...where];
    const [row] = await namedQuery<OpenedSession>(tx, OPEN, values);
    return row ?? null;
  }

  /** Ends all that he has opened for this customer. */
  async end(tx: Tx, userId: string, staffId: string): Promise<void> {
    await namedQuery(tx, END, [userId, staffId]);
  }
}
