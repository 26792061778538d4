// Made from test/contract/openapi.json by "npm run openapi". What is changed here is lost with its next run.
import type { Call, PagedCall } from '../call.js';
import type { Connection } from '../connection.js';
import { type CallOptions, part } from '../operation.js';
import type {
  CatalogueExportRequest,
  CustomersExportRequest,
  ExportRequest,
  ExportResponse,
  ImportErrorResponse,
  ImportResponse,
  OrdersExportRequest,
} from './types.js';

/** Query of {@link ImportsAndExports.listExports}. */
export interface ListExportsQuery {
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

/** Query of {@link ImportsAndExports.listCustomersExports}. */
export interface ListCustomersExportsQuery {
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

/** Query of {@link ImportsAndExports.getCustomersExport}. */
export interface GetCustomersExportQuery {
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link ImportsAndExports.listOrdersExports}. */
export interface ListOrdersExportsQuery {
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

/** Query of {@link ImportsAndExports.getOrdersExport}. */
export interface GetOrdersExportQuery {
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link ImportsAndExports.listStockExports}. */
export interface ListStockExportsQuery {
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

/** Query of {@link ImportsAndExports.getStockExport}. */
export interface GetStockExportQuery {
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link ImportsAndExports.getExport}. */
export interface GetExportQuery {
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link ImportsAndExports.startImport}. */
export interface StartImportQuery {
  /**
   * What is in it.
   * @example "products"
   */
  kind: "products" | "variants" | "prices";
  /**
   * How it is written: our own columns, or those of another shop's product export.
   * @default "csv"
   */
  format?: "csv" | "jsonl" | "shopify" | "medusa" | "vendure" | undefined;
  /**
   * Makes categories, brands, collections and attributes that the file names and nobody has made.
   * @default false
   */
  createMissing?: boolean | undefined;
  /**
   * Publishes products that are new, unless the file says something about it.
   * @default false
   */
  publish?: boolean | undefined;
  /**
   * Checks every row and writes nothing; `POST …/run` does it for good.
   * @default false
   */
  dryRun?: boolean | undefined;
  /**
   * Name of the file, to find it again.
   * @maxLength 255
   * @pattern ^[^\p{Cc}\p{Cs}]*$
   * @example "spring.csv"
   */
  fileName?: string | undefined;
  /**
   * False: more of the file follows by `PUT …/file`.
   * @default true
   */
  complete?: boolean | undefined;
}

/** Query of {@link ImportsAndExports.listImports}. */
export interface ListImportsQuery {
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

/** Query of {@link ImportsAndExports.startStockImport}. */
export interface StartStockImportQuery {
  /**
   * How the file is written.
   * @default "csv"
   */
  format?: "csv" | "jsonl" | undefined;
  /**
   * Checks every row and writes nothing; `POST …/run` does it for good.
   * @default false
   */
  dryRun?: boolean | undefined;
  /**
   * Name of the file, to find it again.
   * @maxLength 255
   * @pattern ^[^\p{Cc}\p{Cs}]*$
   * @example "spring.csv"
   */
  fileName?: string | undefined;
  /**
   * False: more of the file follows by `PUT …/file`.
   * @default true
   */
  complete?: boolean | undefined;
}

/** Query of {@link ImportsAndExports.listStockImports}. */
export interface ListStockImportsQuery {
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

/** Query of {@link ImportsAndExports.getStockImport}. */
export interface GetStockImportQuery {
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link ImportsAndExports.listStockImportErrors}. */
export interface ListStockImportErrorsQuery {
  /**
   * `csv`: all of them as a file with the columns row, column, code, message, value.
   * @default "json"
   */
  format?: "json" | "csv" | undefined;
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

/** Query of {@link ImportsAndExports.continueStockImport}. */
export interface ContinueStockImportQuery {
  /**
   * Bytes that have come so far: `sizeBytes` of the import.
   * @min 0
   * @max 1000000000
   * @example 1048576
   */
  offset: number;
  /**
   * False: still more follows.
   * @default true
   */
  complete?: boolean | undefined;
}

/** Query of {@link ImportsAndExports.getImport}. */
export interface GetImportQuery {
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link ImportsAndExports.listImportErrors}. */
export interface ListImportErrorsQuery {
  /**
   * `csv`: all of them as a file with the columns row, column, code, message, value.
   * @default "json"
   */
  format?: "json" | "csv" | undefined;
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

/** Query of {@link ImportsAndExports.continueImport}. */
export interface ContinueImportQuery {
  /**
   * Bytes that have come so far: `sizeBytes` of the import.
   * @min 0
   * @max 1000000000
   * @example 1048576
   */
  offset: number;
  /**
   * False: still more follows.
   * @default true
   */
  complete?: boolean | undefined;
}

/** Imports and exports. */
export class ImportsAndExports {
  constructor(private readonly connection: Connection) {}

