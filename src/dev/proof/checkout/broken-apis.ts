/** A program of the API without one of its guards. */
export interface BrokenApi {
  readonly program: string;
  /** Second walls in the database that would hold all the same. */
  readonly prepare?: readonly string[];
}

/** By the name of the guard. */
export const BROKEN_APIS: Readonly<Record<string, BrokenApi>> = {
  'stock-guard': {
    program: 'src/dev/proof/api-without-stock-guard.js',
    prepare: [
      'ALTER TABLE product_variants DROP CONSTRAINT ck_product_variants_inventory_quantity',
    ],
  },
  'code-limit': {
    program: 'src/dev/proof/checkout/races/api-without-code-limit.js',
    prepare: ['ALTER TABLE discounts DROP CONSTRAINT ck_discounts_usage'],
  },
  'lock-order': { program: 'src/dev/proof/checkout/races/api-without-lock-order.js' },
  'order-lock': { program: 'src/dev/proof/checkout/races/api-without-order-lock.js' },
};
