import { NamedLink, RatingSummary } from '../../../listing/http/dto/product-card.response.js';

export class AttributeResponse {
  /** @example "Size" */
  name: string;

  /** @example "M" */
  value: string;
}

export class OptionResponse {
  /** @example "Size" */
  name: string;

  /** @example ["S", "M", "L", "XL"] */
  values: string[];
}

export class ProductImageResponse {
  id: string;

  /** @example "/media/demo/shirt-white.svg" */
  url: string;

  altText: string | null;

  /** The variant that it shows; null: the product as a whole. */
  variantId: string | null;
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

  /** @example "USD" */
  currency: string;

  purchasable: boolean;

  /** `discontinued` or `out_of_stock`; null when it can be bought. */
  unavailableReason: string | null;

  requiresShipping: boolean;

  /** In kilograms. */
  weight: number | null;

  attributes: AttributeResponse[];

  imageUrl: string | null;
}

/** Everything about one product that the public may know. */
export class ProductResponse {
  /** @example "0b51e698-1437-4937-aceb-92e2bcf79c05" */
  id: string;

  /** @example "linen-shirt" */
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

  compareAtPrice: string | null;

  currency: string;

  /** At least one variant can be bought now. */
  purchasable: boolean;

  unavailableReason: string | null;

  rating: RatingSummary;

  weight: number | null;

  dimensions: Record<string, unknown> | null;

  images: ProductImageResponse[];

  options: OptionResponse[];

  /** The first twenty; the rest is at `/products/{slug}/variants`. */
  variants: VariantResponse[];

  variantCount: number;

  /** Cursor for `/products/{slug}/variants`; null when all are here. */
  nextVariantsCursor: string | null;

  createdAt: string;

  updatedAt: string;
}
