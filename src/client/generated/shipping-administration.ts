// Made from test/contract/openapi.json by "npm run openapi". What is changed here is lost with its next run.
import type { Call, PagedCall } from '../call.js';
import type { Connection } from '../connection.js';
import { type CallOptions, part } from '../operation.js';
import type {
  ChangeShippingMethodRequest,
  ChangeTaxRateRequest,
  ChangeZoneRequest,
  CreateShippingMethodRequest,
  CreateTaxRateRequest,
  CreateZoneRequest,
  KeptShippingMethodResponse,
  ReplaceShippingRatesRequest,
  TaxRateResponse,
  ZoneResponse,
} from './types.js';

/** Query of {@link ShippingAdministration.listKeptShippingMethods}. */
export interface ListKeptShippingMethodsQuery {
  /**
   * How many items at most.
   * @min 1
   * @max 100
   * @default 20
   * @example 20
   */
  limit?: number | undefined;
  /**
   * `nextCursor` of the page before; leave it out for the first page.
   * @maxLength 2048
   */
  cursor?: string | undefined;
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link ShippingAdministration.getShippingMethod}. */
export interface GetShippingMethodQuery {
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link ShippingAdministration.listShippingZones}. */
export interface ListShippingZonesQuery {
  /**
   * How many items at most.
   * @min 1
   * @max 100
   * @default 20
   * @example 20
   */
  limit?: number | undefined;
  /**
   * `nextCursor` of the page before; leave it out for the first page.
   * @maxLength 2048
   */
  cursor?: string | undefined;
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link ShippingAdministration.getShippingZone}. */
export interface GetShippingZoneQuery {
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link ShippingAdministration.listTaxRates}. */
export interface ListTaxRatesQuery {
  /**
   * How many items at most.
   * @min 1
   * @max 100
   * @default 20
   * @example 20
   */
  limit?: number | undefined;
  /**
   * `nextCursor` of the page before; leave it out for the first page.
   * @maxLength 2048
   */
  cursor?: string | undefined;
  /**
   * Only of this country (ISO 3166, two letters)
   * @pattern ^[A-Z]{2}$
   * @example "US"
   */
  country?: string | undefined;
  /**
   * Only of this tax class
   * @example "standard"
   */
  taxClass?: string | undefined;
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link ShippingAdministration.getTaxRate}. */
export interface GetTaxRateQuery {
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Shipping administration. */
export class ShippingAdministration {
  constructor(private readonly connection: Connection) {}

  /**
   * All shipping methods
   *
   * Those that are switched off too, each with all its rates, in their order.
   *
   * Takes If-None-Match.
   */
  listKeptShippingMethods(query?: ListKeptShippingMethodsQuery, options?: CallOptions): PagedCall<{
      items: KeptShippingMethodResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/shipping-methods', query }, options);
  }

  /**
   * Make a shipping method
   *
   * Carts are offered it at once, wherever it has a rate that fits.
   *
   * Takes Prefer.
   */
  createShippingMethod(body: CreateShippingMethodRequest, options?: CallOptions): Call<KeptShippingMethodResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/shipping-methods', body }, options);
  }