  /**
   * Export products, variants or prices
   *
   * A worker writes the file. Imported again it changes nothing.
   */
  startExport(body: CatalogueExportRequest, options?: CallOptions): Call<ExportResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/exports', body }, options);
  }

  /**
   * Exports, newest first
   *
   * Those that are over among them.
   *
   * Takes If-None-Match.
   */
  listExports(query?: ListExportsQuery, options?: CallOptions): PagedCall<{
      items: ExportResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/exports', query }, options);
  }

  /**
   * Export customers
   *
   * Personal data: stored encrypted, gone after seven days or when one of them is erased; who asked and who fetched is recorded.
   */
  startCustomersExport(body?: CustomersExportRequest, options?: CallOptions): Call<ExportResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/exports/customers', body }, options);
  }

  /**
   * Exports, newest first
   *
   * Those that are over among them.
   *
   * Takes If-None-Match.
   */
  listCustomersExports(query?: ListCustomersExportsQuery, options?: CallOptions): PagedCall<{
      items: ExportResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/exports/customers', query }, options);
  }

  /**
   * How far an export is
   *
   * State and rows so far.
   *
   * Takes If-None-Match.
   */
  getCustomersExport(exportId: string, query?: GetCustomersExportQuery, options?: CallOptions): Call<ExportResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/exports/customers/${part(exportId)}`, query }, options);
  }

  /**
   * The file of an export
   *
   * Streamed. Each download is counted and stands in the audit log.
   */
  fetchCustomersExport(exportId: string, options?: CallOptions): Call<Blob> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/exports/customers/${part(exportId)}/file` }, options);
  }

  /**
   * Export orders
   *
   * Archived ones too; in CSV a row per line of an order. Personal data: as with customers.
   */
  startOrdersExport(body?: OrdersExportRequest, options?: CallOptions): Call<ExportResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/exports/orders', body }, options);
  }

  /**
   * Exports, newest first
   *
   * Those that are over among them.
   *
   * Takes If-None-Match.
   */
  listOrdersExports(query?: ListOrdersExportsQuery, options?: CallOptions): PagedCall<{
      items: ExportResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/exports/orders', query }, options);
  }

