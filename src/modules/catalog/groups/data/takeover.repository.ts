import { Injectable } from '@nestjs/common';
import { namedQuery } from '../../../../database/named-query.js';
import type { Tx } from '../../../../database/unit-of-work.js';
import type { GroupTable } from '../groups.types.js';

/** All that change the tree take turns; the triggers that keep the paths hold the same lock. */
const LOCK_TREE = {
  name: 'groups-lock-tree',
  text: `SELECT pg_advisory_xact_lock(hashtextextended('categories.path', 0))`,
};

/** Rows of siblings are numbered by one at a time. */
const LOCK_ORDER = {
  name: 'groups-lock-order',
  text: `SELECT pg_advisory_xact_lock(hashtextextended('groups.order/' || $1::text, 0))`,
};

const MOVE = {
  name: 'groups-move-category',
  text: `UPDATE categories SET parent_id = $2 WHERE id = $1`,
};

const PLACE = {
  name: 'groups-place-category',
  text: `WITH others AS (
      SELECT g.id, row_number() OVER (ORDER BY g.display_order, g.name, g.id) AS n FROM categories g
      WHERE g.parent_id IS NOT DISTINCT FROM $2::uuid AND g.deleted_at IS NULL AND g.id <> $1),
    placed AS (
      SELECT o.id, (o.n + CASE WHEN o.n > $3::int THEN 1 ELSE 0 END)::int AS place FROM others o
      UNION ALL SELECT $1::uuid, (LEAST($3::int, (SELECT count(*) FROM others)) + 1)::int)
    UPDATE categories c SET display_order = p.place FROM placed p WHERE c.id = p.id AND c.display_order <> p.place`,
};

/** Whether $2 can take over from $1: it is there, another one, and not below it. */
const IS_HEIR: Readonly<Record<'categories' | 'brands', { name: string; text: string }>> = {
  categories: {
    name: 'groups-is-heir-categories',
    text: `SELECT 1 FROM categories h, categories c WHERE h.id = $2 AND c.id = $1
      AND h.deleted_at IS NULL AND h.path NOT LIKE c.path || '%'`,
  },
  brands: {
    name: 'groups-is-heir-brands',
    text: `SELECT 1 FROM brands h WHERE h.id = $2 AND h.id <> $1 AND h.deleted_at IS NULL`,
  },
};

const IS_PARENT = {
  name: 'groups-is-parent',
  text: `SELECT 1 FROM categories WHERE id = $1 AND deleted_at IS NULL`,
};

// Deleted products go along, so that one that is restored is not in something that is gone.
const GIVE_PRODUCTS = {
  categories: {
    name: 'groups-give-products-categories',
    text: `UPDATE products SET category_id = $2 WHERE category_id = $1`,
  },
  brands: {
    name: 'groups-give-products-brands',
    text: `UPDATE products SET brand_id = $2 WHERE brand_id = $1`,
  },
};

const GIVE_CHILDREN = {
  name: 'groups-give-children',
  text: `UPDATE categories c SET parent_id = $2, display_order = c.display_order + h.last
    FROM (SELECT COALESCE(max(s.display_order), 0) AS last FROM categories s
      WHERE s.parent_id = $2 AND s.deleted_at IS NULL) h
    WHERE c.parent_id = $1 AND c.deleted_at IS NULL`,
};

/** What moves between groups: categories in their tree, and what a deleted group leaves to its heir. */
@Injectable()
export class TakeoverRepository {
  async lockTree(tx: Tx): Promise<void> {
    await namedQuery(tx, LOCK_TREE);
  }

  async lockOrder(tx: Tx, table: GroupTable): Promise<void> {
    await namedQuery(tx, LOCK_ORDER, [table]);
  }

  async isParent(tx: Tx, id: string): Promise<boolean> {
    return (await namedQuery(tx, IS_PARENT, [id])).length === 1;
  }

  /** Behind {@link lockTree}. */
  async move(tx: Tx, id: string, parentId: string | null): Promise<void> {
    await namedQuery(tx, MOVE, [id, parentId]);
  }

  /** Numbers the siblings with this one at a place counted from 0; beyond the end is the end. */
  async place(tx: Tx, id: string, parentId: string | null, place: number): Promise<void> {
    await namedQuery(tx, PLACE, [id, parentId, place]);
  }

  async isHeir(
    tx: Tx,
    table: 'categories' | 'brands',
    id: string,
    heirId: string,
  ): Promise<boolean> {
    return (await namedQuery(tx, IS_HEIR[table], [id, heirId])).length === 1;
  }

  /** Products, and the categories below. */
  async giveAll(tx: Tx, table: 'categories' | 'brands', id: string, heirId: string): Promise<void> {
    if (table === 'categories') await namedQuery(tx, GIVE_CHILDREN, [id, heirId]);
    await namedQuery(tx, GIVE_PRODUCTS[table], [id, heirId]);
  }
}
