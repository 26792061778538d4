// Made from test/contract/openapi.json by "npm run openapi". What is changed here is lost with its next run.
import type { Call } from '../call.js';
import type { Connection } from '../connection.js';
import { type CallOptions, part } from '../operation.js';
import type {
  BrandReportResponse,
  CategoryReportResponse,
  CustomerReportResponse,
  DiscountReportResponse,
  ProductReportResponse,
  RefundReportResponse,
  SalesReportResponse,
  StockReportResponse,
} from './types.js';

/** Query of {@link Reports.reportBrands}. */
export interface ReportBrandsQuery {
  /**
   * Where days begin and end, by its IANA name.
   * @default "UTC"
   * @example "Asia/Ho_Chi_Minh"
   */
  timeZone?: string | undefined;
  /**
   * First day; thirty days in all when it is left out.
   * @pattern ^\d{4}-\d\d-\d\d$
   * @example "2020-01-01"
   */
  from?: string | undefined;
  /**
   * Last day, it belongs to the report; today when it is left out.
   * @pattern ^\d{4}-\d\d-\d\d$
   * @example "2029-12-31"
   */
  to?: string | undefined;
  /**
   * Only orders in this currency; left out, each currency for itself.
   * @pattern ^[A-Z]{3}$
   */
  currency?: string | undefined;
  /**
   * How many rows at most.
   * @min 1
   * @max 1000
   * @default 100
   * @example 100
   */
  limit?: number | undefined;
  /**
   * `nextCursor` of the page before; leave it out for the first page.
   * @maxLength 1024
   */
  cursor?: string | undefined;
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link Reports.reportCategories}. */
export interface ReportCategoriesQuery {
  /**
   * Where days begin and end, by its IANA name.
   * @default "UTC"
   * @example "Asia/Ho_Chi_Minh"
   */
  timeZone?: string | undefined;
  /**
   * Whether goods count for their own category or for the topmost one above it.
   * @default "category"
   */
  level?: "category" | "root" | undefined;
  /**
   * First day; thirty days in all when it is left out.
   * @pattern ^\d{4}-\d\d-\d\d$
   * @example "2020-01-01"
   */
  from?: string | undefined;
  /**
   * Last day, it belongs to the report; today when it is left out.
   * @pattern ^\d{4}-\d\d-\d\d$
   * @example "2029-12-31"
   */
  to?: string | undefined;
  /**
   * Only orders in this currency; left out, each currency for itself.
   * @pattern ^[A-Z]{3}$
   */
  currency?: string | undefined;
  /**
   * How many rows at most.
   * @min 1
   * @max 1000
   * @default 100
   * @example 100
   */
  limit?: number | undefined;
  /**
   * `nextCursor` of the page before; leave it out for the first page.
   * @maxLength 1024
   */
  cursor?: string | undefined;
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link Reports.reportCustomers}. */
export interface ReportCustomersQuery {
  /**
   * Where days begin and end, by its IANA name.
   * @default "UTC"
   * @example "Asia/Ho_Chi_Minh"
   */
  timeZone?: string | undefined;
  /**
   * First day; thirty days in all when it is left out.
   * @pattern ^\d{4}-\d\d-\d\d$
   * @example "2020-01-01"
   */
  from?: string | undefined;
  /**
   * Last day, it belongs to the report; today when it is left out.
   * @pattern ^\d{4}-\d\d-\d\d$
   * @example "2029-12-31"
   */
  to?: string | undefined;
  /**
   * Only orders in this currency; left out, each currency for itself.
   * @pattern ^[A-Z]{3}$
   */
  currency?: string | undefined;
  /**
   * How many rows at most.
   * @min 1
   * @max 1000
   * @default 100
   * @example 100
   */
  limit?: number | undefined;
  /**
   * `nextCursor` of the page before; leave it out for the first page.
   * @maxLength 1024
   */
  cursor?: string | undefined;
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link Reports.reportDiscounts}. */
export interface ReportDiscountsQuery {
  /**
   * Where days begin and end, by its IANA name.
   * @default "UTC"
   * @example "Asia/Ho_Chi_Minh"
   */
  timeZone?: string | undefined;
  /**
   * First day; thirty days in all when it is left out.
   * @pattern ^\d{4}-\d\d-\d\d$
   * @example "2020-01-01"
   */
  from?: string | undefined;
  /**
   * Last day, it belongs to the report; today when it is left out.
   * @pattern ^\d{4}-\d\d-\d\d$
   * @example "2029-12-31"
   */
  to?: string | undefined;
  /**
   * Only orders in this currency; left out, each currency for itself.
   * @pattern ^[A-Z]{3}$
   */
  currency?: string | undefined;
  /**
   * How many rows at most.
   * @min 1
   * @max 1000
   * @default 100
   * @example 100
   */
  limit?: number | undefined;
  /**
   * `nextCursor` of the page before; leave it out for the first page.
   * @maxLength 1024
   */
  cursor?: string | undefined;
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link Reports.reportProducts}. */
export interface ReportProductsQuery {
  /**
   * Where days begin and end, by its IANA name.
   * @default "UTC"
   * @example "Asia/Ho_Chi_Minh"
   */
  timeZone?: string | undefined;
  /**
   * First day; thirty days in all when it is left out.
   * @pattern ^\d{4}-\d\d-\d\d$
   * @example "2020-01-01"
   */
  from?: string | undefined;
  /**
   * Last day, it belongs to the report; today when it is left out.
   * @pattern ^\d{4}-\d\d-\d\d$
   * @example "2029-12-31"
   */
  to?: string | undefined;
  /**
   * Only orders in this currency; left out, each currency for itself.
   * @pattern ^[A-Z]{3}$
   */
  currency?: string | undefined;
  /**
   * How many rows at most.
   * @min 1
   * @max 1000
   * @default 100
   * @example 100
   */
  limit?: number | undefined;
  /**
   * `nextCursor` of the page before; leave it out for the first page.
   * @maxLength 1024
   */
  cursor?: string | undefined;
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link Reports.reportRefunds}. */
export interface ReportRefundsQuery {
  /**
   * Where days begin and end, by its IANA name.
   * @default "UTC"
   * @example "Asia/Ho_Chi_Minh"
   */
  timeZone?: string | undefined;
  /**
   * What a row stands for; weeks begin on Monday.
   * @default "day"
   */
  interval?: "day" | "week" | "month" | undefined;
  /**
   * First day; thirty days in all when it is left out.
   * @pattern ^\d{4}-\d\d-\d\d$
   * @example "2020-01-01"
   */
  from?: string | undefined;
  /**
   * Last day, it belongs to the report; today when it is left out.
   * @pattern ^\d{4}-\d\d-\d\d$
   * @example "2029-12-31"
   */
  to?: string | undefined;
  /**
   * Only orders in this currency; left out, each currency for itself.
   * @pattern ^[A-Z]{3}$
   */
  currency?: string | undefined;
  /**
   * How many rows at most.
   * @min 1
   * @max 1000
   * @default 100
   * @example 100
   */
  limit?: number | undefined;
  /**
   * `nextCursor` of the page before; leave it out for the first page.
   * @maxLength 1024
   */
  cursor?: string | undefined;
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link Reports.reportSales}. */
export interface ReportSalesQuery {
  /**
   * Where days begin and end, by its IANA name.
   * @default "UTC"
   * @example "Asia/Ho_Chi_Minh"
   */
  timeZone?: string | undefined;
  /**
   * What a row stands for; weeks begin on Monday.
   * @default "day"
   */
  interval?: "day" | "week" | "month" | undefined;
  /**
   * First day; thirty days in all when it is left out.
   * @pattern ^\d{4}-\d\d-\d\d$
   * @example "2020-01-01"
   */
  from?: string | undefined;
  /**
   * Last day, it belongs to the report; today when it is left out.
   * @pattern ^\d{4}-\d\d-\d\d$
   * @example "2029-12-31"
   */
  to?: string | undefined;
  /**
   * Only orders in this currency; left out, each currency for itself.
   * @pattern ^[A-Z]{3}$
   */
  currency?: string | undefined;
  /**
   * How many rows at most.
   * @min 1
   * @max 1000
   * @default 100
   * @example 100
   */
  limit?: number | undefined;
  /**
   * `nextCursor` of the page before; leave it out for the first page.
   * @maxLength 1024
   */
  cursor?: string | undefined;
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link Reports.reportStock}. */
export interface ReportStockQuery {
  /**
   * How many rows at most.
   * @min 1
   * @max 1000
   * @default 100
   * @example 100
   */
  limit?: number | undefined;
  /**
   * `nextCursor` of the page before; leave it out for the first page.
   * @maxLength 1024
   */
  cursor?: string | undefined;
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link Reports.fetchReport}. */
export interface FetchReportQuery {
  /**
   * Where days begin and end, by its IANA name.
   * @default "UTC"
   * @example "Asia/Ho_Chi_Minh"
   */
  timeZone?: string | undefined;
  /**
   * What a row stands for; weeks begin on Monday.
   * @default "day"
   */
  interval?: "day" | "week" | "month" | undefined;
  /**
   * Of the report by category.
   * @default "category"
   */
  level?: "category" | "root" | undefined;
  /**
   * First day; thirty days in all when it is left out.
   * @pattern ^\d{4}-\d\d-\d\d$
   * @example "2020-01-01"
   */
  from?: string | undefined;
  /**
   * Last day, it belongs to the report; today when it is left out.
   * @pattern ^\d{4}-\d\d-\d\d$
   * @example "2029-12-31"
   */
  to?: string | undefined;
  /**
   * Only orders in this currency; left out, each currency for itself.
   * @pattern ^[A-Z]{3}$
   */
  currency?: string | undefined;
  /**
   * How many rows at most.
   * @min 1
   * @max 1000
   * @default 100
   * @example 100
   */
  limit?: number | undefined;
  /**
   * `nextCursor` of the page before; leave it out for the first page.
   * @maxLength 1024
   */
  cursor?: string | undefined;
}

