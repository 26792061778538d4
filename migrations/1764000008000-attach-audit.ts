import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { auditTrigger } from './sql.js';

/**
 * Who changed what: every table of the shop but the append-only ones, which are their own record
 * (order lines, movements, histories, usages, events). Stock moves are in stock_movements, so a variant
 * leaves an audit row only when something else of it changes.
 */
const AUDITED: Record<string, { secrets?: string[]; updateOf?: string[] }> = {
  users: { secrets: ['hashed_password'] },
  user_roles: {},
  permissions: {},
  user_sessions: { secrets: ['refresh_token'] },
  user_addresses: {},
  email_verifications: { secrets: ['verify_code'] },
  categories: {},
  brands: {},
  collections: {},
  collection_products: {},
  products: {
    secrets: ['search_vector'],
    updateOf: [
      'name',
      'slug',
      'description',
      'short_description',
      'brand_id',
      'category_id',
      'collection_id',
      'base_price',
      'sku',
      'status',
      'published',
      'featured',
      'weight',
      'dimensions',
      'metadata',
      'tax_class',
      'deleted_at',
    ],
  },
  product_variants: {
    updateOf: [
      'product_id',
      'name',
      'sku',
      'price',
      'compare_at_price',
      'cost_per_item',
      'weight',
      'requires_shipping',
      'taxable',
      'is_active',
      'barcode',
      'position',
      'deleted_at',
    ],
  },
  images: {},
  attributes: {},
  attribute_values: {},
  variant_attributes: {},
  shopping_carts: { secrets: ['token_hash'] },
  cart_items: {},
  orders: { secrets: ['token_hash'] },
  payment_methods: {},
  payments: {},
  user_payment_infos: { secrets: ['payment_method_token', 'token_hash'] },
  ratings: {},
  discounts: {},
  discount_targets: {},
  refunds: {},
  tax_rates: {},
  shipping_zones: {},
  shipping_methods: {},
  shipping_rates: {},
  customer_groups: {},
  customer_group_members: {},
};

export class AttachAudit1764000008000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const [table, options] of Object.entries(AUDITED)) {
      await queryRunner.query(auditTrigger(table, options));
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of Object.keys(AUDITED)) {
      await queryRunner.query(`
        DROP TRIGGER audit_${table} ON ${table};
        DROP TRIGGER audit_${table}_update ON ${table};
      `);
    }
  }
}
