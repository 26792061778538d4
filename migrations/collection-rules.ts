import { BY_HASH, BY_INDEX } from './sql.js';

/**
 * SQL of collections that pick their products by rules. A rule is a JSON document that
 * `src/modules/catalog/groups/domain/collection-rules.ts` has checked; here it becomes a statement.
 *
 * Rows of `collection_products` that are `by_rule` belong to the rules, all others to people: what was
 * put in by hand stays, stands first and does not count towards the rule's limit.
 */

/** Puts the rows by hand (below 10^6) before those by rule, whose positions are made from what they are sorted by. */
const POSITIONS = `
    CASE COALESCE(rules->>'sort', '-publishedAt')
      WHEN '-publishedAt' THEN '5102444800 - extract(epoch FROM COALESCE(p.published_at, p.created_at))'
      WHEN 'publishedAt' THEN '1000000000 + extract(epoch FROM COALESCE(p.published_at, p.created_at))'
      WHEN 'price' THEN '1000000000 + COALESCE(pr.price, p.base_price) * 100'
      WHEN '-price' THEN '10999999999 - COALESCE(pr.price, p.base_price) * 100'
      WHEN '-rating' THEN '1000000500 - p.rating_average * 100'
    END`;

// Asked like this no partial index answers it: without statistics one on another column seems the shorter way, and
// is read from end to end for each product. For the same reason OFFSET 0 holds given products apart.
function isLiving(variants: string): string {
  return `COALESCE(${variants}.deleted_at IS NULL, false)`;
}

// Every text is fixed but for the number of the condition: what a rule names goes in as a parameter.
const CONDITIONS = `
    CASE condition->>'field'
      WHEN 'category' THEN format('p.category_id IN (SELECT d.id FROM categories u JOIN categories d ON d.path LIKE u.path || ''%%''
        WHERE u.id = ANY (ARRAY(SELECT jsonb_array_elements_text(%1$s->''in''))::uuid[]))', v)
      WHEN 'brand' THEN format('p.brand_id = ANY (ARRAY(SELECT jsonb_array_elements_text(%s->''in''))::uuid[])', v)
      WHEN 'price' THEN format('COALESCE(pr.price, p.base_price) BETWEEN COALESCE((%1$s->>''min'')::numeric, 0)
        AND COALESCE((%1$s->>''max'')::numeric, 99999999.99)', v)
      WHEN 'attribute' THEN format('EXISTS (SELECT 1 FROM product_variants av
        JOIN variant_attributes va ON va.variant_id = av.id
        JOIN attribute_values x ON x.id = va.attribute_value_id JOIN attributes a ON a.id = x.attribute_id
        WHERE av.product_id = p.id AND av.is_active AND ${isLiving('av')} AND a.code = %1$s->>''code''
          AND x.code = ANY (ARRAY(SELECT jsonb_array_elements_text(%1$s->''in''))))', v)
      WHEN 'custom' THEN CASE
        WHEN condition ? 'in' THEN format('p.custom_fields->(%1$s->>''code'')
          = ANY (ARRAY(SELECT jsonb_array_elements(%1$s->''in'')))', v)
        WHEN COALESCE(jsonb_typeof(condition->'min'), jsonb_typeof(condition->'max')) = 'number' THEN
          format('jsonb_number(p.custom_fields->(%1$s->>''code'')) >= COALESCE((%1$s->>''min'')::numeric, ''-infinity'')
            AND jsonb_number(p.custom_fields->(%1$s->>''code'')) <= COALESCE((%1$s->>''max'')::numeric, ''infinity'')', v)
        ELSE format('p.custom_fields->>(%1$s->>''code'') COLLATE "C" >= COALESCE(%1$s->>''min'', '''')
            AND (NOT %1$s ? ''max'' OR p.custom_fields->>(%1$s->>''code'') COLLATE "C" <= %1$s->>''max'')', v)
      END
      WHEN 'publishedSince' THEN format('COALESCE(p.published_at, p.created_at) >= (%s->>''since'')::timestamptz', v)
      WHEN 'rating' THEN format('p.rating_average >= (%s->>''min'')::numeric', v)
      WHEN 'featured' THEN format('p.featured = (%s->>''is'')::boolean', v)
      WHEN 'onSale' THEN format('(%s->>''is'')::boolean = EXISTS (SELECT 1 FROM product_variants sv WHERE sv.product_id = p.id
        AND sv.is_active AND ${isLiving('sv')} AND sv.compare_at_price > sv.price)', v)
    END`;

