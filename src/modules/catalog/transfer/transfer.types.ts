/** Kinds of groups that a product names. */
export type GroupKind = 'brand' | 'category' | 'collection';

/** A living variant by its SKU. */
export interface KnownVariant {
  readonly sku: string;
  readonly variantId: string;
  readonly productId: string;
}

/** A price in a currency that is not the shop's own; null takes it away. */
export interface OtherPrice {
  readonly variantId: string;
  readonly currency: string;
  /** As the database writes it: two digits behind the point. Undefined leaves it. */
  readonly price: string | null | undefined;
  readonly compareAtPrice: string | null | undefined;
}

/** Words of a product in another language; undefined leaves them, null empties them. */
export interface ProductWords {
  readonly productId: string;
  readonly locale: string;
  readonly name?: string | null | undefined;
  readonly slug?: string | null | undefined;
  readonly shortDescription?: string | null | undefined;
  readonly description?: string | null | undefined;
}
