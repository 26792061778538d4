import { BY_INDEX } from '../sql.js';
import { LOCK_PARTS, PRODUCTS_BY_ID, VARIANTS_OF_PRODUCT } from './listing-functions.js';

/**
 * What is searched of a product. Weights: A names in every language, SKUs and barcodes, B the brand,
 * C the category and the values of its variants, D the texts. SKUs and barcodes are kept without their
 * signs and behind a '#', so that a number that is typed finds them and no word does. Names keep their
 * stop words ("Down Jacket", "Sổ tay"), texts do not.
 */
const COMPUTE = `
  CREATE FUNCTION search_code(code text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT '#' || lower(regexp_replace(code, '[^[:alnum:]]', '', 'g'))
  $$;

  CREATE FUNCTION search_words(texts text) RETURNS text[] LANGUAGE sql STABLE AS $$
    SELECT ARRAY(SELECT DISTINCT w.word FROM regexp_split_to_table(lower(unaccent(normalize(texts, NFC))), '[^[:alnum:]]+') w (word)
      WHERE length(w.word) BETWEEN 2 AND 40 AND w.word ~ '[[:alpha:]]' ORDER BY 1)
  $$;

  CREATE FUNCTION compute_product_search(product_ids uuid[])
  RETURNS TABLE (product_id uuid, vector tsvector, words text[], sellable boolean, rating_count integer,
    created_at timestamptz) LANGUAGE sql STABLE AS $$
    SELECT p.id,
      setweight(to_tsvector('eshop_words', normalize(concat_ws(' . ', p.name, t.names), NFC)), 'A')
        || setweight(array_to_tsvector(v.codes), 'A')
        || setweight(to_tsvector('eshop_words', normalize(b.names, NFC)), 'B')
        || setweight(to_tsvector('eshop_words', normalize(concat_ws(' . ', c.names, a.names), NFC)), 'C')
        || setweight(to_tsvector('eshop', normalize(left(concat_ws(' . ', p.short_description, p.description, t.texts), 50000), NFC)), 'D'),
      search_words(concat_ws(' ', p.name, t.names, b.names, c.names, a.names)),
      p.status = 'active', p.rating_count, p.created_at
    FROM ${PRODUCTS_BY_ID}
    CROSS JOIN LATERAL (
      SELECT string_agg(tr.name, ' . ' ORDER BY tr.locale) AS names,
        string_agg(concat_ws(' . ', tr.short_description, tr.description), ' . ' ORDER BY tr.locale) AS texts
      FROM catalog_translations tr WHERE tr.product_id = p.id
    ) t
    CROSS JOIN LATERAL (
      SELECT COALESCE(array_agg(DISTINCT search_code(k.code)) FILTER (WHERE search_code(k.code) <> '#'), '{}') AS codes
      FROM (SELECT p.sku AS code
        UNION ALL SELECT unnest(ARRAY[pv.sku, pv.barcode]) FROM ${VARIANTS_OF_PRODUCT}
          WHERE pv.is_active AND pv.deleted_at IS NULL) k
      WHERE k.code IS NOT NULL
    ) v
    CROSS JOIN LATERAL (
      SELECT COALESCE(string_agg(n.name, ' . '), '') AS names FROM (
        SELECT bd.name FROM brands bd WHERE bd.id = p.brand_id
        UNION ALL (SELECT tr.name FROM catalog_translations tr WHERE tr.brand_id = p.brand_id ORDER BY tr.locale)) n
    ) b
    CROSS JOIN LATERAL (
      SELECT string_agg(n.name, ' . ') AS names FROM (
        SELECT ct.name FROM categories ct WHERE ct.id = p.category_id
        UNION ALL (SELECT tr.name FROM catalog_translations tr WHERE tr.category_id = p.category_id ORDER BY tr.locale)) n
    ) c
    CROSS JOIN LATERAL (
      SELECT string_agg(n.name, ' . ') AS names FROM (
        SELECT concat_ws(' . ', av.value, (SELECT string_agg(tr.name, ' . ' ORDER BY tr.locale) FROM catalog_translations tr
            WHERE tr.attribute_value_id = av.id)) AS name
        FROM attribute_values av WHERE av.id = ANY (ARRAY(
          SELECT DISTINCT va.attribute_value_id FROM ${VARIANTS_OF_PRODUCT} JOIN variant_attributes va ON va.variant_id = pv.id
          WHERE pv.is_active AND pv.deleted_at IS NULL)) ORDER BY av.id) n
    ) a
    WHERE p.published AND p.deleted_at IS NULL AND p.status <> 'inactive'
  $$;
`;