const COMPILE = `
  -- A field of a shop's own may hold a number or its digits.
  CREATE FUNCTION jsonb_number(value jsonb) RETURNS numeric LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN value #>> '{}' ~ '^-?[0-9]{1,30}([.][0-9]{1,30})?$' THEN (value #>> '{}')::numeric END
  $$;

  -- A SELECT of (product_id, position); $1 is the rule, $2 the products in question, $3 the collection.
  CREATE FUNCTION collection_rule_sql(rules jsonb, is_narrowed boolean) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
  DECLARE
    condition jsonb;
    v text;
    parts text[] := '{}';
    narrow text := CASE WHEN is_narrowed THEN 'AND %s = ANY ($2)' ELSE '' END;
  BEGIN
    FOR i IN 0 .. jsonb_array_length(rules->'conditions') - 1 LOOP
      condition := rules->'conditions'->i;
      v := format('($1->''conditions''->%s)', i);
      parts := parts || format('COALESCE(%s, false) IS %s', '(' || (${CONDITIONS}) || ')',
        CASE WHEN (condition->>'not')::boolean THEN 'FALSE' ELSE 'TRUE' END);
    END LOOP;
    RETURN format('SELECT p.id AS product_id, floor(%s)::bigint AS position FROM %s', ${POSITIONS},
        CASE WHEN is_narrowed THEN '(SELECT q.* FROM products q WHERE q.id = ANY ($2) OFFSET 0) p' ELSE 'products p' END)
      || CASE WHEN rules->>'sort' LIKE '%price' OR rules->'conditions' @> '[{"field":"price"}]' THEN
        ' LEFT JOIN (SELECT pv.product_id, min(pv.price) AS price FROM product_variants pv
          WHERE pv.is_active AND ${isLiving('pv')} ' || format(narrow, 'pv.product_id') || ' GROUP BY 1) pr ON pr.product_id = p.id'
        ELSE '' END
      || ' WHERE p.published AND p.deleted_at IS NULL AND p.status IN (''active'', ''out_of_stock'') '
      || 'AND NOT EXISTS (SELECT 1 FROM collection_products hand WHERE hand.collection_id = $3
            AND hand.product_id = p.id AND NOT hand.by_rule) AND ('
      || array_to_string(parts, CASE WHEN rules->>'match' = 'any' THEN ' OR ' ELSE ' AND ' END) || ')'
      || CASE WHEN rules->>'limit' IS NULL OR is_narrowed THEN ''
           ELSE ' ORDER BY position, product_id LIMIT ($1->>''limit'')::int' END;
  END $$;
`;

