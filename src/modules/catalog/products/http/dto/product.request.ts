import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  Allow,
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsInt,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { IfSent, IsLine, NestedEach } from '../../../../../common/http/dto-rules.js';
import { toTrimmedList } from '../../../../../common/http/transforms.js';
import { PRODUCT_STATUSES, type ProductStatus } from '../../../catalog.types.js';
import { MAX_COMBINATIONS } from '../../domain/variant-matrix.js';
import { MAX_VARIANTS_OF_PRODUCT } from '../../products.types.js';

// What the values may be says domain/check-rows.ts, for one product, five hundred and a file alike:
// here stand only the names that are known.

/** Taken as it came: copying would lose keys like `toString` without a word. */
export function AsItCame(): PropertyDecorator {
  return applyDecorators(
    Allow(),
    Transform(({ obj, key }: { obj: Record<string, unknown>; key: string }) => obj[key]),
  );
}

/** One value of one attribute. */
export class AttributeRequest {
  /** @example "Colour" */
  name: string;

  /** @example "Blue" */
  value: string;
}

/** What may be changed of a variant; fields that are left out stay as they are. */
export class VariantRequest {
  /**
   * Unique over all variants of the shop.
   * @example "LINEN-SHIRT-BLUE-XXL"
   */
  @Allow()
  sku?: string | null;

  /**
   * A new variant without a name is called by its values.
   * @example "Blue / XXL"
   */
  @Allow()
  name?: string;

  /** Replaces the whole combination, which no other variant of the product may have. At most ten. */
  @AsItCame()
  attributes?: AttributeRequest[];

  /**
   * A new variant without a price takes the product's.
   * @example "54.90"
   */
  @Allow()
  price?: string;

  /** @example "59.90" */
  @Allow()
  compareAtPrice?: string | null;

  /**
   * What the shop pays for it; never in a public answer.
   * @example "21.50"
   */
  @Allow()
  costPerItem?: string | null;

  /** @example "4006381333931" */
  @Allow()
  barcode?: string | null;

  /**
   * In kilograms, two digits behind the point; null: as the product.
   * @example 0.26
   */
  @Allow()
  weight?: number | null;

  /**
   * Display order; a new variant comes last.
   * @example 8
   */
  @Allow()
  position?: number;

  /** False hides it. */
  @Allow()
  isActive?: boolean;

  @Allow()
  requiresShipping?: boolean;

  @Allow()
  taxable?: boolean;
}

/** A new variant. */
export class NewVariantRequest extends VariantRequest {
  /**
   * Its first stock.
   * @example 12
   */
  @Allow()
  stock?: number;
}

/** What new products and changes have in common. */
class ProductFieldsRequest {
  /**
   * Small letters, digits and single dashes. The old address leads to the new one.
   * @example "harbour-shirt"
   */
  @Allow()
  slug?: string;

  /** @example "HARBOUR-SHIRT" */
  @Allow()
  sku?: string | null;

  /** @example 'A shirt for the quay' */
  @Allow()
  shortDescription?: string | null;

  /** @example 'Heavy cotton, washed soft, with buttons of horn.' */
  @Allow()
  description?: string | null;

  /**
   * Slug of the brand.
   * @example "hestia-vale"
   */
  @Allow()
  brand?: string | null;

  /**
   * Slug of the category.
   * @example "shirts"
   */
  @Allow()
  category?: string | null;

  /**
   * Slugs of all collections it is put into by hand; the first is the main one.
   * @example ["summer-linen"]
   */
  @AsItCame()
  collections?: string[];

  /**
   * What new variants inherit.
   * @example "59.90"
   */
  @Allow()
  basePrice?: string;

  @Allow()
  @ApiProperty({ enum: PRODUCT_STATUSES, required: false, example: 'active' })
  status?: ProductStatus;

  @Allow()
  featured?: boolean;

  /** Null: as its category. */
  @Allow()
  taxClass?: string | null;

  /**
   * In kilograms.
   * @example 0.31
   */
  @Allow()
  weight?: number | null;

  /** Named lengths and words, at most ten: `{ "length": 30, "unit": "cm" }`. */
  @AsItCame()
  dimensions?: Record<string, unknown> | null;

  /** Whatever the shop keeps beside, at most 16 KiB; must fit the schema of the nearest category that has one. */
  @AsItCame()
  metadata?: Record<string, unknown> | null;

  /** Values of the shop's own fields by code; null takes one away, others stay. */
  @AsItCame()
  customFields?: Record<string, unknown>;
}

/** What may be changed of a product; fields that are left out stay as they are, null empties. */
export class ProductRequest extends ProductFieldsRequest {
  /** @example "Harbour Shirt" */
  @Allow()
  name?: string;
}

/** A new product, not published. */
export class CreateProductRequest extends ProductFieldsRequest {
  /** @example "Harbour Shirt" */
  @Allow()
  name: string;

  /** Without any the product gets one, with its SKU and its price. */
  @AsItCame()
  variants?: NewVariantRequest[];
}

/** Variants in their new order. */
export class OrderVariantsRequest {
  /** These come first; others follow in the order they had. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_VARIANTS_OF_PRODUCT)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  variantIds: string[];
}

/** One attribute of a matrix. */
export class MatrixAxisRequest {
  /** @example "Colour" */
  @IsLine(100)
  name: string;

  /** @example ["Blue", "White"] */
  @Transform(toTrimmedList)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_COMBINATIONS)
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  values: string[];
}

/** The variants that are wanted: every combination of the values. */
export class MatrixRequest {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(10)
  @NestedEach(() => MatrixAxisRequest)
  attributes: MatrixAxisRequest[];

  /**
   * `{sku}` and `{slug}` stand for the product's, `{Colour}` for the value of that attribute.
   * @example "{sku}-{Colour}-{Size}"
   */
  @IfSent()
  @IsLine(200)
  skuPattern?: string;

  /**
   * Of each new variant; the product's base price when left out.
   * @example "49.90"
   */
  @IfSent()
  @IsString()
  price?: string;

  /** First stock of each new variant. */
  @IfSent()
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  stock?: number;

  /** Makes attributes and values that are not there yet; without it they are refused. */
  @IfSent()
  @IsBoolean()
  createAttributes?: boolean;

  /** Shows what would come, and writes nothing. */
  @IfSent()
  @IsBoolean()
  dryRun?: boolean;
}
