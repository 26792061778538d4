import { minorFromDb } from '../../../common/money/money.js';
import type { ShippingRate, TaxRate } from '../shipping.types.js';

/** A shipping rate as {@link shippingRatesSql} gives it inside a JSON answer. */
export interface ShippingRateRow {
  readonly method_id: string;
  readonly code: string;
  readonly name: string;
  readonly description: string | null;
  readonly position: number;
  readonly price: string;
  readonly free_from: string | null;
  readonly min_subtotal: string | null;
  readonly max_subtotal: string | null;
  readonly min_weight: string | null;
  readonly max_weight: string | null;
  readonly asks_carrier: boolean;
}

/** A tax rate as {@link taxRatesSql} gives it. */
export interface TaxRateRow {
  readonly id: string;
  readonly name: string;
  readonly region: string | null;
  readonly tax_class: string;
  readonly rate: string;
}

/**
 * A SELECT of the rates that lead to a country: of the zones that name it, or, when none does,
 * of the rest of the world.
 */
export function shippingRatesSql(country: string, currency: string): string {
  return `
    SELECT m.id AS method_id, m.code, m.name, m.description, m.position,
      r.price::text AS price, r.free_from::text AS free_from,
      r.min_subtotal::text AS min_subtotal, r.max_subtotal::text AS max_subtotal,
      r.min_weight::text AS min_weight, r.max_weight::text AS max_weight, m.asks_carrier
    FROM shipping_rates r
    JOIN shipping_methods m ON m.id = r.method_id AND m.is_active
    JOIN shipping_zones z ON z.id = r.zone_id
    WHERE r.currency = ${currency}
      AND CASE WHEN EXISTS (SELECT 1 FROM shipping_zones named WHERE ${country} = ANY (named.countries))
        THEN ${country} = ANY (z.countries) ELSE z.is_rest_of_world END`;
}

/** A SELECT of a country's active tax rates, those of its regions included. */
export function taxRatesSql(country: string): string {
  return `
    SELECT x.id, x.name, x.region, x.tax_class, x.rate::text AS rate
    FROM tax_rates x WHERE x.country = ${country} AND x.is_active`;
}

/** A row in minor units of the currency; weights in hundredths. */
export function toShippingRate(row: ShippingRateRow, currency: string): ShippingRate {
  const minor = (decimal: string | null) =>
    decimal === null ? null : minorFromDb(decimal, currency);
  return {
    methodId: row.method_id,
    code: row.code,
    name: row.name,
    description: row.description,
    position: row.position,
    price: minorFromDb(row.price, currency),
    freeFrom: minor(row.free_from),
    minSubtotal: minor(row.min_subtotal),
    maxSubtotal: minor(row.max_subtotal),
    minWeight: toHundredths(row.min_weight),
    maxWeight: toHundredths(row.max_weight),
    asksCarrier: row.asks_carrier,
    isEstimate: false,
  };
}

export function toTaxRate({ id, name, region, tax_class, rate }: TaxRateRow): TaxRate {
  return { id, name, region, taxClass: tax_class, rate };
}

/** DECIMAL(8,2) to hundredths, by digits. */
function toHundredths(weight: string | null): number | null {
  return weight === null ? null : Number(weight.replace('.', ''));
}
