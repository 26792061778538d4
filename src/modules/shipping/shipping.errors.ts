import { defineError } from '../../common/errors/domain-error.js';
import { registerConstraintError } from '../../database/pg-errors.js';

export class TaxRateNotFound extends defineError(
  'shipping.tax_rate_not_found',
  'not_found',
  'There is no such tax rate',
) {}

export class TaxRateTaken extends defineError(
  'shipping.tax_rate_taken',
  'conflict',
  'This country or region has a rate for this class already',
) {}

export class ZoneNotFound extends defineError(
  'shipping.zone_not_found',
  'not_found',
  'There is no such shipping zone',
) {}

/** `details.countries` are those that another zone has, with its code. */
export class CountryTaken extends defineError(
  'shipping.country_taken',
  'conflict',
  'A country belongs to one zone',
) {}

export class RestOfWorldTaken extends defineError(
  'shipping.rest_of_world_taken',
  'conflict',
  'Another zone is the rest of the world',
) {}

/** Its rates have to go first. */
export class ZoneInUse extends defineError(
  'shipping.zone_in_use',
  'conflict',
  'Methods have rates in this zone: take them away first',
) {}

export class ShippingMethodNotFound extends defineError(
  'shipping.method_not_found',
  'not_found',
  'There is no such shipping method',
) {}

export class ShippingCodeTaken extends defineError(
  'shipping.code_taken',
  'conflict',
  'Another one has this code',
) {}

/** `errors` point at the rates: a band that ends before it begins, or one that is there twice. */
export class RatesInvalid extends defineError(
  'shipping.rates_invalid',
  'unprocessable',
  'These rates cannot stand together',
) {}

registerConstraintError('tax_rates_country_region_tax_class_key', TaxRateTaken);
registerConstraintError('shipping_zones_code_key', ShippingCodeTaken);
registerConstraintError('uq_shipping_zones_rest', RestOfWorldTaken);
registerConstraintError('shipping_methods_code_key', ShippingCodeTaken);
registerConstraintError('shipping_rates_zone_id_fkey', ZoneNotFound);
