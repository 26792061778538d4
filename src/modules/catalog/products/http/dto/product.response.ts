import { ApiProperty } from '@nestjs/swagger';
import { PRODUCT_FIELD_TYPES, type ProductFieldType } from '../../../catalog.types.js';
import { NamedLink, RatingSummary } from '../../../listing/http/dto/product-card.response.js';

/** An attribute of a variant; the codes are the same in every language. */
export class VariantValueResponse {
  /** @example "size" */
  code: string;

  /** @example "Size" */
  name: string;

  /** @example "m" */
  valueCode: string;

  /** @example "M" */
  value: string;
}

export class OptionValueResponse {
  /** @example "m" */
  code: string;

  /** @example "M" */
  value: string;
}

/** What can be chosen: `option={code}:{values.code}` filters the variants. */
export class ProductOptionResponse {
  /** @example "size" */
  code: string;

  /** @example "Size" */
  name: string;

  values: OptionValueResponse[];
}

/** A field of the shop's own; those without a value are left out. */
export class CustomFieldResponse {
  /** @example "screen_size" */
  code: string;

  /** @example "Screen size" */
  label: string;

  @ApiProperty({ enum: PRODUCT_FIELD_TYPES })
  type: ProductFieldType;

  /** Text, number or flag, as the type says. */
  @ApiProperty({ oneOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }] })
  value: string | number | boolean;
}

export class ProductImageResponse {
  id: string;

  /** @example "/media/demo/shirt-white.svg" */
  url: string;

  /** Smaller sizes of it, for the attribute of this name; null where there are none. */
  srcset: string | null;

  altText: string | null;

  /** The variant that it shows; null: the product as a whole. */
  variantId: string | null;

  /** In pixels. */
  width: number | null;

  height: number | null;
}

/** A price that begins at a number of pieces. */
export class PriceBreakResponse {
  /**
   * Of one line of a cart.
   * @example 10
   */
  minQuantity: number;

  /**
   * Of one piece.
   * @example "44.90"
   */
  price: string;
}

export class VariantResponse {
  /** @example "b64ad76b-8a5e-4cfc-af76-7e65be7bfe75" */
  id: string;

  /** @example "White / M" */
  name: string;

  /** @example "LINEN-SHIRT-WHITE-M" */
  sku: string | null;

  barcode: string | null;

  /** @example "49.90" */
  price: string;

  /** What it cost before, when it is reduced. */
  compareAtPrice: string | null;

  /** When it is reduced: the lowest price of the thirty days before the reduction began; null when unknown. */
  lowestPrice30Days: string | null;

  /**
   * The shop's own where this variant has no price in the asked one.
   * @example "USD"
   */
  currency: string;

  /**
   * What everybody pays by price lists, in `currency`: each lower than `price` and than the one before; from one piece on
   * where `minQuantity` is 1. Customers of a group may pay less.
   */
  priceBreaks: PriceBreakResponse[];

  purchasable: boolean;

  /** `discontinued` or `out_of_stock`; null when it can be bought. */
  unavailableReason: string | null;

  /**
   * How it comes when it can be bought: from what is there, later when more has come, or from a day on.
   * @example "in_stock"
   */
  @ApiProperty({ enum: ['in_stock', 'backorder', 'preorder'], nullable: true, type: String })
  availability: string | null;

  /**
   * Of a preorder: the day from which it is sent.
   * @example "2030-05-01"
   */
  availableOn: string | null;

  requiresShipping: boolean;

  /** In kilograms. */
  weight: number | null;

  attributes: VariantValueResponse[];

  imageUrl: string | null;
}

/** Everything about one product that the public may know. */
export class ProductResponse {
  /** @example "0b51e698-1437-4937-aceb-92e2bcf79c05" */
  id: string;

  /**
   * In the language of the answer.
   * @example "linen-shirt"
   */
  slug: string;

  /** @example "Linen Shirt" */
  name: string;

  shortDescription: string | null;

  description: string | null;

  sku: string | null;

  /** @example "active" */
  status: string;

  featured: boolean;

  brand: NamedLink | null;

  /** From the top of the tree down to the product's own category. */
  breadcrumbs: NamedLink[];

  collections: NamedLink[];

  /** @example "49.90" */
  price: string;

  priceMax: string;

  /** Of the cheapest variant, when that is reduced. */
  compareAtPrice: string | null;

  /** Of the cheapest variant, when that is reduced; see there. */
  lowestPrice30Days: string | null;

  /** The shop's own where no variant has a price in the asked one; prices here are of those that have. */
  currency: string;

  /** At least one variant can be bought now. */
  purchasable: boolean;

  unavailableReason: string | null;

  rating: RatingSummary;

  weight: number | null;

  dimensions: Record<string, unknown> | null;

  customFields: CustomFieldResponse[];

  images: ProductImageResponse[];

  options: ProductOptionResponse[];

  /** The first twenty; the rest is at `/products/{slug}/variants`. */
  variants: VariantResponse[];

  variantCount: number;

  /** Cursor for `/products/{slug}/variants`; null when all are here. */
  nextVariantsCursor: string | null;

  createdAt: string;

  updatedAt: string;
}