  /**
   * A shipping method with its rates
   *
   * With the ETag that a change asks for.
   *
   * Takes If-None-Match.
   */
  getShippingMethod(shippingMethodId: string, query?: GetShippingMethodQuery, options?: CallOptions): Call<KeptShippingMethodResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/shipping-methods/${part(shippingMethodId)}`, query }, options);
  }

  /**
   * Change a shipping method
   *
   * What is left out stays as it is. Its code stays: orders hold it.
   *
   * Takes If-Match, Prefer.
   */
  changeShippingMethod(shippingMethodId: string, body?: ChangeShippingMethodRequest, options?: CallOptions): Call<KeptShippingMethodResponse> {
    return this.connection.call({ method: 'PATCH', path: `/api/v1/admin/shipping-methods/${part(shippingMethodId)}`, body }, options);
  }

  /**
   * Delete a shipping method
   *
   * With its rates. Orders that are placed keep its code and its price.
   *
   * Takes If-Match.
   */
  deleteShippingMethod(shippingMethodId: string, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: `/api/v1/admin/shipping-methods/${part(shippingMethodId)}` }, options);
  }

  /**
   * Say what a shipping method costs
   *
   * Puts these rates in the place of all that were there. Bands include both ends and may overlap: the cheapest rate that fits counts; where none fits the method is not offered.
   *
   * Takes If-Match, Prefer.
   */
  replaceShippingRates(shippingMethodId: string, body: ReplaceShippingRatesRequest, options?: CallOptions): Call<KeptShippingMethodResponse> {
    return this.connection.call({ method: 'PUT', path: `/api/v1/admin/shipping-methods/${part(shippingMethodId)}/rates`, body }, options);
  }

  /**
   * Shipping zones
   *
   * Countries with the same shipping rates, by code.
   *
   * Takes If-None-Match.
   */
  listShippingZones(query?: ListShippingZonesQuery, options?: CallOptions): PagedCall<{
      items: ZoneResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/shipping-zones', query }, options);
  }

  /**
   * Make a shipping zone
   *
   * A country stands in one zone at most; one zone at most is the rest of the world.
   *
   * Takes Prefer.
   */
  createShippingZone(body: CreateZoneRequest, options?: CallOptions): Call<ZoneResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/shipping-zones', body }, options);
  }

  /**
   * A shipping zone
   *
   * With the ETag that a change asks for.
   *
   * Takes If-None-Match.
   */
  getShippingZone(zoneId: string, query?: GetShippingZoneQuery, options?: CallOptions): Call<ZoneResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/shipping-zones/${part(zoneId)}`, query }, options);
  }

  /**
   * Change a shipping zone
   *
   * What is left out stays as it is.
   *
   * Takes If-Match, Prefer.
   */
  changeShippingZone(zoneId: string, body?: ChangeZoneRequest, options?: CallOptions): Call<ZoneResponse> {
    return this.connection.call({ method: 'PATCH', path: `/api/v1/admin/shipping-zones/${part(zoneId)}`, body }, options);
  }

  /**
   * Delete a shipping zone
   *
   * Only when no method has rates in it.
   *
   * Takes If-Match.
   */
  deleteShippingZone(zoneId: string, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: `/api/v1/admin/shipping-zones/${part(zoneId)}` }, options);
  }

  /**
   * Tax rates
   *
   * By country. The rate of a region goes before that of its country.
   *
   * Takes If-None-Match.
   */
  listTaxRates(query?: ListTaxRatesQuery, options?: CallOptions): PagedCall<{
      items: TaxRateResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/tax-rates', query }, options);
  }

  /**
   * Make a tax rate
   *
   * Carts are taxed by it at once; orders that are placed keep theirs.
   *
   * Takes Prefer.
   */
  createTaxRate(body: CreateTaxRateRequest, options?: CallOptions): Call<TaxRateResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/tax-rates', body }, options);
  }

  /**
   * A tax rate
   *
   * With the ETag that a change asks for.
   *
   * Takes If-None-Match.
   */
  getTaxRate(taxRateId: string, query?: GetTaxRateQuery, options?: CallOptions): Call<TaxRateResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/tax-rates/${part(taxRateId)}`, query }, options);
  }

  /**
   * Change a tax rate
   *
   * What is left out stays as it is. Orders that are placed keep theirs.
   *
   * Takes If-Match, Prefer.
   */
  changeTaxRate(taxRateId: string, body?: ChangeTaxRateRequest, options?: CallOptions): Call<TaxRateResponse> {
    return this.connection.call({ method: 'PATCH', path: `/api/v1/admin/tax-rates/${part(taxRateId)}`, body }, options);
  }

  /**
   * Delete a tax rate
   *
   * Orders that are placed keep theirs.
   *
   * Takes If-Match.
   */
  deleteTaxRate(taxRateId: string, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: `/api/v1/admin/tax-rates/${part(taxRateId)}` }, options);
  }
}
