import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { Db } from '../../../database/db.js';
import type { AlertKind } from '../wishlists.types.js';
import { NAMES } from './wish-sql.js';

/** A mail that a worker has taken on. */
export interface ClaimedAlert {
  readonly id: string;
  readonly user_id: string;
  readonly kind: AlertKind;
  readonly locale: string;
  readonly email: string;
  readonly first_name: string;
  readonly product_name: string;
  readonly product_slug: string;
  readonly variant_name: string;
  readonly price: string;
  readonly stock: number;
  /** When it was claimed, with all digits: the worker's own claims are recognised by it. */
  readonly claim: string;
}

/** Which mails to take on. */
export interface ClaimQuery {
  readonly variantId: string;
  /** When the event was, ISO 8601. */
  readonly since: string;
  readonly limit: number;
  /** Those that this run has tried in vain. */
  readonly except: readonly string[];
}

// Asks whether it is still so: the event may be long ago. A claim without an end is of a worker that died:
// nobody knows whether its mail went out, so there is none for the event that it was of. The next event
// takes it on again.
const CLAIM = {
  name: 'alerts-claim',
  text: `WITH thing AS MATERIALIZED (
      SELECT v.id, v.price, v.inventory_quantity AS stock
      FROM product_variants v JOIN products p ON p.id = v.product_id
      WHERE v.id = $1::uuid AND v.is_active AND v.deleted_at IS NULL AND v.inventory_quantity > 0
        AND p.published AND p.deleted_at IS NULL AND p.status = 'active'
    ), due AS MATERIALIZED (
      SELECT a.id FROM thing JOIN product_alerts a ON a.variant_id = thing.id
      WHERE a.notified_at IS NULL AND (a.price_limit IS NULL OR thing.price <= a.price_limit)
        AND (a.mailing_since IS NULL OR a.mailing_since < $2::timestamptz - interval '5 minutes')
        AND a.id <> ALL ($4::uuid[])
        AND EXISTS (SELECT FROM users u WHERE u.id = a.user_id AND u.verified_email AND NOT u.locked
          AND u.deleted_at IS NULL)
      ORDER BY a.armed_at, a.id LIMIT $3::int FOR UPDATE OF a SKIP LOCKED
    ), claimed AS (
      UPDATE product_alerts a SET mailing_since = clock_timestamp() FROM due WHERE a.id = due.id
      RETURNING a.id, a.user_id, a.kind, a.locale, a.armed_at, a.mailing_since
    )
    SELECT c.id, c.user_id, c.kind, c.locale, u.email, u.first_name, t.price, t.stock,
      ${NAMES('c.locale')}, c.mailing_since::text AS claim
    FROM claimed c JOIN users u ON u.id = c.user_id CROSS JOIN thing t
    JOIN product_variants own ON own.id = t.id JOIN products p ON p.id = own.product_id ORDER BY c.armed_at, c.id`,
};

const FINISH = {
  name: 'alerts-finish',
  text: `UPDATE product_alerts a SET mailing_since = NULL, notified_at = CASE WHEN d.sent THEN now() END
    FROM unnest($1::uuid[], $2::timestamptz[], $3::boolean[]) AS d (id, claim, sent)
    WHERE a.id = d.id AND a.mailing_since = d.claim AND a.notified_at IS NULL`,
};

/** Who has which mail in his hands. */
@Injectable()
export class AlertMailing {
  constructor(private readonly db: Db) {}

  /** Takes on mails in the order in which people began to wait; nobody else gets them. */
  claim(ctx: RequestContext, query: ClaimQuery): Promise<ClaimedAlert[]> {
    const { variantId, since, limit, except } = query;
    const values = [variantId, since, limit, except];
    return this.db.queryAs<ClaimedAlert & Record<string, unknown>>(ctx, CLAIM, values);
  }

  /** Those that were sent are done; the others wait again. */
  async finish(
    ctx: RequestContext,
    alerts: readonly ClaimedAlert[],
    isSent: readonly boolean[],
  ): Promise<void> {
    const values = [alerts.map(({ id }) => id), alerts.map(({ claim }) => claim), isSent];
    await this.db.queryAs(ctx, FINISH, values);
  }
}