// Writers of one product take turns on its row, as in refresh_product_listings, and read after the wait.
const WRITE = `
  CREATE FUNCTION write_product_search(product_ids uuid[]) RETURNS integer LANGUAGE plpgsql ${BY_INDEX} AS $$
  DECLARE
    written integer;
  BEGIN
    IF COALESCE(cardinality(product_ids), 0) = 0 THEN RETURN 0; END IF;
    ${LOCK_PARTS}
    DELETE FROM product_search s WHERE s.product_id = ANY (product_ids) AND (
      SELECT p.published AND p.deleted_at IS NULL AND p.status <> 'inactive' FROM products p
      WHERE p.id = s.product_id) IS NOT TRUE;
    INSERT INTO product_search AS s (product_id, vector, words, sellable, rating_count, created_at)
      SELECT * FROM compute_product_search(product_ids)
      ON CONFLICT (product_id) DO UPDATE SET vector = EXCLUDED.vector, words = EXCLUDED.words,
        sellable = EXCLUDED.sellable, rating_count = EXCLUDED.rating_count, created_at = EXCLUDED.created_at
      WHERE (s.vector, s.words, s.sellable, s.rating_count, s.created_at) IS DISTINCT FROM
        (EXCLUDED.vector, EXCLUDED.words, EXCLUDED.sellable, EXCLUDED.rating_count, EXCLUDED.created_at);
    GET DIAGNOSTICS written = ROW_COUNT;
    RETURN written;
  END $$;

  -- The words of a renamed brand stand in all of its products. Above a few thousand the rename does
  -- not wait for them: they are noted in the same transaction and worked off by a job.
  CREATE FUNCTION refresh_product_search(product_ids uuid[]) RETURNS void LANGUAGE plpgsql AS $$
  BEGIN
    IF COALESCE(cardinality(product_ids), 0) <= COALESCE(NULLIF(current_setting('app.search_at_once', true), ''), '2000')::int THEN
      PERFORM write_product_search(product_ids);
    ELSE
      INSERT INTO search_changes (product_id)
        SELECT DISTINCT p.id FROM products p WHERE p.id = ANY (product_ids) ORDER BY 1 ON CONFLICT DO NOTHING;
    END IF;
  END $$;
`;

// Words that are new since a while, and the whole count with what is gone. A word nobody has counted
// yet can be corrected to and suggested already.
const VOCABULARY = `
  CREATE FUNCTION add_search_words(since interval) RETURNS integer LANGUAGE plpgsql AS $$
  DECLARE
    added integer;
  BEGIN
    INSERT INTO search_vocabulary (word, product_count)
      SELECT w.word, count(*) FROM product_search s CROSS JOIN LATERAL unnest(s.words) w (word)
      WHERE s.updated_at >= now() - since
        AND NOT EXISTS (SELECT 1 FROM search_vocabulary v WHERE v.word = w.word)
      GROUP BY w.word ORDER BY w.word ON CONFLICT (word) DO NOTHING;
    GET DIAGNOSTICS added = ROW_COUNT;
    RETURN added;
  END $$;

  CREATE OR REPLACE FUNCTION refresh_search_vocabulary() RETURNS integer LANGUAGE plpgsql AS $$
  DECLARE
    changed integer;
  BEGIN
    WITH words AS MATERIALIZED (
      SELECT w.word, count(*)::int AS products FROM product_search s CROSS JOIN LATERAL unnest(s.words) w (word) GROUP BY w.word
    ), gone AS (
      DELETE FROM search_vocabulary v WHERE NOT EXISTS (SELECT 1 FROM words w WHERE w.word = v.word)
    )
    INSERT INTO search_vocabulary (word, product_count) SELECT word, products FROM words ORDER BY word
      ON CONFLICT (word) DO UPDATE SET product_count = EXCLUDED.product_count
      WHERE search_vocabulary.product_count <> EXCLUDED.product_count;
    GET DIAGNOSTICS changed = ROW_COUNT;
    RETURN changed;
  END $$;
`;

// What a typed search means. Where stop words are all there is, they count. A single word that may be a
// SKU or a barcode is also looked for as the beginning of one. search_tsquery_any takes the last word for the
// beginning of one; negated words stay as they are: "a or not b" would be nearly everything. Immutable, as
// websearch_to_tsquery is with its configuration named: so the planner sees the words, and a filter does not
// read them again for each row.
const QUERIES = `
  CREATE FUNCTION search_tsquery(q text) RETURNS tsquery LANGUAGE plpgsql IMMUTABLE AS $$
  DECLARE
    typed text := trim(normalize(q, NFC));
    found tsquery := websearch_to_tsquery('eshop', typed);
  BEGIN
    IF numnode(found) = 0 THEN found := websearch_to_tsquery('eshop_words', typed); END IF;
    IF typed ~ '^[[:alnum:]]+([-_./][[:alnum:]]+)*$' AND typed ~ '[-_./[:digit:]]' AND length(search_code(typed)) > 3 THEN
      found := found || ('''' || search_code(typed) || ''':*')::tsquery;
    END IF;
    RETURN found;
  END $$;

  CREATE FUNCTION search_tsquery_any(q text) RETURNS tsquery LANGUAGE plpgsql IMMUTABLE AS $$
  DECLARE
    found tsquery := search_tsquery(q);
  BEGIN
    IF found::text LIKE '%!%' THEN RETURN found; END IF;
    RETURN regexp_replace(regexp_replace(found::text, ' (&|<(-|[0-9]+)>) ', ' | ', 'g'),
      '''([^'':]+)''$', '''\\1'':*')::tsquery;
  END $$;
`;

export const SEARCH_FUNCTIONS = `${COMPUTE} ${WRITE} ${VOCABULARY} ${QUERIES}`;
