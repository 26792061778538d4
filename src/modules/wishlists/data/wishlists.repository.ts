import { Injectable } from '@nestjs/common';
import { type RequestContext, withAllRows } from '../../../common/request-context.js';
import { Db } from '../../../database/db.js';
import { namedQuery } from '../../../database/named-query.js';
import type { Statement } from '../../../database/statement.js';
import type { Tx } from '../../../database/unit-of-work.js';

/** A list without what is on it. */
export interface WishlistRow {
  readonly id: string;
  readonly name: string;
  readonly is_default: boolean;
  readonly share_id: string | null;
  readonly shared_at: Date | null;
  readonly item_count: number;
  readonly created_at: Date;
  readonly updated_at: Date;
}

export const MAX_LISTS = 20;

const LIST = `w.id, w.name, w.is_default, w.share_id, w.shared_at, w.created_at, w.updated_at,
  (SELECT count(*)::int FROM wishlist_items i WHERE i.wishlist_id = w.id) AS item_count`;

const LIST_ALL = {
  name: 'wishlists-list',
  text: `SELECT ${LIST} FROM wishlists w WHERE w.user_id = $1::uuid
    ORDER BY w.is_default DESC, w.created_at, w.id`,
};

const FIND = {
  name: 'wishlists-find',
  text: `SELECT ${LIST} FROM wishlists w WHERE w.user_id = $1::uuid AND w.id = $2::uuid`,
};

const FIND_SHARED = {
  name: 'wishlists-find-shared',
  text: `SELECT w.id, w.name FROM wishlists w JOIN users u ON u.id = w.user_id
    WHERE w.share_hash = $1::text AND u.deleted_at IS NULL`,
};

// Lists of one customer are made, deleted and made the default one after the other.
const TAKE_TURN = {
  name: 'wishlists-take-turn',
  text: `SELECT pg_advisory_xact_lock(hashtextextended('wishlists of ' || $1::text, 0))`,
};

const DROP_DEFAULT = {
  name: 'wishlists-drop-default',
  text: `UPDATE wishlists SET is_default = FALSE WHERE user_id = $1::uuid AND is_default AND id IS DISTINCT FROM $2::uuid`,
};

const INSERT = {
  name: 'wishlists-insert',
  text: `INSERT INTO wishlists (user_id, name, is_default)
    SELECT $1::uuid, $2::text, NOT EXISTS (SELECT FROM wishlists d WHERE d.user_id = $1::uuid AND d.is_default)
    WHERE (SELECT count(*) FROM wishlists w WHERE w.user_id = $1::uuid) < ${MAX_LISTS} RETURNING id`,
};

const UPDATE = {
  name: 'wishlists-update',
  text: `UPDATE wishlists SET name = COALESCE($3::text, name), is_default = is_default OR $4::boolean
    WHERE id = $2::uuid AND user_id = $1::uuid RETURNING id`,
};

const REMOVE = {
  name: 'wishlists-remove',
  text: `DELETE FROM wishlists WHERE id = $2::uuid AND user_id = $1::uuid RETURNING id`,
};

const ENSURE_DEFAULT = {
  name: 'wishlists-ensure-default',
  text: `UPDATE wishlists SET is_default = TRUE WHERE id = (
      SELECT w.id FROM wishlists w WHERE w.user_id = $1::uuid ORDER BY w.created_at, w.id LIMIT 1)
    AND NOT EXISTS (SELECT FROM wishlists d WHERE d.user_id = $1::uuid AND d.is_default)`,
};

const FIND_DEFAULT = {
  name: 'wishlists-find-default',
  text: `SELECT id FROM wishlists WHERE user_id = $1::uuid AND is_default`,
};

const LOCK = {
  name: 'wishlists-lock',
  text: `SELECT id FROM wishlists WHERE user_id = $1::uuid AND id = ANY ($2::uuid[])
    ORDER BY id FOR NO KEY UPDATE`,
};

const SHARE = {
  name: 'wishlists-share',
  text: `UPDATE wishlists SET share_id = $3::uuid, share_hash = $4::text,
      shared_at = CASE WHEN $3::uuid IS NULL THEN NULL ELSE now() END
    WHERE id = $2::uuid AND user_id = $1::uuid RETURNING id`,
};

/** Lists of customers; each statement has the owner's id in it. */
@Injectable()
export class WishlistsRepository {
  constructor(private readonly db: Db) {}

  /** The default one first, then the oldest. */
  list(ctx: RequestContext, userId: string): Promise<WishlistRow[]> {
    return this.db.queryAs<WishlistRow & Record<string, unknown>>(ctx, LIST_ALL, [userId]);
  }

  async find(ctx: RequestContext, userId: string, id: string): Promise<WishlistRow | null> {
    const values = [userId, id];
    const rows = await this.db.queryAs<WishlistRow & Record<string, unknown>>(ctx, FIND, values);
    return rows[0] ?? null;
  }

  /** By the hash of its link; whoever has the link may be anybody. */
  async findShared(
    ctx: RequestContext,
    hash: string,
  ): Promise<{ readonly id: string; readonly name: string } | null> {
    const rows = await this.db.queryAs<{ id: string; name: string }>(
      withAllRows(ctx),
      FIND_SHARED,
      [hash],
    );
    return rows[0] ?? null;
  }

  async takeTurn(tx: Tx, userId: string): Promise<void> {
    await namedQuery(tx, TAKE_TURN, [userId]);
  }

  /** @param exceptId list that may keep it */
  async dropDefault(tx: Tx, userId: string, exceptId: string | null): Promise<void> {
    await namedQuery(tx, DROP_DEFAULT, [userId, exceptId]);
  }

  /** The default one when there is none yet; null when there are too many. */
  insert(tx: Tx, userId: string, name: string): Promise<string | null> {
    return idOf(tx, INSERT, [userId, name]);
  }

  update(
    tx: Tx,
    userId: string,
    id: string,
    name: string | null,
    isDefault: boolean,
  ): Promise<string | null> {
    return idOf(tx, UPDATE, [userId, id, name, isDefault]);
  }

  remove(tx: Tx, userId: string, id: string): Promise<string | null> {
    return idOf(tx, REMOVE, [userId, id]);
  }

  /** Makes the oldest list the default one when none is. */
  async ensureDefault(tx: Tx, userId: string): Promise<void> {
    await namedQuery(tx, ENSURE_DEFAULT, [userId]);
  }

  findDefault(tx: Tx, userId: string): Promise<string | null> {
    return idOf(tx, FIND_DEFAULT, [userId]);
  }

  /** @returns whether all of them are his */
  async lock(tx: Tx, userId: string, ids: readonly string[]): Promise<boolean> {
    const rows = await namedQuery<{ id: string }>(tx, LOCK, [userId, ids]);
    return rows.length === ids.length;
  }

  share(
    tx: Tx,
    userId: string,
    id: string,
    shareId: string | null,
    hash: string | null,
  ): Promise<string | null> {
    return idOf(tx, SHARE, [userId, id, shareId, hash]);
  }
}

async function idOf(tx: Tx, statement: Statement, values: unknown[]): Promise<string | null> {
  const [row] = await namedQuery<{ id: string }>(tx, statement, values);
  return row?.id ?? null;
}
