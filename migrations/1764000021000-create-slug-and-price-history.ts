import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { appendOnlyTriggers, dropTables, touchTriggers } from './sql.js';

/** Things with an address, and their tables. */
const KINDS = {
  product: 'products',
  category: 'categories',
  brand: 'brands',
  collection: 'collections',
} as const;
const kinds = Object.entries(KINDS);

/** Slugs that moved and still lead somewhere; one slug for one thing in all languages; old prices. */
export class CreateSlugAndPriceHistory1764000021000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(SLUG_HISTORY);
    await queryRunner.query(touchTriggers('slug_history'));
    await queryRunner.query(KEEP_SLUGS);
    await queryRunner.query(CLAIM_SLUGS);
    await queryRunner.query(PRICE_HISTORY);
    await queryRunner.query(appendOnlyTriggers('variant_price_history'));
    await queryRunner.query(RECORD_PRICES);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP TRIGGER variant_prices_history_delete ON variant_prices;
      DROP TRIGGER variant_prices_history ON variant_prices;
      DROP TRIGGER product_variants_price_history ON product_variants;
      DROP FUNCTION record_other_price();
      DROP FUNCTION record_variant_price();
      DROP FUNCTION end_price(uuid, text, numeric, numeric, timestamptz);
      ${kinds
        .map(
          ([, table]) => `DROP TRIGGER ${table}_claim_slug ON ${table};
      DROP TRIGGER ${table}_claim_slugs ON ${table};
      DROP TRIGGER ${table}_keep_slug ON ${table};`,
        )
        .join('\n')}
      DROP TRIGGER catalog_translations_claim_slug ON catalog_translations;
      DROP TRIGGER catalog_translations_keep_slug_delete ON catalog_translations;
      DROP TRIGGER catalog_translations_keep_slug ON catalog_translations;
      DROP FUNCTION claim_translated_slug();
      DROP FUNCTION claim_new_slugs();
      DROP FUNCTION claim_changed_slug();
      DROP FUNCTION take_slugs(text, uuid[], text[]);
      DROP FUNCTION keep_translated_slug();
      DROP FUNCTION keep_own_slug();
      DROP FUNCTION keep_slug(text, uuid, text);
      ${dropTables('variant_price_history', 'slug_history')}
    `);
  }
}

// A slug leads to the last thing that had it and gave it up: by its id, so that a way round
// (a, b, a) has no length. Whoever lives at a slug comes before its history.
const SLUG_HISTORY = `
  CREATE TABLE slug_history (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    product_id UUID REFERENCES products (id) ON DELETE CASCADE,
    category_id UUID REFERENCES categories (id) ON DELETE CASCADE,
    brand_id UUID REFERENCES brands (id) ON DELETE CASCADE,
    collection_id UUID REFERENCES collections (id) ON DELETE CASCADE,
    slug VARCHAR NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    CONSTRAINT ck_slug_history_owner CHECK (num_nonnulls(product_id, category_id, brand_id, collection_id) = 1)
  );
  ${kinds
    .map(
      ([kind]) => `
  CREATE UNIQUE INDEX uq_slug_history_${kind} ON slug_history (slug) WHERE ${kind}_id IS NOT NULL;
  CREATE INDEX idx_slug_history_${kind}_id ON slug_history (${kind}_id) WHERE ${kind}_id IS NOT NULL;`,
    )
    .join('')}
