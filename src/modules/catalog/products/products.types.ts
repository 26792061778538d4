import type { Tx } from '../../../database/unit-of-work.js';
import type { ProductStatus } from '../catalog.types.js';

/** Rows that one call of `saveMany` takes, and variants in all of them. */
export const MAX_ROWS = 500;
export const MAX_VARIANTS_IN_ROWS = 5_000;
/** Living variants that one product can have. */
export const MAX_VARIANTS_OF_PRODUCT = 500;

/** One value of one attribute: `{ name: 'Colour', value: 'Blue' }`. */
export interface AttributeChoice {
  readonly name: string;
  readonly value: string;
}

/** A variant as it is to be. What is left out stays, or takes its default; null empties it. */
export interface VariantRow {
  readonly id?: string | undefined;
  readonly sku?: string | null | undefined;
  /** A new one without a name is called by its values: `Blue / M`. */
  readonly name?: string | undefined;
  /** Replaces the whole combination. */
  readonly attributes?: readonly AttributeChoice[] | undefined;
  /** Amounts are decimal texts in the shop's currency: `'19.90'`. */
  readonly price?: string | undefined;
  readonly compareAtPrice?: string | null | undefined;
  readonly costPerItem?: string | null | undefined;
  readonly barcode?: string | null | undefined;
  /** Kilograms, two digits behind the point. */
  readonly weight?: number | string | null | undefined;
  readonly position?: number | undefined;
  readonly isActive?: boolean | undefined;
  readonly requiresShipping?: boolean | undefined;
  readonly taxable?: boolean | undefined;
  /** First stock of a variant that is new; of one that is there it is left alone. */
  readonly stock?: number | undefined;
}

/** A product as it is to be. What is left out stays, or takes its default; null empties it. */
export interface ProductRow {
  /** Of the product to change; counts before slug and SKU. */
  readonly id?: string | undefined;
  /** A new one without a slug gets one from its name. */
  readonly slug?: string | undefined;
  readonly sku?: string | null | undefined;
  readonly name?: string | undefined;
  readonly shortDescription?: string | null | undefined;
  readonly description?: string | null | undefined;
  /** Brand, category and collections by their slugs; collections are those picked by hand, all of them. */
  readonly brand?: string | null | undefined;
  readonly category?: string | null | undefined;
  readonly collections?: readonly string[] | undefined;
  /** What new variants inherit. A new product without it takes the lowest price of its variants. */
  readonly basePrice?: string | undefined;
  readonly status?: ProductStatus | undefined;
  readonly featured?: boolean | undefined;
  readonly taxClass?: string | null | undefined;
  readonly published?: boolean | undefined;
  /** ISO 8601 instants in the future. */
  readonly publishAt?: string | Date | null | undefined;
  readonly unpublishAt?: string | Date | null | undefined;
  readonly weight?: number | string | null | undefined;
  readonly dimensions?: Readonly<Record<string, unknown>> | null | undefined;
  readonly metadata?: Readonly<Record<string, unknown>> | null | undefined;
  /** By code; those that are left out stay, null takes a value away. */
  readonly customFields?: Readonly<Record<string, unknown>> | undefined;
  /** Those that are not named stay as they are. */
  readonly variants?: readonly VariantRow[] | undefined;
}

/** How rows are saved. */
export interface SaveOptions {
  /** Default `upsert`: what is found is changed, what is not is made. */
  readonly mode?: 'create' | 'update' | 'upsert' | undefined;
  /** By what a row without an id finds its product; default `slug`. A SKU may be one of its variants'. */
  readonly matchBy?: 'slug' | 'sku' | undefined;
  /** Checks and plans everything and writes nothing. */
  readonly dryRun?: boolean | undefined;
  /** One refused row refuses all. */
  readonly atomic?: boolean | undefined;
  /** The caller may publish; without it rows that try are refused. */
  readonly mayPublish?: boolean | undefined;
  /** Attributes and values that nobody has heard of are made instead of refused. */
  readonly createAttributes?: boolean | undefined;
  /** Every variant without an id is a new one, whatever its SKU or combination. */
  readonly newVariants?: boolean | undefined;
  /** Runs behind the writes in the same transaction; not in a dry run. It may run again after a lost race. */
  readonly alongside?: ((tx: Tx, saved: readonly SavedRow[]) => Promise<void>) | undefined;
}

/** Why a row, or one of its fields, was refused. */
export interface RowError {
  /** JSON pointer into the row: `/variants/0/price`. */
  readonly pointer: string;
  /** A public problem code. */
  readonly code: string;
  readonly detail: string;
}

/** What became of a variant of a row. */
export interface SavedVariant {
  readonly id: string;
  readonly outcome: 'created' | 'updated' | 'unchanged';
}

export const ROW_OUTCOMES = ['created', 'updated', 'unchanged', 'refused', 'not_done'] as const;

/** What became of a row; `not_done`: others were refused and all or nothing was asked for. */
export interface SavedRow {
  readonly index: number;
  readonly outcome: (typeof ROW_OUTCOMES)[number];
  readonly productId: string | null;
  readonly slug: string | null;
  /** In the order of the row's own. */
  readonly variants: readonly SavedVariant[];
  readonly errors: readonly RowError[];
}
