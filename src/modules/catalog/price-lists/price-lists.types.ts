/** A list as staff sees it. */
export interface PriceListView {
  readonly id: string;
  readonly name: string;
  /** Null: the shop's own. */
  readonly currency: string | null;
  /** Null: everybody. */
  readonly customerGroupId: string | null;
  readonly startsAt: string | null;
  readonly endsAt: string | null;
  readonly isActive: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** What staff says of a list; undefined leaves it as it is. */
export interface PriceListWords {
  readonly name?: string;
  readonly customerGroupId?: string | null;
  readonly startsAt?: Date | null;
  readonly endsAt?: Date | null;
  readonly isActive?: boolean;
}

/** A price of a list; the amount as the column has it. */
export interface ListedPrice {
  readonly variantId: string;
  readonly sku: string | null;
  readonly variantName: string;
  readonly productName: string;
  readonly minQuantity: number;
  readonly price: string;
}

/** A price to be set, or with a price of null to be taken away. */
export interface ListedPriceRow {
  readonly variantId: string;
  readonly minQuantity: number;
  readonly price: string | null;
}