const FOLLOW = `
  -- Makes the rows by rule what the rule says now: of the given products, or of all when there are none given.
  CREATE FUNCTION fill_collection(collection uuid, rules jsonb, product_ids uuid[]) RETURNS void LANGUAGE plpgsql AS $$
  BEGIN
    EXECUTE 'WITH want AS MATERIALIZED (' || collection_rule_sql(rules, product_ids IS NOT NULL) || '),
      gone AS (DELETE FROM collection_products m WHERE m.collection_id = $3 AND m.by_rule '
        || CASE WHEN product_ids IS NULL THEN '' ELSE 'AND m.product_id = ANY ($2) ' END
        || 'AND NOT EXISTS (SELECT 1 FROM want w WHERE w.product_id = m.product_id))
      INSERT INTO collection_products AS m (collection_id, product_id, position, by_rule)
        SELECT $3, w.product_id, w.position, true FROM want w ORDER BY w.product_id
        ON CONFLICT (collection_id, product_id) DO UPDATE SET position = EXCLUDED.position
          WHERE m.by_rule AND m.position <> EXCLUDED.position'
      USING rules, product_ids, collection;
  END $$;

  -- With a limit the place of one product is another one's loss: whether these products matter is asked
  -- first, and then the whole collection is filled, by one transaction at a time.
  CREATE FUNCTION follow_collection_rule(collection uuid, rules jsonb, product_ids uuid[]) RETURNS void LANGUAGE plpgsql AS $$
  DECLARE
    matters boolean;
  BEGIN
    IF rules->>'limit' IS NULL THEN
      PERFORM fill_collection(collection, rules, product_ids);
      RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('collections.rules/' || collection, 0));
    EXECUTE 'SELECT EXISTS (SELECT 1 FROM unnest($2) u (id) CROSS JOIN LATERAL (
        SELECT 1 FROM collection_products m WHERE m.collection_id = $3 AND m.product_id = u.id OFFSET 0) m)
      OR EXISTS (SELECT 1 FROM (' || collection_rule_sql(rules, true) || ') r,
        (SELECT count(*) AS n, max(m.position) AS last FROM collection_products m WHERE m.collection_id = $3 AND m.by_rule) f
        WHERE f.n < ($1->>''limit'')::int OR r.position <= f.last)'
      INTO matters USING rules, product_ids, collection;
    IF matters THEN PERFORM fill_collection(collection, rules, NULL); END IF;
  END $$;

  -- Rules are changed behind an exclusive lock. Who follows them holds it shared, which is at the commit and
  -- short; and so does, for all of his transaction, who saw no rules and so noted nothing. Whoever comes later
  -- sees the new rules, whoever came before is waited for. The row without a product makes the work be done once.
  CREATE FUNCTION note_rule_products(product_ids uuid[]) RETURNS void LANGUAGE plpgsql AS $$
  BEGIN
    IF COALESCE(cardinality(product_ids), 0) = 0 THEN RETURN; END IF;
    IF NOT EXISTS (SELECT 1 FROM collections WHERE rules IS NOT NULL AND deleted_at IS NULL) THEN
      PERFORM pg_advisory_xact_lock_shared(hashtextextended('collections.rules', 0));
      IF NOT EXISTS (SELECT 1 FROM collections WHERE rules IS NOT NULL AND deleted_at IS NULL) THEN RETURN; END IF;
    END IF;
    INSERT INTO collection_rule_changes (transaction_id, product_id)
      SELECT pg_current_xact_id()::text::bigint, n.id
      FROM (SELECT DISTINCT unnest(product_ids) UNION ALL SELECT uuid_nil()) n(id) WHERE n.id IS NOT NULL
      ON CONFLICT DO NOTHING;
  END $$;

  CREATE FUNCTION apply_collection_rules() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    changed uuid[];
    c record;
  BEGIN
    WITH taken AS (
      DELETE FROM collection_rule_changes WHERE transaction_id = pg_current_xact_id()::text::bigint RETURNING product_id
    ) SELECT array_agg(t.product_id) INTO changed FROM taken t WHERE t.product_id <> uuid_nil();
    IF changed IS NULL THEN RETURN NULL; END IF;
    -- Writers of one product take turns, and each statement below sees what the one before has committed.
    PERFORM pg_advisory_xact_lock_shared(hashtextextended('collections.rules', 0));
    PERFORM 1 FROM products p WHERE p.id = ANY (changed) ORDER BY p.id FOR NO KEY UPDATE;
    FOR c IN SELECT g.id, g.rules FROM collections g WHERE g.rules IS NOT NULL AND g.deleted_at IS NULL ORDER BY g.id LOOP
      PERFORM follow_collection_rule(c.id, c.rules, changed);
    END LOOP;
    RETURN NULL;
  END $$;
  CREATE CONSTRAINT TRIGGER collection_rule_changes_apply AFTER INSERT ON collection_rule_changes
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.product_id = '00000000-0000-0000-0000-000000000000')
    EXECUTE FUNCTION apply_collection_rules();
`.replaceAll('uuid_nil()', `'00000000-0000-0000-0000-000000000000'::uuid`);

