// Made from test/contract/openapi.json by "npm run openapi". What is changed here is lost with its next run.
import type { Call, PagedCall } from '../call.js';
import type { Connection } from '../connection.js';
import { type CallOptions, part } from '../operation.js';
import type {
  CreatePriceListRequest,
  ExchangeRateRequest,
  ExchangeRateResponse,
  ExchangeRatesResponse,
  ListedPriceResponse,
  ListedPricesRequest,
  PriceListResponse,
  PricesRequest,
  SavedPricesResponse,
  UpdatePriceListRequest,
} from './types.js';

/** Query of {@link PriceAdministration.listExchangeRates}. */
export interface ListExchangeRatesQuery {
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link PriceAdministration.listPriceLists}. */
export interface ListPriceListsQuery {
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
   * Lists of one group of customers.
   * @format uuid
   */
  customerGroupId?: string | undefined;
  /** Only what is (or is not) active */
  isActive?: boolean | undefined;
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link PriceAdministration.getPriceList}. */
export interface GetPriceListQuery {
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link PriceAdministration.listListedPrices}. */
export interface ListListedPricesQuery {
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
   * Prices of one variant.
   * @format uuid
   */
  variantId?: string | undefined;
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Price administration. */
export class PriceAdministration {
  constructor(private readonly connection: Connection) {}

  /**
   * Rates of exchange
   *
   * Prices of variants are never converted; amounts of discounts and shipping rates that exist in the currency of the shop alone are.
   *
   * Takes If-None-Match.
   */
  listExchangeRates(query?: ListExchangeRatesQuery, options?: CallOptions): Call<ExchangeRatesResponse> {
    return this.connection.call({ method: 'GET', path: '/api/v1/admin/exchange-rates', query }, options);
  }

  /**
   * Set a rate of exchange
   *
   * Of one of `CURRENCIES`. Orders keep the rate that they were placed at.
   *
   * Takes If-Match, Prefer.
   */
  saveExchangeRate(currency: string, body: ExchangeRateRequest, options?: CallOptions): Call<ExchangeRateResponse> {
    return this.connection.call({ method: 'PUT', path: `/api/v1/admin/exchange-rates/${part(currency)}`, body }, options);
  }

  /**
   * Take a rate of exchange away
   *
   * Nothing can be ordered in the currency then.
   *
   * Takes If-Match.
   */
  deleteExchangeRate(currency: string, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: `/api/v1/admin/exchange-rates/${part(currency)}` }, options);
  }

  /**
   * Price lists
   *
   * The oldest first. All filters together.
   *
   * Takes If-None-Match.
   */
  listPriceLists(query?: ListPriceListsQuery, options?: CallOptions): PagedCall<{
      items: PriceListResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/price-lists', query }, options);
  }

  /**
   * Make a price list
   *
   * Empty, and switched off unless `isActive` is sent. A customer pays the lowest of the variant’s price and of all lists that fit his groups, the time and the quantity of the line.
   *
   * Takes Prefer.
   */
  createPriceList(body: CreatePriceListRequest, options?: CallOptions): Call<PriceListResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/price-lists', body }, options);
  }

  /**
   * One price list
   *
   * Its prices have a route of their own.
   *
   * Takes If-None-Match.
   */
  getPriceList(priceListId: string, query?: GetPriceListQuery, options?: CallOptions): Call<PriceListResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/price-lists/${part(priceListId)}`, query }, options);
  }

  /**
   * Change a price list
   *
   * What is left out stays; the currency always does.
   *
   * Takes If-Match, Prefer.
   */
  updatePriceList(priceListId: string, body?: UpdatePriceListRequest, options?: CallOptions): Call<PriceListResponse> {
    return this.connection.call({ method: 'PATCH', path: `/api/v1/admin/price-lists/${part(priceListId)}`, body }, options);
  }

  /**
   * Delete a price list
   *
   * With its prices, for good. Orders keep what was paid.
   *
   * Takes If-Match.
   */
  deletePriceList(priceListId: string, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: `/api/v1/admin/price-lists/${part(priceListId)}` }, options);
  }

  /**
   * Prices of a list
   *
   * By variant and quantity.
   *
   * Takes If-None-Match.
   */
  listListedPrices(priceListId: string, query?: ListListedPricesQuery, options?: CallOptions): PagedCall<{
      items: ListedPriceResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: `/api/v1/admin/price-lists/${part(priceListId)}/prices`, query }, options);
  }

  /**
   * Set prices of a list
   *
   * At most 500 rows, each judged by itself: what can be saved is, in one transaction, and the answer says for each row what became of it. What is not named stays.
   */
  saveListedPrices(priceListId: string, body: ListedPricesRequest, options?: CallOptions): Call<SavedPricesResponse> {
    return this.connection.call({ method: 'PUT', path: `/api/v1/admin/price-lists/${part(priceListId)}/prices`, body }, options);
  }

  /**
   * Set prices of many variants
   *
   * At most 500 rows, each judged by itself: what can be saved is, in one transaction, and the answer says for each row what became of it.
   */
  saveVariantPrices(body: PricesRequest, options?: CallOptions): Call<SavedPricesResponse> {
    return this.connection.call({ method: 'PUT', path: '/api/v1/admin/variant-prices', body }, options);
  }
}
