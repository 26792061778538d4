// Made from test/contract/openapi.json by "npm run openapi". What is changed here is lost with its next run.
import type { Call, PagedCall } from '../call.js';
import type { Connection } from '../connection.js';
import { type CallOptions, part } from '../operation.js';
import type {
  ChangeDiscountRequest,
  CreateDiscountRequest,
  DiscountCodeResponse,
  DiscountResponse,
  DiscountStatisticsResponse,
  MadeDiscountCodesResponse,
  MakeDiscountCodesRequest,
  SwitchDiscountRequest,
} from './types.js';

/** Query of {@link DiscountAdministration.listDiscounts}. */
export interface ListDiscountsQuery {
  /** Newest first when left out */
  sort?: "createdAt" | "-createdAt" | "name" | "-name" | "usedCount" | "-usedCount" | "priority" | "-priority" | undefined;
  /** Only of this type */
  type?: "percentage" | "fixed_amount" | "buy_x_get_y" | "free_shipping" | "tiered" | undefined;
  /** Only what is (or is not) active */
  isActive?: boolean | undefined;
  /** How it comes into a cart. */
  kind?: "automatic" | "code" | "single_use" | undefined;
  /**
   * A whole code; a single-use code finds the discount that owns it.
   * @pattern ^\s*[\x21-\x7e]{1,50}\s*$
   * @example "WELCOME10"
   */
  code?: string | undefined;
  /** A part of the name. */
  name?: string | undefined;
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

/** Query of {@link DiscountAdministration.getDiscount}. */
export interface GetDiscountQuery {
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link DiscountAdministration.listDiscountCodes}. */
export interface ListDiscountCodesQuery {
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
  /** Only codes that an order has, or only those that are free. */
  isUsed?: boolean | undefined;
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link DiscountAdministration.getDiscountStatistics}. */
export interface GetDiscountStatisticsQuery {
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Discount administration. */
export class DiscountAdministration {
  constructor(private readonly connection: Connection) {}

  /**
   * Discounts
   *
   * The newest first when `sort` is left out, those that are switched off too.
   *
   * Takes If-None-Match.
   */
  listDiscounts(query?: ListDiscountsQuery, options?: CallOptions): PagedCall<{
      items: DiscountResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/discounts', query }, options);
  }

  /**
   * Make a discount
   *
   * It is switched off until somebody who may switches it on.
   *
   * Takes Prefer.
   */
  createDiscount(body: CreateDiscountRequest, options?: CallOptions): Call<DiscountResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/discounts', body }, options);
  }

  /**
   * A discount
   *
   * With the ETag that a change asks for.
   *
   * Takes If-None-Match.
   */
  getDiscount(discountId: string, query?: GetDiscountQuery, options?: CallOptions): Call<DiscountResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/discounts/${part(discountId)}`, query }, options);
  }

  /**
   * Change a discount
   *
   * What is left out stays as it is. Once an order has had it, its type, value, rules and code stay; limits, dates, targets, priority and the words may still change, for orders to come.
   *
   * Takes If-Match, Prefer.
   */
  changeDiscount(discountId: string, body?: ChangeDiscountRequest, options?: CallOptions): Call<DiscountResponse> {
    return this.connection.call({ method: 'PATCH', path: `/api/v1/admin/discounts/${part(discountId)}`, body }, options);
  }

  /**
   * Delete a discount
   *
   * Only one that no order has had and that has no single-use codes.
   *
   * Takes If-Match.
   */
  deleteDiscount(discountId: string, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: `/api/v1/admin/discounts/${part(discountId)}` }, options);
  }

  /**
   * Switch a discount on or off
   *
   * At once, for every cart. Orders that are placed keep what they were given.
   *
   * Takes If-Match, Prefer.
   */
  switchDiscount(discountId: string, body: SwitchDiscountRequest, options?: CallOptions): Call<DiscountResponse> {
    return this.connection.call({ method: 'PUT', path: `/api/v1/admin/discounts/${part(discountId)}/active`, body }, options);
  }

  /**
   * Single-use codes of a discount
   *
   * In the order of their letters, with the order that has used each.
   *
   * Takes If-None-Match.
   */
  listDiscountCodes(discountId: string, query?: ListDiscountCodesQuery, options?: CallOptions): PagedCall<{
      items: DiscountCodeResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: `/api/v1/admin/discounts/${part(discountId)}/codes`, query }, options);
  }

  /**
   * Make single-use codes
   *
   * Up to 10,000 random ones at once. The list and the file have them. The same Idempotency-Key again makes no more, and says `Idempotent-Replayed: true`.
   *
   * Takes Idempotency-Key.
   */
  makeDiscountCodes(discountId: string, body: MakeDiscountCodesRequest, options?: CallOptions): Call<MadeDiscountCodesResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/discounts/${part(discountId)}/codes`, body, keyed: true }, options);
  }

  /**
   * All single-use codes as CSV
   *
   * Streamed: code, time of use, order.
   */
  fetchDiscountCodes(discountId: string, options?: CallOptions): Call<Blob> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/discounts/${part(discountId)}/codes/file` }, options);
  }

  /**
   * What has become of a discount
   *
   * Uses and what they took off, by live and archived orders.
   *
   * Takes If-None-Match.
   */
  getDiscountStatistics(discountId: string, query?: GetDiscountStatisticsQuery, options?: CallOptions): Call<DiscountStatisticsResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/discounts/${part(discountId)}/statistics`, query }, options);
  }
}
