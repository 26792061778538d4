import { Injectable } from '@nestjs/common';
import { Db } from '../../../../database/db.js';
import { namedQuery } from '../../../../database/named-query.js';
import type { Tx } from '../../../../database/unit-of-work.js';

/** A value of an attribute, and how many living variants have it. */
export interface AttributeValueView {
  readonly id: number;
  readonly code: string;
  readonly value: string;
  readonly position: number;
  readonly variantCount: number;
}

/** An attribute with its values in their order; lists leave the values out. */
export interface AttributeView {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly position: number;
  readonly valueCount: number;
  readonly values?: readonly AttributeValueView[];
}

/** What an attribute or value is made of; a code of null is made from the name. */
export interface AttributeWords {
  readonly name: string;
  readonly code: string | null;
}

const LINE = `a.id, a.code, a.name, a.position,
  (SELECT count(*)::int FROM attribute_values v WHERE v.attribute_id = a.id) AS "valueCount"`;

const LIST = {
  name: 'attributes-list',
  text: `SELECT ${LINE} FROM attributes a
    WHERE ($1::text IS NULL OR strpos(unaccent(lower(a.name)), unaccent(lower($1))) > 0)
      AND ($2::int IS NULL OR (a.position, a.id) > ($2::int, $3::int))
    ORDER BY a.position, a.id LIMIT $4`,
};

const FIND = {
  name: 'attributes-find',
  text: `SELECT ${LINE}, COALESCE((SELECT json_agg(json_build_object('id', v.id, 'code', v.code, 'value', v.value,
        'position', v.position, 'variantCount', COALESCE(u.n, 0)) ORDER BY v.position, v.id)
      FROM attribute_values v
      LEFT JOIN (SELECT va.attribute_value_id, count(*) AS n FROM attribute_values o
          JOIN variant_attributes va ON va.attribute_value_id = o.id
          JOIN product_variants pv ON pv.id = va.variant_id AND pv.deleted_at IS NULL
          WHERE o.attribute_id = $1 GROUP BY 1) u ON u.attribute_value_id = v.id
      WHERE v.attribute_id = a.id), '[]'::json) AS values
    FROM attributes a WHERE a.id = $1`,
};

/** All that change an attribute or its values take turns. FOR UPDATE: new values wait as well. */
const LOCK = { name: 'attributes-lock', text: `SELECT 1 FROM attributes WHERE id = $1 FOR UPDATE` };

const LOCK_VALUES = {
  name: 'attributes-lock-values',
  text: `SELECT id FROM attribute_values WHERE attribute_id = $1 AND id = ANY ($2::int[]) ORDER BY id FOR UPDATE`,
};

const INSERT = {
  name: 'attributes-insert',
  text: `INSERT INTO attributes (name, code, position)
    VALUES ($1, $2, (SELECT COALESCE(max(position), 0) + 1 FROM attributes)) RETURNING id`,
};

const UPDATE = { name: 'attributes-update', text: `UPDATE attributes SET name = $2 WHERE id = $1` };

const INSERT_VALUES = {
  name: 'attributes-insert-values',
  text: `INSERT INTO attribute_values (attribute_id, value, code, position)
    SELECT $1, w.value, w.code, w.n + (SELECT COALESCE(max(position), 0) FROM attribute_values WHERE attribute_id = $1)
    FROM unnest($2::text[], $3::text[]) WITH ORDINALITY w(value, code, n) ORDER BY w.n`,
};

const UPDATE_VALUE = {
  name: 'attributes-update-value',
  text: `UPDATE attribute_values SET value = $3 WHERE id = $2 AND attribute_id = $1 RETURNING id`,
};

/** Variants, deleted ones too: they may come back. $2 null asks about all values. */
const COUNT_USES = {
  name: 'attributes-count-uses',
  text: `SELECT count(DISTINCT va.variant_id)::int AS n FROM attribute_values v
    JOIN variant_attributes va ON va.attribute_value_id = v.id
    WHERE v.attribute_id = $1 AND ($2::int IS NULL OR v.id = $2)`,
};

const DELETE_VALUES = {
  name: 'attributes-delete-values',
  text: `DELETE FROM attribute_values WHERE attribute_id = $1 AND ($2::int IS NULL OR id = $2)`,
};

const DELETE = { name: 'attributes-delete', text: `DELETE FROM attributes WHERE id = $1` };

const ORDER = {
  name: 'attributes-order',
  text: `WITH wanted AS (SELECT w.id, w.n FROM unnest($1::int[]) WITH ORDINALITY w(id, n)),
    numbered AS (SELECT a.id, row_number() OVER (ORDER BY w.n NULLS LAST, a.position, a.id)::int AS place
      FROM attributes a LEFT JOIN wanted w ON w.id = a.id),
    changed AS (UPDATE attributes a SET position = n.place FROM numbered n WHERE a.id = n.id AND a.position <> n.place)
    SELECT w.id FROM wanted w WHERE NOT EXISTS (SELECT 1 FROM numbered n WHERE n.id = w.id)`,
};

const ORDER_VALUES = {
  name: 'attributes-order-values',
  text: `WITH wanted AS (SELECT w.id, w.n FROM unnest($2::int[]) WITH ORDINALITY w(id, n)),
    numbered AS (SELECT v.id, row_number() OVER (ORDER BY w.n NULLS LAST, v.position, v.id)::int AS place
      FROM attribute_values v LEFT JOIN wanted w ON w.id = v.id WHERE v.attribute_id = $1),
    changed AS (UPDATE attribute_values v SET position = n.place FROM numbered n WHERE v.id = n.id AND v.position <> n.place)
    SELECT w.id FROM wanted w WHERE NOT EXISTS (SELECT 1 FROM numbered n WHERE n.id = w.id)`,
};

