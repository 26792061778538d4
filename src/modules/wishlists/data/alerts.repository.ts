import { Injectable } from '@nestjs/common';
import type { TimePosition } from '../../../common/http/time-cursor.js';
import type { RequestContext } from '../../../common/request-context.js';
import { Db } from '../../../database/db.js';
import { namedQuery } from '../../../database/named-query.js';
import type { Tx } from '../../../database/unit-of-work.js';
import type { AlertKind, WishReason } from '../wishlists.types.js';
import { HAS_PAGE, NAMES, VARIANT_IS_SHOWN, WISH_REASON } from './wish-sql.js';

/** An alert with the variant as it is now. */
export interface AlertRow {
  readonly id: string;
  readonly kind: AlertKind;
  readonly variant_id: string;
  readonly variant_name: string;
  readonly product_slug: string;
  readonly product_name: string;
  readonly price_limit: string | null;
  readonly price: string | null;
  readonly reason: WishReason | null;
  readonly notified_at: Date | null;
  readonly created_at: Date;
  readonly created_text: string;
}

/** A variant that somebody wants to wait for, under a lock that keeps price and stock as they are. */
export interface WatchedVariant {
  readonly price: string;
  readonly sellable: boolean;
}

/** What somebody waits for. */
export interface NewAlert {
  readonly variantId: string;
  readonly kind: AlertKind;
  /** Decimal, as the column takes it; null for `back_in_stock`. */
  readonly priceLimit: string | null;
  readonly locale: string;
}

const MAX_WAITING = 200;

const ALERT = (locale: string): string => `a.id, a.kind, a.variant_id, ${NAMES(locale)},
  a.price_limit, CASE WHEN ${HAS_PAGE('p')} THEN shown.price END AS price, ${WISH_REASON} AS reason,
  a.notified_at, a.created_at, a.created_at::text AS created_text`;
const FROM = `FROM product_alerts a JOIN product_variants own ON own.id = a.variant_id
  JOIN products p ON p.id = own.product_id
  CROSS JOIN LATERAL (SELECT count(*)::int AS n, min(v.price) AS price,
      COALESCE(bool_or(v.inventory_quantity > 0), false) AS has_stock
    FROM product_variants v WHERE v.id = a.variant_id AND ${VARIANT_IS_SHOWN('v')}) shown`;

const LIST = {
  name: 'alerts-list',
  text: `SELECT ${ALERT('$5::text')} ${FROM} WHERE a.user_id = $1::uuid
      AND ($2::timestamptz IS NULL OR (a.created_at, a.id) < ($2::timestamptz, $3::uuid))
    ORDER BY a.created_at DESC, a.id DESC LIMIT $4::int`,
};

const FIND = {
  name: 'alerts-find',
  text: `SELECT ${ALERT('$3::text')} ${FROM} WHERE a.user_id = $1::uuid AND a.id = $2::uuid`,
};

const TAKE_TURN = {
  name: 'alerts-take-turn',
  text: `SELECT u.verified_email,
      pg_advisory_xact_lock(hashtextextended('alerts of ' || $1::text, 0)) IS NULL AS locked
    FROM users u WHERE u.id = $1::uuid`,
};

// FOR SHARE: whoever raises the stock at this moment is waited for, or waits and then sees the new row.
const WATCH = {
  name: 'alerts-watch-variant',
  text: `SELECT v.price, v.inventory_quantity > 0 AND p.status = 'active' AS sellable
    FROM product_variants v JOIN products p ON p.id = v.product_id
    WHERE v.id = $1::uuid AND ${VARIANT_IS_SHOWN('v')} AND ${HAS_PAGE('p')}
    FOR SHARE OF v, p`,
};

const ARM = {
  name: 'alerts-arm',
  text: `INSERT INTO product_alerts AS a (user_id, variant_id, kind, price_limit, locale)
    SELECT $1::uuid, $2::uuid, $3::text, $4::numeric, $5::text
    WHERE (SELECT count(*) FROM product_alerts n WHERE n.user_id = $1::uuid AND n.notified_at IS NULL
        AND (n.variant_id, n.kind) <> ($2::uuid, $3::text)) < ${MAX_WAITING}
    ON CONFLICT (user_id, variant_id, kind) DO UPDATE SET price_limit = EXCLUDED.price_limit, locale = EXCLUDED.locale,
      armed_at = CASE WHEN a.notified_at IS NULL THEN a.armed_at ELSE now() END, notified_at = NULL
    RETURNING a.id, a.xmax = 0 AS is_new`,
};

const REMOVE = {
  name: 'alerts-remove',
  text: `DELETE FROM product_alerts WHERE user_id = $1::uuid AND id = $2::uuid RETURNING id`,
};

const REMOVE_ALL = {
  name: 'alerts-remove-all',
  text: `DELETE FROM product_alerts WHERE user_id = $1::uuid`,
};

/** What customers wait for; each statement has the owner's id in it. */
@Injectable()
export class AlertsRepository {
  constructor(private readonly db: Db) {}

  /** Newest first; one row more than `limit` says that there is a next page. */
  list(
    ctx: RequestContext,
    userId: string,
    after: TimePosition | null,
    limit: number,
  ): Promise<AlertRow[]> {
    const values = [userId, after?.at ?? null, after?.id ?? null, limit + 1, ctx.locale ?? null];
    return this.db.queryAs<AlertRow & Record<string, unknown>>(ctx, LIST, values);
  }

  async find(ctx: RequestContext, userId: string, id: string): Promise<AlertRow | null> {
    const rows = await this.db.queryAs<AlertRow & Record<string, unknown>>(ctx, FIND, [
      userId,
      id,
      ctx.locale ?? null,
    ]);
    return rows[0] ?? null;
  }

  /** One alert of a customer after the other. @returns whether mail to him is sure to be his */
  async takeTurn(tx: Tx, userId: string): Promise<boolean> {
    const rows = await namedQuery<{ verified_email: boolean }>(tx, TAKE_TURN, [userId]);
    return rows[0]?.verified_email ?? false;
  }

  /** null: shoppers cannot see it. */
  async watch(tx: Tx, variantId: string): Promise<WatchedVariant | null> {
    const rows = await namedQuery<WatchedVariant & Record<string, unknown>>(tx, WATCH, [variantId]);
    return rows[0] ?? null;
  }

  /** Once per variant and kind: a second time it gets the new limit, and waits again when it was told. */
  async arm(
    tx: Tx,
    userId: string,
    { variantId, kind, priceLimit, locale }: NewAlert,
  ): Promise<{ readonly id: string; readonly is_new: boolean } | null> {
    const values = [userId, variantId, kind, priceLimit, locale];
    const [row] = await namedQuery<{ id: string; is_new: boolean }>(tx, ARM, values);
    return row ?? null;
  }

  async remove(tx: Tx, userId: string, id: string): Promise<boolean> {
    return (await namedQuery(tx, REMOVE, [userId, id])).length === 1;
  }

  async removeAll(tx: Tx, userId: string): Promise<void> {
    await namedQuery(tx, REMOVE_ALL, [userId]);
  }
}
