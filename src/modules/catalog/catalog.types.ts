/**
 * active: sold. inactive: hidden. out_of_stock: shown, not sold, whatever the stock says.
 * discontinued: keeps its page, is in no list and not sold.
 */
export const PRODUCT_STATUSES = ['active', 'inactive', 'out_of_stock', 'discontinued'] as const;

export type ProductStatus = (typeof PRODUCT_STATUSES)[number];

/** Types of the shop's own product fields; `choice` names what it may be. */
export const PRODUCT_FIELD_TYPES = [
  'text',
  'integer',
  'decimal',
  'boolean',
  'date',
  'choice',
] as const;

export type ProductFieldType = (typeof PRODUCT_FIELD_TYPES)[number];

/** Why a variant is not sold, apart from its stock. */
export const UNAVAILABLE_REASONS = [
  'deleted',
  'product_unpublished',
  'product_inactive',
  'variant_inactive',
  'discontinued',
  'out_of_stock_editorial',
] as const;

export type UnavailableReason = (typeof UNAVAILABLE_REASONS)[number];

/** A variant as the cart and orders need it; exists also for one that is no longer sold. */
export interface SellableVariant {
  readonly variantId: string;
  readonly productId: string;
  readonly productName: string;
  readonly productSlug: string;
  readonly variantName: string;
  readonly sku: string | null;
  /** Attribute name to value: `{ Colour: 'Blue', Size: 'M' }`. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Minor units of the shop's currency. */
  readonly unitPrice: number;
  /** Free to sell now. */
  readonly stock: number;
  /** Pieces that may be sold beyond that, to be delivered when they have come. */
  readonly backorderRoom: number;
  /** The day from which it can be sent, `2030-05-01`, when that is to come: a preorder. */
  readonly availableOn: string | null;
  /** Apart from stock. */
  readonly purchasable: boolean;
  readonly unavailableReason: UnavailableReason | null;
  readonly requiresShipping: boolean;
  readonly taxable: boolean;
  /** The product's, else its nearest category's, else `standard`. */
  readonly taxClass: string;
  /** Of one piece, in hundredths of the shop's unit. */
  readonly weight: number;
  readonly brandId: string | null;
  /** The product's category and all above it. */
  readonly categoryIds: readonly string[];
  readonly collectionIds: readonly string[];
  readonly imageUrl: string | null;
}