const LOCK_ORDER = {
  name: 'attributes-lock-order',
  text: `SELECT pg_advisory_xact_lock(hashtextextended('attributes.order', 0))`,
};

// A variant that has both keeps one. Deleted variants come along: nothing may name the old value.
const MERGE = {
  name: 'attributes-merge-values',
  text: `WITH twice AS (
      DELETE FROM variant_attributes o WHERE o.attribute_value_id = $1 AND EXISTS (
        SELECT 1 FROM variant_attributes n WHERE n.variant_id = o.variant_id AND n.attribute_value_id = $2)
      RETURNING o.variant_id)
    UPDATE variant_attributes o SET attribute_value_id = $2
    WHERE o.attribute_value_id = $1 AND o.variant_id NOT IN (SELECT t.variant_id FROM twice t)`,
};

/** Living variants of one product that would have the same values once $1 is $2. */
const COUNT_COLLISIONS = {
  name: 'attributes-count-collisions',
  text: `SELECT count(*)::int AS n FROM (
      SELECT 1 FROM product_variants pv
      JOIN LATERAL (SELECT array_agg(DISTINCT CASE va.attribute_value_id WHEN $1::int THEN $2::int
            ELSE va.attribute_value_id END) AS ids
          FROM variant_attributes va WHERE va.variant_id = pv.id) k ON true
      WHERE pv.deleted_at IS NULL AND pv.product_id IN (SELECT v.product_id FROM product_variants v
        JOIN variant_attributes va ON va.variant_id = v.id WHERE va.attribute_value_id = $1)
      GROUP BY pv.product_id, k.ids HAVING count(*) > 1) alike`,
};

interface IdRow {
  readonly id: number;
}

/** Attributes and their values. */
@Injectable()
export class AttributesRepository {
  constructor(private readonly db: Db) {}

  /** One more than asked for when there is a next page. */
  async list(
    q: string | null,
    after: { readonly position: number; readonly id: number } | null,
    limit: number,
  ): Promise<AttributeView[]> {
    const position = [after?.position ?? null, after?.id ?? null];
    return this.db.query<AttributeView>(LIST, [q, ...position, limit + 1]);
  }

  async find(tx: Tx | null, id: number): Promise<AttributeView | null> {
    const [row] = await namedQuery<AttributeView>(tx ?? this.db, FIND, [id]);
    return row ?? null;
  }

  async lock(tx: Tx, id: number): Promise<void> {
    await namedQuery(tx, LOCK, [id]);
  }

  /** Also against variants that are given these values. @returns the ids that are there */
  async lockValues(tx: Tx, id: number, valueIds: readonly number[]): Promise<number[]> {
    return (await namedQuery<IdRow>(tx, LOCK_VALUES, [id, valueIds])).map((row) => row.id);
  }

  async insert(tx: Tx, { name, code }: AttributeWords): Promise<number> {
    const [row] = await namedQuery<IdRow>(tx, INSERT, [name, code]);
    if (row === undefined) throw new Error('An insert gave no row');
    return row.id;
  }

  async rename(tx: Tx, id: number, name: string): Promise<void> {
    await namedQuery(tx, UPDATE, [id, name]);
  }

  /** Behind the values that are there. */
  async insertValues(tx: Tx, id: number, values: readonly AttributeWords[]): Promise<void> {
    if (values.length === 0) return;
    const words = [values.map(({ name }) => name), values.map(({ code }) => code)];
    await namedQuery(tx, INSERT_VALUES, [id, ...words]);
  }

  /** @returns whether the attribute has such a value */
  async renameValue(tx: Tx, id: number, valueId: number, value: string): Promise<boolean> {
    return (await namedQuery(tx, UPDATE_VALUE, [id, valueId, value])).length === 1;
  }

  /** Variants that have a value, or any. */
  async countUses(tx: Tx, id: number, valueId: number | null): Promise<number> {
    const [row] = await namedQuery<{ n: number }>(tx, COUNT_USES, [id, valueId]);
    return row?.n ?? 0;
  }

  async deleteValues(tx: Tx, id: number, valueId: number | null): Promise<void> {
    await namedQuery(tx, DELETE_VALUES, [id, valueId]);
  }

  async delete(tx: Tx, id: number): Promise<void> {
    await namedQuery(tx, DELETE, [id]);
  }

  /** @returns ids that are none */
  async order(tx: Tx, ids: readonly number[]): Promise<number[]> {
    await namedQuery(tx, LOCK_ORDER);
    return (await namedQuery<IdRow>(tx, ORDER, [ids])).map((row) => row.id);
  }

  /** @returns ids that are none of this attribute */
  async orderValues(tx: Tx, id: number, valueIds: readonly number[]): Promise<number[]> {
    return (await namedQuery<IdRow>(tx, ORDER_VALUES, [id, valueIds])).map((row) => row.id);
  }

  async countCollisions(tx: Tx, fromId: number, intoId: number): Promise<number> {
    const [row] = await namedQuery<{ n: number }>(tx, COUNT_COLLISIONS, [fromId, intoId]);
    return row?.n ?? 0;
  }

  async merge(tx: Tx, fromId: number, intoId: number): Promise<void> {
    await namedQuery(tx, MERGE, [fromId, intoId]);
  }
}