  /**
   * How far an export is
   *
   * State and rows so far.
   *
   * Takes If-None-Match.
   */
  getOrdersExport(exportId: string, query?: GetOrdersExportQuery, options?: CallOptions): Call<ExportResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/exports/orders/${part(exportId)}`, query }, options);
  }

  /**
   * The file of an export
   *
   * Streamed. Each download is counted and stands in the audit log.
   */
  fetchOrdersExport(exportId: string, options?: CallOptions): Call<Blob> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/exports/orders/${part(exportId)}/file` }, options);
  }

  /**
   * Export stock
   *
   * The SKU of each variant and how many pieces are free to sell.
   */
  startStockExport(body?: ExportRequest, options?: CallOptions): Call<ExportResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/exports/stock', body }, options);
  }

  /**
   * Exports, newest first
   *
   * Those that are over among them.
   *
   * Takes If-None-Match.
   */
  listStockExports(query?: ListStockExportsQuery, options?: CallOptions): PagedCall<{
      items: ExportResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/exports/stock', query }, options);
  }

  /**
   * How far an export is
   *
   * State and rows so far.
   *
   * Takes If-None-Match.
   */
  getStockExport(exportId: string, query?: GetStockExportQuery, options?: CallOptions): Call<ExportResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/exports/stock/${part(exportId)}`, query }, options);
  }

  /**
   * The file of an export
   *
   * Streamed. Each download is counted and stands in the audit log.
   */
  fetchStockExport(exportId: string, options?: CallOptions): Call<Blob> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/exports/stock/${part(exportId)}/file` }, options);
  }

  /**
   * How far an export is
   *
   * State and rows so far.
   *
   * Takes If-None-Match.
   */
  getExport(exportId: string, query?: GetExportQuery, options?: CallOptions): Call<ExportResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/exports/${part(exportId)}`, query }, options);
  }

  /**
   * The file of an export
   *
   * Streamed. Each download is counted and stands in the audit log.
   */
  fetchExport(exportId: string, options?: CallOptions): Call<Blob> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/exports/${part(exportId)}/file` }, options);
  }

  /**
   * Import products, variants or prices from a file
   *
   * The body is the file, UTF-8, streamed; a worker does the rest. `dryRun` checks all rows and writes nothing. URLs of pictures are never fetched: such columns are left out.
   */
  startImport(body: Blob | Uint8Array<ArrayBuffer> | string, query: StartImportQuery, options?: CallOptions): Call<ImportResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/imports', body, query }, options);
  }

  /**
   * Imports, newest first
   *
   * With state and counts of each.
   *
   * Takes If-None-Match.
   */
  listImports(query?: ListImportsQuery, options?: CallOptions): PagedCall<{
      items: ImportResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/imports', query }, options);
  }

  /**
   * Import stock from a file
   *
   * The body is the file, UTF-8, with the columns sku and quantity (set) or delta (add). Each change leaves a movement.
   */
  startStockImport(body: Blob | Uint8Array<ArrayBuffer> | string, query?: StartStockImportQuery, options?: CallOptions): Call<ImportResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/imports/stock', body, query }, options);
  }

  /**
   * Imports, newest first
   *
   * With state and counts of each.
   *
   * Takes If-None-Match.
   */
  listStockImports(query?: ListStockImportsQuery, options?: CallOptions): PagedCall<{
      items: ImportResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/imports/stock', query }, options);
  }

  /**
   * How far an import is
   *
   * State, rows, share of the file that is done and how long the rest will take.
   *
   * Takes If-None-Match.
   */
  getStockImport(importId: string, query?: GetStockImportQuery, options?: CallOptions): Call<ImportResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/imports/stock/${part(importId)}`, query }, options);
  }

  /**
   * Stop an import
   *
   * What it has written stays; the batch at hand is the last one.
   *
   * Takes Prefer.
   */
  cancelStockImport(importId: string, options?: CallOptions): Call<ImportResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/imports/stock/${part(importId)}/cancel` }, options);
  }

  /**
   * What was wrong with which row
   *
   * In the order of the file; `format=csv` sends all of them as a file.
   *
   * Takes If-None-Match.
   */
  listStockImportErrors(importId: string, query?: ListStockImportErrorsQuery, options?: CallOptions): PagedCall<{
      items: ImportErrorResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: `/api/v1/admin/imports/stock/${part(importId)}/errors`, query }, options);
  }

  /**
   * Go on with an upload
   *
   * For files that come in pieces, or whose connection broke: the next piece, beginning at `offset` = `sizeBytes`.
   */
  continueStockImport(importId: string, body: Blob | Uint8Array<ArrayBuffer> | string, query: ContinueStockImportQuery, options?: CallOptions): Call<ImportResponse> {
    return this.connection.call({ method: 'PUT', path: `/api/v1/admin/imports/stock/${part(importId)}/file`, body, query }, options);
  }

  /**
   * Run an import for good
   *
   * After a dry run, or once more after it was cancelled or failed. Begins at the first row; rows that are written already are found unchanged.
   */
  runStockImport(importId: string, options?: CallOptions): Call<ImportResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/imports/stock/${part(importId)}/run` }, options);
  }

  /**
   * How far an import is
   *
   * State, rows, share of the file that is done and how long the rest will take.
   *
   * Takes If-None-Match.
   */
  getImport(importId: string, query?: GetImportQuery, options?: CallOptions): Call<ImportResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/imports/${part(importId)}`, query }, options);
  }

  /**
   * Stop an import
   *
   * What it has written stays; the batch at hand is the last one.
   *
   * Takes Prefer.
   */
  cancelImport(importId: string, options?: CallOptions): Call<ImportResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/imports/${part(importId)}/cancel` }, options);
  }

  /**
   * What was wrong with which row
   *
   * In the order of the file; `format=csv` sends all of them as a file.
   *
   * Takes If-None-Match.
   */
  listImportErrors(importId: string, query?: ListImportErrorsQuery, options?: CallOptions): PagedCall<{
      items: ImportErrorResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: `/api/v1/admin/imports/${part(importId)}/errors`, query }, options);
  }

  /**
   * Go on with an upload
   *
   * For files that come in pieces, or whose connection broke: the next piece, beginning at `offset` = `sizeBytes`.
   */
  continueImport(importId: string, body: Blob | Uint8Array<ArrayBuffer> | string, query: ContinueImportQuery, options?: CallOptions): Call<ImportResponse> {
    return this.connection.call({ method: 'PUT', path: `/api/v1/admin/imports/${part(importId)}/file`, body, query }, options);
  }

  /**
   * Run an import for good
   *
   * After a dry run, or once more after it was cancelled or failed. Begins at the first row; rows that are written already are found unchanged.
   */
  runImport(importId: string, options?: CallOptions): Call<ImportResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/imports/${part(importId)}/run` }, options);
  }
}
