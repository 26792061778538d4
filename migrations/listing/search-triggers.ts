import { BY_HASH, BY_INDEX } from '../sql.js';

// Each trigger looks at whole statements: one refresh for all products that the statement touched.

const PRODUCTS = `
  CREATE FUNCTION search_changed_products() RETURNS trigger LANGUAGE plpgsql ${BY_HASH} AS $$
  DECLARE
    changed uuid[];
  BEGIN
    IF TG_OP = 'INSERT' THEN
      SELECT array_agg(n.id) INTO changed FROM new_rows n WHERE n.published;
    ELSE
      SELECT array_agg(n.id) INTO changed FROM new_rows n JOIN old_rows o ON o.id = n.id
        WHERE (n.published OR o.published)
          AND (n.name, n.sku, n.short_description, n.description, n.brand_id, n.category_id, n.status, n.published,
            n.rating_count, n.created_at, n.deleted_at)
          IS DISTINCT FROM (o.name, o.sku, o.short_description, o.description, o.brand_id, o.category_id, o.status,
            o.published, o.rating_count, o.created_at, o.deleted_at);
    END IF;
    PERFORM write_product_search(changed);
    RETURN NULL;
  END $$;
  CREATE TRIGGER products_search_insert AFTER INSERT ON products
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_changed_products();
  CREATE TRIGGER products_search_update AFTER UPDATE ON products
    REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION search_changed_products();
`;

// As in list_changed_variants: an UPDATE that moves stock alone must not come here, so the columns are
// named, and what changed is noted row by row in a table that listings and search each have rows in.
const VARIANTS = `
  CREATE FUNCTION search_changed_variants() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM write_product_search(ARRAY(SELECT DISTINCT r.product_id FROM changed_rows r));
    RETURN NULL;
  END $$;
  CREATE TRIGGER product_variants_search_insert AFTER INSERT ON product_variants
    REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION search_changed_variants();
  CREATE TRIGGER product_variants_search_delete AFTER DELETE ON product_variants
    REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION search_changed_variants();

  CREATE FUNCTION note_searched_variant() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO listing_changes (transaction_id, product_id)
      VALUES (-pg_current_xact_id()::text::bigint, NEW.product_id), (-pg_current_xact_id()::text::bigint, OLD.product_id)
      ON CONFLICT DO NOTHING;
    RETURN NULL;
  END $$;
  CREATE TRIGGER product_variants_search_note
    AFTER UPDATE OF product_id, sku, barcode, is_active, deleted_at ON product_variants
    FOR EACH ROW WHEN ((OLD.product_id, OLD.sku, OLD.barcode, OLD.is_active, OLD.deleted_at)
      IS DISTINCT FROM (NEW.product_id, NEW.sku, NEW.barcode, NEW.is_active, NEW.deleted_at))
    EXECUTE FUNCTION note_searched_variant();

  CREATE FUNCTION search_noted_variants() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    noted uuid[];
  BEGIN
    WITH taken AS (
      DELETE FROM listing_changes WHERE transaction_id = -(pg_current_xact_id_if_assigned()::text::bigint)
      RETURNING product_id
    ) SELECT array_agg(t.product_id) INTO noted FROM taken t;
    PERFORM write_product_search(noted);
    RETURN NULL;
  END $$;
  CREATE TRIGGER product_variants_search_update
    AFTER UPDATE OF product_id, sku, barcode, is_active, deleted_at ON product_variants
    FOR EACH STATEMENT EXECUTE FUNCTION search_noted_variants();

  CREATE FUNCTION search_changed_options() RETURNS trigger LANGUAGE plpgsql ${BY_INDEX} AS $$
  BEGIN
    PERFORM write_product_search(ARRAY(SELECT DISTINCT v.product_id FROM changed_rows r
      JOIN product_variants v ON v.id = r.variant_id));
    RETURN NULL;
  END $$;
  CREATE TRIGGER variant_attributes_search_insert AFTER INSERT ON variant_attributes
    REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION search_changed_options();
  CREATE TRIGGER variant_attributes_search_update AFTER UPDATE ON variant_attributes
    REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION search_changed_options();
  CREATE TRIGGER variant_attributes_search_delete AFTER DELETE ON variant_attributes
    REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION search_changed_options();
`;

