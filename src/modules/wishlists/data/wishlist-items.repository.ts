import { Injectable } from '@nestjs/common';
import { type RequestContext, withAllRows } from '../../../common/request-context.js';
import { Db } from '../../../database/db.js';
import { namedQuery } from '../../../database/named-query.js';
import type { Tx } from '../../../database/unit-of-work.js';
import type { WishReason } from '../wishlists.types.js';
import {
  HAS_PAGE,
  VARIANT_IS_SHOWN,
  WISH_COLUMNS,
  WISH_REASON,
  WISHED,
  type WishRow,
} from './wish-sql.js';

export const MAX_ITEMS = 200;

/** What is put on a list: a variant, or a product whose variant is still to be chosen. */
export interface Thing {
  readonly productId: string | null;
  readonly variantId: string | null;
}

/** What became of a thing that was put on a list. */
export interface PutRow {
  readonly known: boolean;
  /** Null: it is not known, or there is no room. */
  readonly id: string | null;
  readonly was_there: boolean;
}

/** An item with the variant that goes into the cart. */
export interface MovableRow {
  readonly id: string;
  readonly variant_id: string | null;
  /** How many variants could be meant. */
  readonly choices: number;
  readonly reason: WishReason | null;
}

const ITEMS = {
  name: 'wishlist-items',
  text: `SELECT ${WISH_COLUMNS('$3::text')} FROM wishlist_items i ${WISHED}
    WHERE i.wishlist_id = $1::uuid AND ($2::uuid IS NULL OR i.id = $2::uuid)
    ORDER BY i.created_at DESC, i.id DESC`,
};

const SHARED_ITEMS = {
  name: 'wishlist-items-shared',
  text: `SELECT ${WISH_COLUMNS('$2::text')} FROM wishlist_items i ${WISHED}
    WHERE i.wishlist_id = $1::uuid AND ${HAS_PAGE('p')} AND shown.n > 0
    ORDER BY i.created_at DESC, i.id DESC`,
};

const PUT = {
  name: 'wishlist-items-put',
  text: `WITH thing AS (
      SELECT p.id AS product_id, v.id AS variant_id, v.price FROM product_variants v JOIN products p ON p.id = v.product_id
      WHERE v.id = $3::uuid AND ${VARIANT_IS_SHOWN('v')} AND ${HAS_PAGE('p')}
      UNION ALL
      SELECT p.id, NULL::uuid, (SELECT min(v.price) FROM product_variants v
        WHERE v.product_id = p.id AND ${VARIANT_IS_SHOWN('v')})
      FROM products p WHERE p.id = $2::uuid AND ${HAS_PAGE('p')}
    ), there AS (
      SELECT i.id FROM wishlist_items i JOIN thing t ON t.product_id = i.product_id
        AND t.variant_id IS NOT DISTINCT FROM i.variant_id
      WHERE i.wishlist_id = $1::uuid
    ), put AS (
      INSERT INTO wishlist_items AS i (wishlist_id, product_id, variant_id, note, added_price)
      SELECT $1::uuid, t.product_id, t.variant_id, $4::text, t.price FROM thing t
      WHERE EXISTS (SELECT FROM there)
        OR (SELECT count(*) FROM wishlist_items n WHERE n.wishlist_id = $1::uuid) < ${MAX_ITEMS}
      ON CONFLICT (wishlist_id, product_id, variant_id) DO UPDATE SET note = COALESCE(EXCLUDED.note, i.note)
      RETURNING i.id
    )
    SELECT EXISTS (SELECT FROM thing) AS known, (SELECT id FROM put) AS id, EXISTS (SELECT FROM there) AS was_there`,
};

const SET_NOTE = {
  name: 'wishlist-items-set-note',
  text: `UPDATE wishlist_items SET note = $3::text WHERE wishlist_id = $1::uuid AND id = $2::uuid RETURNING id`,
};

