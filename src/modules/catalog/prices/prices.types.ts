/** A price in a currency; amounts as the column has them, `'19.90'`. */
export interface PriceAmounts {
  readonly price: string;
  readonly compareAtPrice: string | null;
}

/** The price of a variant in a currency that is not the shop's own. */
export interface OtherPrice extends PriceAmounts {
  readonly currency: string;
  /** ISO 8601. */
  readonly updatedAt: string;
}

/** A price and when it counted. */
export interface PastPrice extends PriceAmounts {
  readonly id: string;
  /** ISO 8601. */
  readonly validFrom: string;
  /** Null: it counts now. */
  readonly validTo: string | null;
}

/** One row of many: a price to set, or to take away where `price` is null. */
export interface PriceRow {
  readonly variantId: string;
  readonly currency: string;
  readonly price: string | null;
  readonly compareAtPrice: string | null;
}

/** What became of a row, by its place in the request. */
export interface SavedPrice {
  readonly index: number;
  readonly outcome: 'saved' | 'unchanged' | 'removed' | 'refused';
  readonly errors: readonly { pointer: string; code: string; detail: string }[];
}