`;

const TABLE_OF_KIND = `CASE kind WHEN 'category' THEN 'categories' ELSE kind || 's' END`;
const KIND_OF = (row: string): string => `CASE WHEN ${row}.product_id IS NOT NULL THEN 'product'
      WHEN ${row}.category_id IS NOT NULL THEN 'category' WHEN ${row}.brand_id IS NOT NULL THEN 'brand'
      WHEN ${row}.collection_id IS NOT NULL THEN 'collection' END`;
const OWNER_OF = (row: string): string =>
  `COALESCE(${row}.product_id, ${row}.category_id, ${row}.brand_id, ${row}.collection_id)`;

// A translation that goes because its thing goes leaves no trace: there is nothing to lead to.
const KEEP_SLUGS = `
  CREATE FUNCTION keep_slug(kind text, owner uuid, old_slug text) RETURNS void LANGUAGE plpgsql AS $$
  BEGIN
    EXECUTE format('INSERT INTO slug_history (%1$I, slug)
        SELECT t.id, $2 FROM %2$I t WHERE t.id = $1
        ON CONFLICT (slug) WHERE %1$I IS NOT NULL DO UPDATE SET %1$I = EXCLUDED.%1$I',
      kind || '_id', ${TABLE_OF_KIND}) USING owner, old_slug;
  END $$;

  CREATE FUNCTION keep_own_slug() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM keep_slug(TG_ARGV[0], OLD.id, OLD.slug);
    RETURN NULL;
  END $$;

  CREATE FUNCTION keep_translated_slug() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM keep_slug(${KIND_OF('OLD')}, ${OWNER_OF('OLD')}, OLD.slug);
    RETURN NULL;
  END $$;

  ${kinds
    .map(
      ([kind, table]) => `
  CREATE TRIGGER ${table}_keep_slug AFTER UPDATE OF slug ON ${table}
    FOR EACH ROW WHEN (OLD.slug <> NEW.slug) EXECUTE FUNCTION keep_own_slug('${kind}');`,
    )
    .join('')}
  CREATE TRIGGER catalog_translations_keep_slug AFTER UPDATE OF slug ON catalog_translations
    FOR EACH ROW WHEN (OLD.slug IS NOT NULL AND OLD.slug IS DISTINCT FROM NEW.slug)
    EXECUTE FUNCTION keep_translated_slug();
  CREATE TRIGGER catalog_translations_keep_slug_delete AFTER DELETE ON catalog_translations
    FOR EACH ROW WHEN (OLD.slug IS NOT NULL) EXECUTE FUNCTION keep_translated_slug();
`;

// A slug is an address in every language, so no two living things of a kind may have it, be it
// their own or a translated one. Own slugs have their unique index; this is about own against
// translated and translated against translated. Writers of translations lock the slug's bucket
// alone, writers of things share it: those wait for a translation, never for each other. 64 buckets,
// so that an import of a million products holds 64 locks. A deleted thing gives its translated slugs up
// when somebody wants them.
const CLAIM_SLUGS = `
  CREATE FUNCTION take_slugs(kind text, owners uuid[], slugs text[]) RETURNS void LANGUAGE plpgsql AS $$
  DECLARE
    taken boolean;
    others text := format('FROM unnest($1, $2) AS n (id, slug)
      JOIN catalog_translations t ON t.slug = n.slug AND t.%1$I IS NOT NULL AND t.%1$I <> n.id
      JOIN %2$I o ON o.id = t.%1$I', kind || '_id', ${TABLE_OF_KIND});
  BEGIN
    EXECUTE 'SELECT EXISTS (SELECT 1 ' || others || ')' INTO taken USING owners, slugs;
    IF NOT taken THEN RETURN; END IF;
    EXECUTE 'UPDATE catalog_translations SET slug = NULL
      WHERE id IN (SELECT t.id ' || others || ' WHERE o.deleted_at IS NOT NULL)' USING owners, slugs;
    EXECUTE 'SELECT EXISTS (SELECT 1 ' || others || ')' INTO taken USING owners, slugs;
    IF taken THEN
      RAISE EXCEPTION 'the slug is taken in another language'
        USING ERRCODE = 'unique_violation', CONSTRAINT = 'uq_catalog_translations_' || kind || '_slug';
    END IF;
  END $$;

  CREATE FUNCTION claim_new_slugs() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    met boolean;
  BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtext(TG_ARGV[0] || ' slugs'), b.bucket)
      FROM (SELECT DISTINCT abs(hashtext(n.slug) % 64) AS bucket FROM new_rows n ORDER BY 1) b;
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM new_rows n JOIN catalog_translations t
      ON t.slug = n.slug AND t.%I IS NOT NULL)', TG_ARGV[0] || '_id') INTO met;
    IF met THEN
      PERFORM take_slugs(TG_ARGV[0], array_agg(n.id), array_agg(n.slug::text)) FROM new_rows n;
    END IF;
    RETURN NULL;
  END $$;

  CREATE FUNCTION claim_changed_slug() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtext(TG_ARGV[0] || ' slugs'), abs(hashtext(NEW.slug) % 64));
    PERFORM take_slugs(TG_ARGV[0], ARRAY[NEW.id], ARRAY[NEW.slug::text]);
    RETURN NULL;
  END $$;

  CREATE FUNCTION claim_translated_slug() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    kind text := ${KIND_OF('NEW')};
    owner uuid := ${OWNER_OF('NEW')};
    taken boolean;
  BEGIN
    IF kind IS NULL THEN
      RAISE EXCEPTION 'attributes have no slug' USING ERRCODE = 'check_violation';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext(kind || ' slugs'), abs(hashtext(NEW.slug) % 64));
    PERFORM take_slugs(kind, ARRAY[owner], ARRAY[NEW.slug::text]);
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I o WHERE o.slug = $1 AND o.id <> $2 AND o.deleted_at IS NULL)',
      ${TABLE_OF_KIND}) INTO taken USING NEW.slug, owner;
    IF taken THEN
      RAISE EXCEPTION 'the slug is taken'
        USING ERRCODE = 'unique_violation', CONSTRAINT = 'uq_catalog_translations_' || kind || '_slug';
    END IF;
    RETURN NEW;
  END $$;

  ${kinds
    .map(
      ([kind, table]) => `
  CREATE TRIGGER ${table}_claim_slugs AFTER INSERT ON ${table}
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION claim_new_slugs('${kind}');
  CREATE TRIGGER ${table}_claim_slug AFTER UPDATE OF slug, deleted_at ON ${table}
    FOR EACH ROW WHEN (NEW.deleted_at IS NULL AND (OLD.slug <> NEW.slug OR OLD.deleted_at IS NOT NULL))
    EXECUTE FUNCTION claim_changed_slug('${kind}');`,
    )
    .join('')}
  CREATE TRIGGER catalog_translations_claim_slug BEFORE INSERT OR UPDATE OF slug ON catalog_translations
    FOR EACH ROW WHEN (NEW.slug IS NOT NULL) EXECUTE FUNCTION claim_translated_slug();