/** Reports. */
export class Reports {
  constructor(private readonly connection: Connection) {}

  /**
   * Sales by brand
   *
   * By the brand that a product has today. Orders that were placed in the time and are neither waiting for money nor cancelled, archived ones too. Each currency for itself.
   *
   * Takes If-None-Match.
   */
  reportBrands(query?: ReportBrandsQuery, options?: CallOptions): Call<BrandReportResponse> {
    return this.connection.call({ method: 'GET', path: '/api/v1/admin/reports/brands', query }, options);
  }

  /**
   * Sales by category
   *
   * By the category that a product has today; each piece counts once. Orders that were placed in the time and are neither waiting for money nor cancelled, archived ones too. Each currency for itself.
   *
   * Takes If-None-Match.
   */
  reportCategories(query?: ReportCategoriesQuery, options?: CallOptions): Call<CategoryReportResponse> {
    return this.connection.call({ method: 'GET', path: '/api/v1/admin/reports/categories', query }, options);
  }

  /**
   * Sales by customer
   *
   * By id, without names. Guests are one row. Orders that were placed in the time and are neither waiting for money nor cancelled, archived ones too. Each currency for itself.
   *
   * Takes If-None-Match.
   */
  reportCustomers(query?: ReportCustomersQuery, options?: CallOptions): Call<CustomerReportResponse> {
    return this.connection.call({ method: 'GET', path: '/api/v1/admin/reports/customers', query }, options);
  }