const NOTE = `
  CREATE FUNCTION note_products_for_rules() RETURNS trigger LANGUAGE plpgsql ${BY_HASH} AS $$
  BEGIN
    IF TG_OP = 'INSERT' THEN
      PERFORM note_rule_products(ARRAY(SELECT n.id FROM new_rows n WHERE n.published));
    ELSE
      PERFORM note_rule_products(ARRAY(SELECT n.id FROM new_rows n JOIN old_rows o ON o.id = n.id
        WHERE (n.published OR o.published)
          AND (n.published, n.deleted_at, n.status, n.category_id, n.brand_id, n.base_price, n.published_at, n.created_at,
            n.featured, n.rating_average, n.custom_fields)
          IS DISTINCT FROM (o.published, o.deleted_at, o.status, o.category_id, o.brand_id, o.base_price, o.published_at,
            o.created_at, o.featured, o.rating_average, o.custom_fields)));
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER products_rules_insert AFTER INSERT ON products
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_products_for_rules();
  CREATE TRIGGER products_rules_update AFTER UPDATE ON products
    REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_products_for_rules();

  -- Row by row on these columns alone, so that a sale does not come here.
  CREATE FUNCTION note_variant_for_rules() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM note_rule_products(ARRAY[NEW.product_id, OLD.product_id]);
    RETURN NULL;
  END $$;
  CREATE TRIGGER product_variants_rules_update
    AFTER UPDATE OF product_id, price, compare_at_price, is_active, deleted_at ON product_variants
    FOR EACH ROW WHEN ((OLD.product_id, OLD.price, OLD.compare_at_price, OLD.is_active, OLD.deleted_at)
      IS DISTINCT FROM (NEW.product_id, NEW.price, NEW.compare_at_price, NEW.is_active, NEW.deleted_at))
    EXECUTE FUNCTION note_variant_for_rules();

  CREATE FUNCTION note_variants_for_rules() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM note_rule_products(ARRAY(SELECT DISTINCT r.product_id FROM changed_rows r));
    RETURN NULL;
  END $$;
  CREATE TRIGGER product_variants_rules_insert AFTER INSERT ON product_variants
    REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_variants_for_rules();
  CREATE TRIGGER product_variants_rules_delete AFTER DELETE ON product_variants
    REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_variants_for_rules();

  CREATE FUNCTION note_variant_values_for_rules() RETURNS trigger LANGUAGE plpgsql ${BY_INDEX} AS $$
  BEGIN
    PERFORM note_rule_products(ARRAY(SELECT DISTINCT v.product_id FROM changed_rows r JOIN product_variants v ON v.id = r.variant_id));
    RETURN NULL;
  END $$;
  CREATE TRIGGER variant_attributes_rules_insert AFTER INSERT ON variant_attributes
    REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_variant_values_for_rules();
  CREATE TRIGGER variant_attributes_rules_update AFTER UPDATE ON variant_attributes
    REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_variant_values_for_rules();
  CREATE TRIGGER variant_attributes_rules_delete AFTER DELETE ON variant_attributes
    REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_variant_values_for_rules();

  CREATE FUNCTION note_moved_categories_for_rules() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM note_rule_products(ARRAY(SELECT p.id FROM new_rows n JOIN old_rows o ON o.id = n.id
      JOIN products p ON p.category_id = n.id WHERE n.path <> o.path AND p.published));
    RETURN NULL;
  END $$;
  CREATE TRIGGER categories_rules AFTER UPDATE ON categories
    REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_moved_categories_for_rules();

  -- What people put in or took out of a collection that has rules.
  CREATE FUNCTION note_hand_picked_for_rules() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM note_rule_products(ARRAY(SELECT DISTINCT r.product_id FROM changed_rows r
      JOIN collections c ON c.id = r.collection_id AND c.rules IS NOT NULL WHERE NOT r.by_rule));
    RETURN NULL;
  END $$;
  CREATE TRIGGER collection_products_rules_insert AFTER INSERT ON collection_products
    REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_hand_picked_for_rules();
  CREATE TRIGGER collection_products_rules_update AFTER UPDATE ON collection_products
    REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_hand_picked_for_rules();
  CREATE TRIGGER collection_products_rules_delete AFTER DELETE ON collection_products
    REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_hand_picked_for_rules();
`;

/** Columns are there already (see the migration). */
export const CREATE_COLLECTION_RULES = [COMPILE, FOLLOW, NOTE].join('\n');

export const DROP_COLLECTION_RULES = `
  DROP FUNCTION note_products_for_rules() CASCADE;
  DROP FUNCTION note_variant_for_rules() CASCADE;
  DROP FUNCTION note_variants_for_rules() CASCADE;
  DROP FUNCTION note_variant_values_for_rules() CASCADE;
  DROP FUNCTION note_moved_categories_for_rules() CASCADE;
  DROP FUNCTION note_hand_picked_for_rules() CASCADE;
  DROP FUNCTION apply_collection_rules() CASCADE;
  DROP FUNCTION note_rule_products(uuid[]);
  DROP FUNCTION follow_collection_rule(uuid, jsonb, uuid[]);
  DROP FUNCTION fill_collection(uuid, jsonb, uuid[]);
  DROP FUNCTION collection_rule_sql(jsonb, boolean);
  DROP FUNCTION jsonb_number(jsonb);
`;