const REMOVE = {
  name: 'wishlist-items-remove',
  text: `DELETE FROM wishlist_items WHERE wishlist_id = $1::uuid AND id = ANY ($2::uuid[]) RETURNING id`,
};

const MOVABLE = {
  name: 'wishlist-items-movable',
  text: `SELECT i.id, CASE WHEN shown.n = 1 THEN shown.first_variant_id ELSE i.variant_id END AS variant_id,
      shown.n AS choices, ${WISH_REASON} AS reason
    FROM wishlist_items i ${WISHED}
    WHERE i.wishlist_id = $1::uuid AND ($2::uuid[] IS NULL OR i.id = ANY ($2::uuid[]))
    ORDER BY i.created_at, i.id`,
};

const COPY = {
  name: 'wishlist-items-copy',
  text: `WITH wanted AS (
      SELECT i.* FROM wishlist_items i WHERE i.wishlist_id = $1::uuid AND i.id = ANY ($3::uuid[])
    ), copied AS (
      INSERT INTO wishlist_items (wishlist_id, product_id, variant_id, note, added_price)
      SELECT $2::uuid, w.product_id, w.variant_id, w.note, w.added_price FROM wanted w
      ON CONFLICT (wishlist_id, product_id, variant_id) DO NOTHING RETURNING id
    )
    SELECT (SELECT count(*)::int FROM wanted) AS wanted, (SELECT count(*)::int FROM copied)
      + (SELECT count(*)::int FROM wishlist_items n WHERE n.wishlist_id = $2::uuid) AS total`,
};

/** What is on the lists. Whose list it is was asked before, under its lock where it changes. */
@Injectable()
export class WishlistItemsRepository {
  constructor(private readonly db: Db) {}

  /** At most {@link MAX_ITEMS}, the newest first. */
  list(ctx: RequestContext, wishlistId: string, id: string | null = null): Promise<WishRow[]> {
    const values = [wishlistId, id, ctx.locale ?? null];
    return this.db.queryAs<WishRow & Record<string, unknown>>(ctx, ITEMS, values);
  }

  /** What everybody may see of a list whose link he has: {@link WishRow} without what is hidden. */
  listShared(ctx: RequestContext, wishlistId: string): Promise<WishRow[]> {
    return this.db.queryAs<WishRow & Record<string, unknown>>(withAllRows(ctx), SHARED_ITEMS, [
      wishlistId,
      ctx.locale ?? null,
    ]);
  }

  async put(
    tx: Tx,
    wishlistId: string,
    { productId, variantId }: Thing,
    note: string | null,
  ): Promise<PutRow> {
    const values = [wishlistId, productId, variantId, note];
    const [row] = await namedQuery<PutRow & Record<string, unknown>>(tx, PUT, values);
    if (row === undefined) throw new Error('Putting on a wishlist answered nothing');
    return row;
  }

  async setNote(tx: Tx, wishlistId: string, id: string, note: string | null): Promise<boolean> {
    return (await namedQuery(tx, SET_NOTE, [wishlistId, id, note])).length === 1;
  }

  /** @returns how many were there */
  async remove(tx: Tx, wishlistId: string, ids: readonly string[]): Promise<number> {
    return (await namedQuery(tx, REMOVE, [wishlistId, ids])).length;
  }

  /** @param ids null for all, the oldest first */
  movable(tx: Tx, wishlistId: string, ids: readonly string[] | null): Promise<MovableRow[]> {
    return namedQuery<MovableRow & Record<string, unknown>>(tx, MOVABLE, [wishlistId, ids]);
  }

  /** What is there already stays. `total`: how many are on the other list then. */
  async copy(
    tx: Tx,
    fromId: string,
    toId: string,
    ids: readonly string[],
  ): Promise<{ readonly wanted: number; readonly total: number }> {
    const values = [fromId, toId, ids];
    const [row] = await namedQuery<{ wanted: number; total: number }>(tx, COPY, values);
    return row ?? { wanted: 0, total: 0 };
  }
}