`;

// Prices that are over: a new variant writes nothing. The one that counts now is in the variant, and
// counts since the last of these ended or the variant was made. Currency NULL is the shop's own.
const PRICE_HISTORY = `
  CREATE TABLE variant_price_history (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    variant_id UUID NOT NULL REFERENCES product_variants (id) ON DELETE CASCADE,
    currency VARCHAR(3),
    price DECIMAL(10,2) NOT NULL,
    compare_at_price DECIMAL(10,2),
    valid_from TIMESTAMPTZ NOT NULL,
    valid_to TIMESTAMPTZ NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    CONSTRAINT ck_variant_price_history_times CHECK (valid_from < valid_to)
  );
  CREATE INDEX idx_variant_price_history_variant_id ON variant_price_history (variant_id, valid_to DESC);
  CREATE INDEX idx_variant_price_history_valid_to ON variant_price_history (valid_to);
`;

// A price that was set and replaced in one transaction never counted. One that another transaction set
// after this one had begun did: its end is taken from the clock.
const RECORD_PRICES = `
  CREATE FUNCTION end_price(variant uuid, in_currency text, old_price numeric, old_compare_at numeric, made_at timestamptz)
  RETURNS void LANGUAGE plpgsql AS $$
  DECLARE
    since timestamptz := COALESCE((SELECT max(h.valid_to) FROM variant_price_history h
      WHERE h.variant_id = variant AND h.currency IS NOT DISTINCT FROM in_currency), '-infinity');
  BEGIN
    since := GREATEST(since, LEAST(made_at, now()));
    IF since = now() THEN RETURN; END IF;
    INSERT INTO variant_price_history (variant_id, currency, price, compare_at_price, valid_from, valid_to)
      SELECT v.id, in_currency, old_price, old_compare_at, since, CASE WHEN since < now() THEN now() ELSE clock_timestamp() END
      FROM product_variants v WHERE v.id = variant;
  END $$;

  CREATE FUNCTION record_variant_price() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM end_price(OLD.id, NULL, OLD.price, OLD.compare_at_price, OLD.created_at);
    RETURN NULL;
  END $$;
  CREATE TRIGGER product_variants_price_history AFTER UPDATE OF price, compare_at_price ON product_variants
    FOR EACH ROW WHEN ((OLD.price, OLD.compare_at_price) IS DISTINCT FROM (NEW.price, NEW.compare_at_price))
    EXECUTE FUNCTION record_variant_price();

  CREATE FUNCTION record_other_price() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM end_price(OLD.variant_id, OLD.currency, OLD.price, OLD.compare_at_price, OLD.created_at);
    RETURN NULL;
  END $$;
  CREATE TRIGGER variant_prices_history AFTER UPDATE OF price, compare_at_price ON variant_prices
    FOR EACH ROW WHEN ((OLD.price, OLD.compare_at_price) IS DISTINCT FROM (NEW.price, NEW.compare_at_price))
    EXECUTE FUNCTION record_other_price();
  CREATE TRIGGER variant_prices_history_delete AFTER DELETE ON variant_prices
    FOR EACH ROW EXECUTE FUNCTION record_other_price();
`;
