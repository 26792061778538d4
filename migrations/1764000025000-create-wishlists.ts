import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { auditTrigger, dropTables, touchTriggers } from './sql.js';

/** Wishlists, and what customers want to be told about variants. */
export class CreateWishlists1764000025000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(WISHLISTS);
    await queryRunner.query(ALERTS);
    await queryRunner.query(RING);
    await queryRunner.query(touchTriggers('wishlists', 'wishlist_items', 'product_alerts'));
    await queryRunner.query(auditTrigger('wishlists', { secrets: ['share_hash'] }));
    await queryRunner.query(auditTrigger('wishlist_items'));
    // Not what the worker notes while it mails.
    await queryRunner.query(
      auditTrigger('product_alerts', {
        updateOf: ['user_id', 'variant_id', 'kind', 'price_limit'],
      }),
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP TRIGGER product_variants_alerts ON product_variants;
      DROP TRIGGER products_alerts ON products;
      DROP FUNCTION ring_variant_alerts();
      DROP FUNCTION ring_product_alerts();
      ${dropTables('product_alerts', 'wishlist_items', 'wishlists')}
    `);
  }
}

// The link of a shared list is made from share_id and a secret of the shop; the row finds it by its hash.
const WISHLISTS = `
  CREATE TABLE wishlists (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    name VARCHAR(100) NOT NULL,
    is_default BOOLEAN NOT NULL DEFAULT FALSE,
    share_id UUID,
    share_hash VARCHAR(64),
    shared_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    CONSTRAINT ck_wishlists_share CHECK ((share_id IS NULL) = (share_hash IS NULL))
  );
  CREATE UNIQUE INDEX uq_wishlists_default ON wishlists (user_id) WHERE is_default;
  CREATE UNIQUE INDEX uq_wishlists_share_hash ON wishlists (share_hash) WHERE share_hash IS NOT NULL;
  CREATE INDEX idx_wishlists_user_id ON wishlists (user_id, created_at, id);

  CREATE TABLE wishlist_items (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    wishlist_id UUID NOT NULL REFERENCES wishlists (id) ON DELETE CASCADE,
    product_id UUID NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    variant_id UUID REFERENCES product_variants (id) ON DELETE CASCADE,
    note VARCHAR(500),
    added_price DECIMAL(10,2),
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW()
  );
  CREATE UNIQUE INDEX uq_wishlist_items_thing ON wishlist_items (wishlist_id, product_id, variant_id) NULLS NOT DISTINCT;
  CREATE INDEX idx_wishlist_items_product_id ON wishlist_items (product_id);
  CREATE INDEX idx_wishlist_items_variant_id ON wishlist_items (variant_id);
`;

// price_limit: told when the price is as low as this. mailing_since: a worker has this mail in its hands.
const ALERTS = `
  CREATE TABLE product_alerts (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    variant_id UUID NOT NULL REFERENCES product_variants (id) ON DELETE CASCADE,
    kind VARCHAR(20) NOT NULL,
    price_limit DECIMAL(10,2),
    locale VARCHAR(10) NOT NULL DEFAULT 'en',
    armed_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    mailing_since TIMESTAMPTZ,
    notified_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    UNIQUE (user_id, variant_id, kind),
    CONSTRAINT ck_product_alerts_kind CHECK (kind IN ('back_in_stock', 'price_drop')),
    CONSTRAINT ck_product_alerts_price_limit CHECK ((kind = 'price_drop') = (price_limit IS NOT NULL) AND price_limit >= 0)
  );
  CREATE INDEX idx_product_alerts_waiting ON product_alerts (variant_id, armed_at, id) WHERE notified_at IS NULL;
`;

// The doorbell of the worker is one row for a variant, whatever the number of those who wait. A sale only
// lowers the stock: the condition of the trigger is false and no function runs. Nothing is locked: who
// begins to wait at this moment holds the variant's row (FOR SHARE), so one of both sees the other.
// SECURITY DEFINER, because those who wait are somebody else's rows. No sequential scan: where most of them
// wait for one variant, the planner takes it for all, and thousands of others that are restocked would
// each read the whole table.
const RING = `
  CREATE FUNCTION ring_variant_alerts() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
  BEGIN
    INSERT INTO outbox_events (queue, job, aggregate_id, payload, request_id)
      SELECT 'notifications', 'send-alerts', NEW.id, jsonb_build_object('variantId', NEW.id),
        left(nullif(current_setting('app.request_id', true), ''), 100)
      WHERE EXISTS (SELECT 1 FROM product_alerts a WHERE a.variant_id = NEW.id AND a.notified_at IS NULL
        AND (a.price_limit IS NULL OR NEW.price <= a.price_limit));
    RETURN NULL;
  END $$;
  CREATE TRIGGER product_variants_alerts
    AFTER UPDATE OF inventory_quantity, price, is_active, deleted_at ON product_variants
    FOR EACH ROW WHEN (NEW.inventory_quantity > 0 AND NEW.is_active AND NEW.deleted_at IS NULL
      AND (OLD.inventory_quantity <= 0 OR NEW.price < OLD.price OR NOT OLD.is_active OR OLD.deleted_at IS NOT NULL))
    EXECUTE FUNCTION ring_variant_alerts();

  CREATE FUNCTION ring_product_alerts() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
  BEGIN
    INSERT INTO outbox_events (queue, job, aggregate_id, payload, request_id)
      SELECT 'notifications', 'send-alerts', v.id, jsonb_build_object('variantId', v.id),
        left(nullif(current_setting('app.request_id', true), ''), 100)
      FROM product_variants v
      WHERE v.product_id = NEW.id AND v.inventory_quantity > 0 AND v.is_active AND v.deleted_at IS NULL
        AND EXISTS (SELECT 1 FROM product_alerts a WHERE a.variant_id = v.id AND a.notified_at IS NULL
          AND (a.price_limit IS NULL OR v.price <= a.price_limit));
    RETURN NULL;
  END $$;
  CREATE TRIGGER products_alerts AFTER UPDATE OF published, status, deleted_at ON products
    FOR EACH ROW WHEN (NEW.published AND NEW.status = 'active' AND NEW.deleted_at IS NULL
      AND (NOT OLD.published OR OLD.status <> 'active' OR OLD.deleted_at IS NOT NULL))
    EXECUTE FUNCTION ring_product_alerts();
`;
