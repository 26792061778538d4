/** What a file may bring in. */
export const IMPORT_KINDS = ['products', 'variants', 'stock', 'prices'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** What it takes to import something. */
export const IMPORT_RIGHTS: Readonly<Record<ImportKind, string>> = {
  products: 'catalog:x',
  variants: 'catalog:x',
  prices: 'catalog:x',
  stock: 'inventory:x',
};

/** How a file may be written; the last three are products as other shops export them. */
export const IMPORT_FORMATS = ['csv', 'jsonl', 'shopify', 'medusa', 'vendure'] as const;
export type ImportFormat = (typeof IMPORT_FORMATS)[number];

export const IMPORT_STATUSES = [
  'uploading',
  'queued',
  'running',
  'completed',
  'cancelled',
  'failed',
] as const;
export type ImportStatus = (typeof IMPORT_STATUSES)[number];

/** What a file may take out. */
export const EXPORT_KINDS = [
  'products',
  'variants',
  'stock',
  'prices',
  'customers',
  'orders',
] as const;
export type ExportKind = (typeof EXPORT_KINDS)[number];

/** What it takes to export something. */
export const EXPORT_RIGHTS: Readonly<Record<ExportKind, string>> = {
  ...IMPORT_RIGHTS,
  customers: 'users:r',
  orders: 'orders:r',
};

export const EXPORT_FORMATS = ['csv', 'jsonl'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export const EXPORT_STATUSES = [
  'queued',
  'running',
  'ready',
  'cancelled',
  'failed',
  'expired',
] as const;
export type ExportStatus = (typeof EXPORT_STATUSES)[number];

/** How an import treats what it finds. */
export interface ImportOptions {
  /** Makes categories, brands, collections and attributes that are named and not there. */
  readonly createMissing: boolean;
  /** Publishes products that are new, unless the file says something about it. */
  readonly publish: boolean;
}

/** What the first row of the file told. */
export interface FileLayout {
  /** Between two values; `jsonl` files have none. */
  readonly delimiter: string;
  /** The names as they stand in the file. */
  readonly header: readonly string[];
  /** Names that mean nothing here: their values are left out. */
  readonly unknown: readonly string[];
  /** What else is to be known, one sentence each. */
  readonly notes: readonly string[];
  /** Number of the last row that is done. */
  readonly lastRow: number;
}

/** What became of the rows so far. */
export interface RowCounts {
  readonly read: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly failed: number;
}

/** An import as staff see it. */
export interface ImportView {
  readonly id: string;
  readonly requestedBy: string | null;
  /** The key by which it was asked for. */
  readonly apiKeyId: string | null;
  readonly kind: ImportKind;
  readonly format: ImportFormat;
  readonly fileName: string | null;
  readonly options: ImportOptions;
  readonly dryRun: boolean;
  readonly status: ImportStatus;
  readonly sizeBytes: number;
  readonly byteOffset: number;
  readonly counts: RowCounts;
  readonly errorsKept: number;
  /** Time that workers have spent on it, in milliseconds. */
  readonly workedMs: number;
  readonly layout: FileLayout | null;
  readonly failureCode: string | null;
  readonly failureDetail: string | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly expiresAt: Date | null;
}

/** Why a row, or one value of it, was not taken. */
export interface RowError {
  /** As a spreadsheet counts: the header is row 1. A line of a JSONL file counts from 1. */
  readonly row: number;
  readonly column: string | null;
  readonly code: string;
  readonly message: string;
  readonly value: string | null;
}

/** Which rows an export takes. */
export interface ExportFilters {
  readonly categorySlug?: string | undefined;
  readonly brandSlug?: string | undefined;
  readonly published?: boolean | undefined;
  /** Of orders any of several. */
  readonly status?: string | readonly string[] | undefined;
  /** Changed (products), registered (customers) or placed (orders) from then on. */
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  /** Of orders. No e-mail address: filters are kept longer than a person may want to be known. */
  readonly customerId?: string | undefined;
  readonly sku?: string | undefined;
  readonly minTotal?: string | undefined;
  readonly maxTotal?: string | undefined;
  readonly hasReturns?: boolean | undefined;
}

/** An export as staff see it. */
export interface ExportView {
  readonly id: string;
  readonly requestedBy: string | null;
  readonly kind: ExportKind;
  readonly format: ExportFormat;
  readonly filters: ExportFilters;
  readonly status: ExportStatus;
  readonly rowsWritten: number;
  readonly rowsExpected: number | null;
  readonly sizeBytes: number;
  readonly workedMs: number;
  readonly downloads: number;
  readonly failureCode: string | null;
  readonly failureDetail: string | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly expiresAt: Date | null;
}
