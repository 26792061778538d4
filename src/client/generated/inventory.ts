// Made from test/contract/openapi.json by "npm run openapi". What is changed here is lost with its next run.
import type { Call, PagedCall } from '../call.js';
import type { Connection } from '../connection.js';
import { type CallOptions, part } from '../operation.js';
import type {
  AdjustmentRequest,
  CreateLocationRequest,
  LocationResponse,
  LocationsResponse,
  MovedStockResponse,
  PlaceMovementResponse,
  RestockRequest,
  StockMovementResponse,
  StockResponse,
  StockRowsResponse,
  StockSettingsOfManyRequest,
  StockSettingsRequest,
  TransferRequest,
  UpdateLocationRequest,
} from './types.js';

/** Query of {@link Inventory.listLocationMovements}. */
export interface ListLocationMovementsQuery {
  /** Only for this cause */
  cause?: "initial" | "restock" | "adjustment" | "transfer" | "shipped" | "returned" | "written_off" | undefined;
  /**
   * Only of this location
   * @format uuid
   */
  locationId?: string | undefined;
  /**
   * Only of this variant
   * @format uuid
   */
  variantId?: string | undefined;
  /** Exactly. */
  sku?: string | undefined;
  /**
   * Only of this order
   * @format uuid
   */
  orderId?: string | undefined;
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

/** Query of {@link Inventory.listStockLocations}. */
export interface ListStockLocationsQuery {
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link Inventory.getStockLocation}. */
export interface GetStockLocationQuery {
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link Inventory.listStockMovements}. */
export interface ListStockMovementsQuery {
  /** Only for this cause */
  cause?: "initial" | "restock" | "adjustment" | "order_placed" | "order_cancelled" | "order_expired" | "order_reopened" | "order_edited" | "return" | undefined;
  /**
   * Only of this variant
   * @format uuid
   */
  variantId?: string | undefined;
  /** Exactly. */
  sku?: string | undefined;
  /**
   * Only of this order
   * @format uuid
   */
  orderId?: string | undefined;
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

/** Query of {@link Inventory.listStock}. */
export interface ListStockQuery {
  /** In an order of their own, which stays, when left out */
  sort?: "sku" | "-sku" | undefined;
  /**
   * Only of this variant
   * @format uuid
   */
  variantId?: string | undefined;
  /**
   * Only of this product
   * @format uuid
   */
  productId?: string | undefined;
  /** Exactly. */
  sku?: string | undefined;
  /**
   * Variants of which something lies in this place.
   * @format uuid
   */
  locationId?: string | undefined;
  /** True: only what is few. */
  lowStock?: boolean | undefined;
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

/** Query of {@link Inventory.getStock}. */
export interface GetStockQuery {
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Inventory. */
export class Inventory {
  constructor(private readonly connection: Connection) {}

  /**
   * Correct what lies in a place
   *
   * Each row says how many pieces it expects to find, or one single row comes with the ETag of the stock in If-Match. Pieces that are sold cannot go: give them back from an order first.
   *
   * Takes Idempotency-Key, If-Match.
   */
  adjustStock(body: AdjustmentRequest, options?: CallOptions): Call<MovedStockResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/inventory/adjustments', body, keyed: true }, options);
  }

  /**
   * What came to places and left them
   *
   * The latest first. The sum of a variant in a place is what lies there.
   *
   * Takes If-None-Match.
   */
  listLocationMovements(query?: ListLocationMovementsQuery, options?: CallOptions): PagedCall<{
      items: PlaceMovementResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/inventory/location-movements', query }, options);
  }

  /**
   * Places where pieces lie
   *
   * All of them, the default one first.
   *
   * Takes If-None-Match.
   */
  listStockLocations(query?: ListStockLocationsQuery, options?: CallOptions): Call<LocationsResponse> {
    return this.connection.call({ method: 'GET', path: '/api/v1/admin/inventory/locations', query }, options);
  }

  /**
   * Make a place
   *
   * Nothing lies there yet.
   *
   * Takes Prefer.
   */
  createStockLocation(body: CreateLocationRequest, options?: CallOptions): Call<LocationResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/inventory/locations', body }, options);
  }

  /**
   * One place
   *
   * Take the id from the list.
   *
   * Takes If-None-Match.
   */
  getStockLocation(locationId: string, query?: GetStockLocationQuery, options?: CallOptions): Call<LocationResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/inventory/locations/${part(locationId)}`, query }, options);
  }

  /**
   * Change a place
   *
   * What is left out stays. The default place cannot be closed: make another one the default first.
   *
   * Takes If-Match, Prefer.
   */
  updateStockLocation(locationId: string, body?: UpdateLocationRequest, options?: CallOptions): Call<LocationResponse> {
    return this.connection.call({ method: 'PATCH', path: `/api/v1/admin/inventory/locations/${part(locationId)}`, body }, options);
  }

  /**
   * Take a place away
   *
   * Only an empty one that is not the default. What its ledger says stays.
   *
   * Takes If-Match.
   */
  deleteStockLocation(locationId: string, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: `/api/v1/admin/inventory/locations/${part(locationId)}` }, options);
  }

  /**
   * Why there is as much free stock as there is
   *
   * The latest first. Those of archived orders have gone with them; with these the sum of a variant is what is free, less what is owed.
   *
   * Takes If-None-Match.
   */
  listStockMovements(query?: ListStockMovementsQuery, options?: CallOptions): PagedCall<{
      items: StockMovementResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/inventory/movements', query }, options);
  }

  /**
   * Goods came in
   *
   * Up to 500 variants, one result each. What is owed to orders is paid first, the rest is free to sell.
   *
   * Takes Idempotency-Key.
   */
  restockVariants(body: RestockRequest, options?: CallOptions): Call<MovedStockResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/inventory/restock', body, keyed: true }, options);
  }

  /**
   * The stock of all variants
   *
   * By variant id. All filters together; `lowStock=true` shows what is few.
   *
   * Takes If-None-Match.
   */
  listStock(query?: ListStockQuery, options?: CallOptions): PagedCall<{
      items: StockResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/inventory/stock', query }, options);
  }

  /**
   * Limits of backorders, days of preorders and thresholds of many variants
   *
   * Up to 500 rows, one result each, 200 also when rows were refused. A row with an `etag` is refused when it was changed since.
   */
  changeStockSettingsOfMany(body: StockSettingsOfManyRequest, options?: CallOptions): Call<StockRowsResponse> {
    return this.connection.call({ method: 'PATCH', path: '/api/v1/admin/inventory/stock', body }, options);
  }

  /**
   * The stock of a variant
   *
   * The ETag covers its settings and what lies where, and no sales.
   *
   * Takes If-None-Match.
   */
  getStock(variantId: string, query?: GetStockQuery, options?: CallOptions): Call<StockResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/inventory/stock/${part(variantId)}`, query }, options);
  }

  /**
   * Limit of backorders, day of a preorder, threshold
   *
   * What is left out stays.
   *
   * Takes If-Match, Prefer.
   */
  changeStockSettings(variantId: string, body?: StockSettingsRequest, options?: CallOptions): Call<StockResponse> {
    return this.connection.call({ method: 'PATCH', path: `/api/v1/admin/inventory/stock/${part(variantId)}`, body }, options);
  }

  /**
   * Pieces go from one place to another
   *
   * The total stays. Up to 500 variants, one result each, about the first place.
   *
   * Takes Idempotency-Key.
   */
  transferStock(body: TransferRequest, options?: CallOptions): Call<MovedStockResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/inventory/transfers', body, keyed: true }, options);
  }
}
