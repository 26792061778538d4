import type { TestBase } from '../test-base.js';

/** What may differ from `standard` to the US for 5.90. */
export interface ShippingWish {
  readonly code?: string;
  /** Empty: the rest of the world. */
  readonly countries?: readonly string[];
  readonly price?: string;
  readonly currency?: string;
  readonly freeFrom?: string;
  readonly minSubtotal?: string;
  readonly maxSubtotal?: string;
  readonly minWeight?: string;
  readonly maxWeight?: string;
  readonly position?: number;
}

/** What may differ from 8.25 % in the US. */
export interface TaxWish {
  readonly name?: string;
  readonly country?: string;
  readonly region?: string | null;
  readonly taxClass?: string;
  readonly rate?: string;
}

/** Builders of shipping rates (with their method and zone) and of taxes. */
export function shippingGiven(t: TestBase) {
  return {
    shippingRate: async (wish: ShippingWish = {}): Promise<void> => {
      const countries = wish.countries ?? ['US'];
      const zone = countries.length === 0 ? 'world' : countries.join('-').toLowerCase();
      await t.owner.query(
        `WITH zone AS (
           INSERT INTO shipping_zones (code, name, countries, is_rest_of_world)
           VALUES ($1, $1, $2, cardinality($2::text[]) = 0)
           ON CONFLICT (code) DO UPDATE SET name = excluded.name RETURNING id
         ), method AS (
           INSERT INTO shipping_methods (code, name, position) VALUES ($3, $3, $4)
           ON CONFLICT (code) DO UPDATE SET name = excluded.name RETURNING id
         )
         INSERT INTO shipping_rates (method_id, zone_id, currency, price, free_from, min_subtotal,
           max_subtotal, min_weight, max_weight)
         SELECT method.id, zone.id, $5, $6, $7, $8, $9, $10, $11 FROM method, zone`,
        [
          zone,
          countries,
          wish.code ?? 'standard',
          wish.position ?? 0,
          wish.currency ?? 'USD',
          wish.price ?? '5.90',
          wish.freeFrom ?? null,
          wish.minSubtotal ?? null,
          wish.maxSubtotal ?? null,
          wish.minWeight ?? null,
          wish.maxWeight ?? null,
        ],
      );
    },
    taxRate: async (wish: TaxWish = {}): Promise<void> => {
      await t.owner.query(
        `INSERT INTO tax_rates (name, country, region, tax_class, rate)
         VALUES ($5, $1, $2, $3, $4)`,
        [
          wish.country ?? 'US',
          wish.region ?? null,
          wish.taxClass ?? 'standard',
          wish.rate ?? '0.0825',
          wish.name ?? 'Tax',
        ],
      );
    },
  };
}
