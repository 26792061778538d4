import type { ProductRow, VariantRow } from '../../catalog/products/products.types.js';
import type { RowError } from '../transfers.types.js';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** An amount in a currency that is not the shop's own. */
export interface DraftPrice {
  readonly currency: string;
  price?: string | null;
  compareAtPrice?: string | null;
}

/** Words in another language. What is left out stays, null empties it. */
export interface DraftTranslation {
  readonly locale: string;
  name?: string | null;
  slug?: string | null;
  shortDescription?: string | null;
  description?: string | null;
}

/** A row of the file that is about a variant. */
export interface DraftVariant {
  readonly row: number;
  readonly values: Mutable<VariantRow>;
  /** Pieces on the shelf from now on; undefined leaves them. */
  stock?: number;
  /** Pieces that come or go. */
  delta?: number;
  note?: string;
  readonly options: Map<string, string>;
  readonly prices: Map<string, DraftPrice>;
  /** What formats put together from several columns. */
  readonly scratch: Map<string, string>;
  /** The row as it stands in the file. */
  readonly texts: ReadonlyMap<string, string>;
}

/** What the rows of one product say, in the words of the file. */
export interface Draft {
  /** Rows with the same key are about the same product. */
  readonly key: string;
  /** Row of the product's own values. */
  readonly row: number;
  /** Every row of the file that is in here. */
  readonly rows: number[];
  readonly product: Mutable<ProductRow>;
  readonly translations: Map<string, DraftTranslation>;
  readonly variants: DraftVariant[];
  readonly errors: RowError[];
  /** Texts of the first row, to find out what later rows say otherwise. */
  readonly firstTexts: Map<string, string>;
  readonly scratch: Map<string, string>;
}

export function newDraft(key: string, row: number): Draft {
  return {
    key,
    row,
    rows: [],
    product: {},
    translations: new Map(),
    variants: [],
    errors: [],
    firstTexts: new Map(),
    scratch: new Map(),
  };
}

export function newVariant(row: number, texts: ReadonlyMap<string, string>): DraftVariant {
  return { row, values: {}, options: new Map(), prices: new Map(), scratch: new Map(), texts };
}

/** The price in a currency, made when it is first spoken of. */
export function priceIn(variant: DraftVariant, currency: string): DraftPrice {
  const known = variant.prices.get(currency);
  if (known) return known;
  const made: DraftPrice = { currency };
  variant.prices.set(currency, made);
  return made;
}

/** The words in a language, made when they are first spoken of. */
export function wordsIn(draft: Draft, locale: string): DraftTranslation {
  const known = draft.translations.get(locale);
  if (known) return known;
  const made: DraftTranslation = { locale };
  draft.translations.set(locale, made);
  return made;
}