  /**
   * What discounts took off, on goods and shipping
   *
   * Orders that were placed in the time and are neither waiting for money nor cancelled, archived ones too. Each currency for itself.
   *
   * Takes If-None-Match.
   */
  reportDiscounts(query?: ReportDiscountsQuery, options?: CallOptions): Call<DiscountReportResponse> {
    return this.connection.call({ method: 'GET', path: '/api/v1/admin/reports/discounts', query }, options);
  }

  /**
   * Sales by product
   *
   * The largest first. Orders that were placed in the time and are neither waiting for money nor cancelled, archived ones too. Each currency for itself.
   *
   * Takes If-None-Match.
   */
  reportProducts(query?: ReportProductsQuery, options?: CallOptions): Call<ProductReportResponse> {
    return this.connection.call({ method: 'GET', path: '/api/v1/admin/reports/products', query }, options);
  }

  /**
   * Money that went back, by day
   *
   * By the day on which it went back, whatever became of the order.
   *
   * Takes If-None-Match.
   */
  reportRefunds(query?: ReportRefundsQuery, options?: CallOptions): Call<RefundReportResponse> {
    return this.connection.call({ method: 'GET', path: '/api/v1/admin/reports/refunds', query }, options);
  }

  /**
   * Sales by day
   *
   * Orders that were placed in the time and are neither waiting for money nor cancelled, archived ones too. Each currency for itself.
   *
   * Takes If-None-Match.
   */
  reportSales(query?: ReportSalesQuery, options?: CallOptions): Call<SalesReportResponse> {
    return this.connection.call({ method: 'GET', path: '/api/v1/admin/reports/sales', query }, options);
  }

  /**
   * What the stock is worth now
   *
   * At cost and at prices, in the currency of the shop.
   *
   * Takes If-None-Match.
   */
  reportStock(query?: ReportStockQuery, options?: CallOptions): Call<StockReportResponse> {
    return this.connection.call({ method: 'GET', path: '/api/v1/admin/reports/stock', query }, options);
  }

  /**
   * All rows of a report as CSV
   *
   * Streamed; `limit` and `cursor` change nothing.
   */
  fetchReport(report: "sales" | "products" | "categories" | "brands" | "discounts" | "refunds" | "customers" | "stock", query?: FetchReportQuery, options?: CallOptions): Call<Blob> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/reports/${part(report)}/csv`, query }, options);
  }
}
