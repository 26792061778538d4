import { ApiProperty } from '@nestjs/swagger';
import { NamedLink } from '../../../listing/http/dto/product-card.response.js';

/** One value of one attribute. */
export class AdminAttributeResponse {
  /** @example "Size" */
  name: string;

  /** @example "M" */
  value: string;
}

/** A variant as staff sees it. */
export class AdminVariantResponse {
  id: string;

  productId: string;

  /** @example "White / M" */
  name: string;

  /** @example "LINEN-SHIRT-WHITE-M" */
  sku: string | null;

  barcode: string | null;

  /** @example "49.90" */
  price: string;

  compareAtPrice: string | null;

  /** What the shop pays for it; never in a public answer. */
  costPerItem: string | null;

  /** @example "USD" */
  currency: string;

  /** In kilograms; null: as the product. */
  weight: number | null;

  position: number;

  /** False: hidden and not sold. */
  isActive: boolean;

  requiresShipping: boolean;

  taxable: boolean;

  attributes: AdminAttributeResponse[];

  /** Free to sell now. */
  stock: number;

  purchasable: boolean;

  /** Why it cannot be bought; null when it can. */
  unavailableReason: string | null;

  deletedAt: string | null;

  createdAt: string;

  updatedAt: string;
}

/** A product in a list for staff. */
export class AdminProductSummary {
  id: string;

  /** @example "linen-shirt" */
  slug: string;

  /** @example "Linen Shirt" */
  name: string;

  sku: string | null;

  /** @example "active" */
  status: string;

  published: boolean;

  featured: boolean;

  /** When a worker will publish it. */
  publishAt: string | null;

  unpublishAt: string | null;

  /** What new variants inherit. */
  basePrice: string;

  /** @example "USD" */
  currency: string;

  brand: NamedLink | null;

  category: NamedLink | null;

  /** Lowest and highest price of its variants, inactive ones too. */
  price: string;

  priceMax: string;

  variantCount: number;

  /** Of all variants together. */
  stock: number;

  deletedAt: string | null;

  createdAt: string;

  updatedAt: string;
}

/** A product as staff sees it; its ETag covers what can be edited of the product itself. */
export class AdminProductResponse extends AdminProductSummary {
  shortDescription: string | null;

  description: string | null;

  /** In kilograms. */
  weight: number | null;

  dimensions: Record<string, unknown> | null;

  metadata: Record<string, unknown> | null;

  /** By code of the field. */
  customFields: Record<string, unknown>;

  taxClass: string | null;

  /** Those it was put into by hand. */
  collections: NamedLink[];

  /** The first twenty; the rest is at `/admin/products/{productId}/variants`. */
  variants: AdminVariantResponse[];
}

/** One combination of a matrix. */
export class MatrixCellResponse {
  /** Null in a dry run for what would be made. */
  id: string | null;

  @ApiProperty({ enum: ['created', 'exists'] })
  outcome: string;

  /** @example "LINEN-SHIRT-BLUE-M" */
  sku: string | null;

  attributes: AdminAttributeResponse[];
}

/** All combinations that were asked for. */
export class MatrixResponse {
  /** How many are new. */
  created: number;

  cells: MatrixCellResponse[];
}
