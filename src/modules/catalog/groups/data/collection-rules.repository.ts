import { Injectable } from '@nestjs/common';
import { namedQuery } from '../../../../database/named-query.js';
import type { Tx } from '../../../../database/unit-of-work.js';
import { type CollectionRules, namesIn, type RuleNames } from '../domain/collection-rules.js';

/** Whoever has changed products holds this shared while he commits (`apply_collection_rules`). */
const LOCK = {
  name: 'collection-rules-lock',
  text: `SELECT pg_advisory_xact_lock(hashtextextended('collections.rules', 0))`,
};

/** A large shop takes longer than a request for a page may. */
const TAKE_TIME = {
  name: 'collection-rules-take-time',
  text: `SELECT set_config('statement_timeout', '60s', true)`,
};

const FILL = {
  name: 'collection-rules-fill',
  text: `SELECT fill_collection(c.id, c.rules, NULL) FROM collections c
    WHERE c.id = ANY ($1::uuid[]) AND c.rules IS NOT NULL AND c.deleted_at IS NULL ORDER BY c.id`,
};

// Behind those put in by hand, in the order that they had by the rules.
const FREEZE = {
  name: 'collection-rules-freeze',
  text: `UPDATE collection_products m SET by_rule = false, position = f.last + f.n
    FROM (SELECT cp.id, row_number() OVER (ORDER BY cp.position, cp.product_id) AS n,
        (SELECT COALESCE(max(h.position), 0) FROM collection_products h
          WHERE h.collection_id = $1 AND NOT h.by_rule) AS last
      FROM collection_products cp WHERE cp.collection_id = $1 AND cp.by_rule) f
    WHERE m.id = f.id`,
};

const MISSING = {
  name: 'collection-rules-missing',
  text: `SELECT (n.ord - 1)::int AS index FROM unnest($1::text[], $2::text[]) WITH ORDINALITY n(kind, name, ord)
    WHERE NOT CASE n.kind
      WHEN 'category' THEN EXISTS (SELECT 1 FROM categories c WHERE c.id::text = n.name AND c.deleted_at IS NULL)
      WHEN 'brand' THEN EXISTS (SELECT 1 FROM brands b WHERE b.id::text = n.name AND b.deleted_at IS NULL)
      WHEN 'attribute' THEN EXISTS (SELECT 1 FROM attributes a WHERE a.code = n.name)
      WHEN 'attribute value' THEN EXISTS (SELECT 1 FROM attributes a JOIN attribute_values v ON v.attribute_id = a.id
        WHERE a.code || '/' || v.code = n.name)
      ELSE EXISTS (SELECT 1 FROM product_fields f WHERE f.code = n.name) END
    ORDER BY n.ord`,
};

const NAMING = {
  name: 'collection-rules-naming',
  text: `SELECT 1 FROM collections WHERE rules IS NOT NULL AND strpos(rules::text, $1::uuid::text) > 0 LIMIT 1`,
};

// An id stands nowhere in rules but where it is meant, so that its text can be replaced.
const RENAME = {
  name: 'collection-rules-rename',
  text: `UPDATE collections SET rules = replace(rules::text, $1::uuid::text, $2::uuid::text)::jsonb
    WHERE rules IS NOT NULL AND strpos(rules::text, $1::uuid::text) > 0 RETURNING id`,
};

const NAMING_VALUE = `EXISTS (SELECT 1 FROM jsonb_array_elements(c.rules->'conditions') x
    WHERE x->>'field' = 'attribute' AND x->>'code' = $1 AND ($2::text IS NULL OR x->'in' ? $2))`;

const COUNT_VALUE = {
  name: 'collection-rules-count-value',
  text: `SELECT count(*)::int AS n FROM collections c
    WHERE c.rules IS NOT NULL AND c.deleted_at IS NULL AND ${NAMING_VALUE}`,
};

const RENAME_VALUE = {
  name: 'collection-rules-rename-value',
  text: `UPDATE collections c SET rules = jsonb_set(c.rules, '{conditions}', (
      SELECT jsonb_agg(CASE WHEN x->>'field' = 'attribute' AND x->>'code' = $1 AND x->'in' ? $2
        THEN jsonb_set(x, '{in}', (SELECT jsonb_agg(DISTINCT CASE v WHEN to_jsonb($2::text) THEN to_jsonb($3::text) ELSE v END)
          FROM jsonb_array_elements(x->'in') v)) ELSE x END ORDER BY n)
      FROM jsonb_array_elements(c.rules->'conditions') WITH ORDINALITY e(x, n)))
    WHERE c.rules IS NOT NULL AND ${NAMING_VALUE} RETURNING c.id`,
};

interface IdRow {
  readonly id: string;
}

/** Rules of collections in the database; what they mean is in `migrations/collection-rules.ts`. */
@Injectable()
export class CollectionRulesRepository {
  /** Must come before the first row of a collection is read: no product changes from here to the commit. */
  async lock(tx: Tx): Promise<void> {
    await namedQuery(tx, LOCK);
    await namedQuery(tx, TAKE_TIME);
  }

  /** Makes the products of these collections what their rules say. Behind {@link lock}. */
  async fill(tx: Tx, ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await namedQuery(tx, FILL, [ids]);
  }

  /** What the rules had put in stays, as if it had been put in by hand. */
  async freeze(tx: Tx, id: string): Promise<void> {
    await namedQuery(tx, FREEZE, [id]);
  }

  /** What the rules name and the shop does not have. */
  async missingNames(tx: Tx, rules: CollectionRules): Promise<RuleNames[]> {
    const names = namesIn(rules);
    if (names.length === 0) return [];
    const rows = await namedQuery<{ index: number }>(tx, MISSING, [
      names.map(({ kind }) => kind),
      names.map(({ name }) => name),
    ]);
    return rows.flatMap(({ index }) => names[index] ?? []);
  }

  /** {@link lock}, but only when a rule names this category or brand. */
  async lockNaming(tx: Tx, id: string): Promise<void> {
    if ((await namedQuery(tx, NAMING, [id])).length > 0) await this.lock(tx);
  }

  /**
   * Lets every rule that names the one category or brand name the other. Behind {@link lockNaming}.
   *
   * @returns the collections whose products that changes, to be filled at the end
   */
  async rename(tx: Tx, id: string, heirId: string): Promise<string[]> {
    return (await namedQuery<IdRow>(tx, RENAME, [id, heirId])).map((row) => row.id);
  }

  /** How many collections name an attribute, or one of its values, by their codes. */
  async countNaming(tx: Tx, attribute: string, value: string | null): Promise<number> {
    const [row] = await namedQuery<{ n: number }>(tx, COUNT_VALUE, [attribute, value]);
    return row?.n ?? 0;
  }

  /** {@link rename} for a value of an attribute. Behind {@link lock}. */
  async renameValue(tx: Tx, attribute: string, from: string, to: string): Promise<string[]> {
    return (await namedQuery<IdRow>(tx, RENAME_VALUE, [attribute, from, to])).map((row) => row.id);
  }
}
