import { Injectable } from '@nestjs/common';
import { Db } from '../../../../database/db.js';
import { namedQuery } from '../../../../database/named-query.js';
import type { Tx } from '../../../../database/unit-of-work.js';

/** A product in a collection, as staff sees it. */
export interface CollectionMember {
  readonly productId: string;
  readonly slug: string;
  readonly name: string;
  readonly published: boolean;
  /** Put in by hand: rules do not take it out. */
  readonly pinned: boolean;
  /** Text, because it may have eleven digits. */
  readonly position: string;
}

const LIST = {
  name: 'collection-products-list',
  text: `SELECT p.id AS "productId", p.slug, p.name, p.published, NOT cp.by_rule AS pinned, cp.position::text AS position
    FROM collection_products cp JOIN products p ON p.id = cp.product_id
    WHERE cp.collection_id = $1 AND p.deleted_at IS NULL
      AND ($2::bigint IS NULL OR (cp.position, cp.product_id) > ($2::bigint, $3::uuid))
    ORDER BY cp.position, cp.product_id LIMIT $4`,
};

const HAND_ORDER = {
  name: 'collection-products-hand-order',
  text: `SELECT COALESCE(md5(string_agg(product_id::text, ',' ORDER BY position, product_id)), '') AS digest
    FROM collection_products WHERE collection_id = $1 AND NOT by_rule`,
};

const UNKNOWN = {
  name: 'collection-products-unknown',
  text: `SELECT w.id FROM unnest($1::uuid[]) w(id)
    WHERE NOT EXISTS (SELECT 1 FROM products p WHERE p.id = w.id AND p.deleted_at IS NULL)`,
};

// Those that are in already by hand keep their place; one that a rule had put in comes to the end.
const ADD = {
  name: 'collection-products-add',
  text: `INSERT INTO collection_products AS cp (collection_id, product_id, position)
    SELECT $1, w.id, l.last + w.n FROM unnest($2::uuid[]) WITH ORDINALITY w(id, n),
      (SELECT COALESCE(max(h.position), 0) AS last FROM collection_products h
        WHERE h.collection_id = $1 AND NOT h.by_rule) l
    ORDER BY w.id
    ON CONFLICT (collection_id, product_id) DO UPDATE SET by_rule = false, position = EXCLUDED.position
    WHERE cp.by_rule`,
};

const REMOVE = {
  name: 'collection-products-remove',
  text: `DELETE FROM collection_products WHERE collection_id = $1 AND product_id = $2 AND NOT by_rule RETURNING 1`,
};

const SET = {
  name: 'collection-products-set',
  text: `WITH gone AS (
      DELETE FROM collection_products cp WHERE cp.collection_id = $1 AND NOT cp.by_rule AND cp.product_id <> ALL ($2::uuid[]))
    INSERT INTO collection_products AS cp (collection_id, product_id, position)
    SELECT $1, w.id, w.n FROM unnest($2::uuid[]) WITH ORDINALITY w(id, n) ORDER BY w.id
    ON CONFLICT (collection_id, product_id) DO UPDATE SET by_rule = false, position = EXCLUDED.position
    WHERE cp.by_rule OR cp.position <> EXCLUDED.position`,
};

/** What people put into collections. Writers hold the collection's row. */
@Injectable()
export class CollectionProductsRepository {
  constructor(private readonly db: Db) {}

  /** In the order of the collection, one more than asked for when there is a next page. */
  async list(
    collectionId: string,
    after: { readonly position: string; readonly productId: string } | null,
    limit: number,
  ): Promise<CollectionMember[]> {
    return this.db.query<CollectionMember>(LIST, [
      collectionId,
      after?.position ?? null,
      after?.productId ?? null,
      limit + 1,
    ]);
  }

  /** Says whether the order by hand is still the same. */
  async handDigest(tx: Tx | null, collectionId: string): Promise<string> {
    const [row] = await namedQuery<{ digest: string }>(tx ?? this.db, HAND_ORDER, [collectionId]);
    return row?.digest ?? '';
  }

  /** Ids of which there is no living product. */
  async unknown(tx: Tx, productIds: readonly string[]): Promise<string[]> {
    const rows = await namedQuery<{ id: string }>(tx, UNKNOWN, [productIds]);
    return rows.map(({ id }) => id);
  }

  async add(tx: Tx, collectionId: string, productIds: readonly string[]): Promise<void> {
    await namedQuery(tx, ADD, [collectionId, productIds]);
  }

  /** @returns whether it was there, put in by hand */
  async remove(tx: Tx, collectionId: string, productId: string): Promise<boolean> {
    return (await namedQuery(tx, REMOVE, [collectionId, productId])).length === 1;
  }

  /** Those put in by hand are these from now on, in this order. */
  async set(tx: Tx, collectionId: string, productIds: readonly string[]): Promise<void> {
    await namedQuery(tx, SET, [collectionId, productIds]);
  }
}