const NAMES = `
  CREATE FUNCTION search_changed_names() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    changed uuid[];
  BEGIN
    IF TG_TABLE_NAME = 'brands' THEN
      SELECT array_agg(p.id) INTO changed FROM new_rows n JOIN old_rows o ON o.id = n.id JOIN products p ON p.brand_id = n.id
        WHERE p.published AND n.name <> o.name;
    ELSIF TG_TABLE_NAME = 'categories' THEN
      SELECT array_agg(p.id) INTO changed FROM new_rows n JOIN old_rows o ON o.id = n.id JOIN products p ON p.category_id = n.id
        WHERE p.published AND n.name <> o.name;
    ELSE
      SELECT array_agg(DISTINCT pv.product_id) INTO changed FROM new_rows n JOIN old_rows o ON o.id = n.id
        JOIN variant_attributes va ON va.attribute_value_id = n.id JOIN product_variants pv ON pv.id = va.variant_id
        WHERE n.value <> o.value;
    END IF;
    PERFORM refresh_product_search(changed);
    RETURN NULL;
  END $$;
  CREATE TRIGGER brands_search AFTER UPDATE ON brands
    REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION search_changed_names();
  CREATE TRIGGER categories_search AFTER UPDATE ON categories
    REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION search_changed_names();
  CREATE TRIGGER attribute_values_search AFTER UPDATE ON attribute_values
    REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION search_changed_names();
`;

const TRANSLATIONS = `
  CREATE FUNCTION search_translated(product_ids uuid[], brand_ids uuid[], category_ids uuid[], value_ids integer[])
  RETURNS void LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM refresh_product_search(ARRAY(
      SELECT p.id FROM products p WHERE p.published AND p.id = ANY (product_ids)
      UNION SELECT p.id FROM products p WHERE p.published AND p.brand_id = ANY (brand_ids)
      UNION SELECT p.id FROM products p WHERE p.published AND p.category_id = ANY (category_ids)
      UNION SELECT pv.product_id FROM variant_attributes va JOIN product_variants pv ON pv.id = va.variant_id
        WHERE va.attribute_value_id = ANY (value_ids)));
  END $$;

  CREATE FUNCTION search_changed_translations() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM search_translated(array_agg(r.product_id), array_agg(r.brand_id), array_agg(r.category_id),
      array_agg(r.attribute_value_id)) FROM changed_rows r;
    RETURN NULL;
  END $$;
  CREATE TRIGGER catalog_translations_search_insert AFTER INSERT ON catalog_translations
    REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION search_changed_translations();
  CREATE TRIGGER catalog_translations_search_update AFTER UPDATE ON catalog_translations
    REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION search_changed_translations();
  CREATE TRIGGER catalog_translations_search_delete AFTER DELETE ON catalog_translations
    REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION search_changed_translations();
`;

/** What keeps `product_search` right in the transaction of the change. */
export const SEARCH_TRIGGERS = `${PRODUCTS} ${VARIANTS} ${NAMES} ${TRANSLATIONS}`;

const NAMES_OF_TRIGGERS = [
  'products_search_insert ON products',
  'products_search_update ON products',
  'product_variants_search_insert ON product_variants',
  'product_variants_search_delete ON product_variants',
  'product_variants_search_note ON product_variants',
  'product_variants_search_update ON product_variants',
  'variant_attributes_search_insert ON variant_attributes',
  'variant_attributes_search_update ON variant_attributes',
  'variant_attributes_search_delete ON variant_attributes',
  'brands_search ON brands',
  'categories_search ON categories',
  'attribute_values_search ON attribute_values',
  'catalog_translations_search_insert ON catalog_translations',
  'catalog_translations_search_update ON catalog_translations',
  'catalog_translations_search_delete ON catalog_translations',
];

export const SEARCH_TRIGGERS_DOWN = `
  ${NAMES_OF_TRIGGERS.map((name) => `DROP TRIGGER ${name};`).join('\n')}
  DROP FUNCTION search_changed_products();
  DROP FUNCTION search_changed_variants();
  DROP FUNCTION note_searched_variant();
  DROP FUNCTION search_noted_variants();
  DROP FUNCTION search_changed_options();
  DROP FUNCTION search_changed_names();
  DROP FUNCTION search_changed_translations();
  DROP FUNCTION search_translated(uuid[], uuid[], uuid[], integer[]);
`;
