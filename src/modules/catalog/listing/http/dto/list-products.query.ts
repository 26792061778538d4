import { Transform } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { PageQuery } from '../../../../../common/http/page.query.js';
import { toBoolean, toInteger } from '../../../../../common/http/transforms.js';
import { PRODUCT_SORTS, type ProductSort } from '../../data/list-query.js';

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const PRICE = /^\d{1,8}(?:\.\d{1,2})?$/;

/** Filters and order of a product list. */
export class ListProductsQuery extends PageQuery {
  /**
   * Slug of a category; products of all categories below it are listed too.
   * @example "clothing"
   */
  @IsOptional()
  @IsString()
  @MaxLength(255)
  @Matches(SLUG)
  category?: string;

  /** Slug of a brand, for example `hestia-vale`. */
  @IsOptional()
  @IsString()
  @MaxLength(255)
  @Matches(SLUG)
  brand?: string;

  /** Slug of a collection, for example `summer-linen`. */
  @IsOptional()
  @IsString()
  @MaxLength(255)
  @Matches(SLUG)
  collection?: string;

  /** The lowest price of a product is at least this, for example `10.00`. */
  @IsOptional()
  @IsString()
  @Matches(PRICE)
  minPrice?: string;

  /** The lowest price of a product is at most this, for example `80.00`. */
  @IsOptional()
  @IsString()
  @Matches(PRICE)
  maxPrice?: string;

  /** Only featured products, or only others. */
  @IsOptional()
  @Transform(toBoolean)
  @IsBoolean()
  featured?: boolean;

  /** Only products of which something can be bought now, or only others. */
  @IsOptional()
  @Transform(toBoolean)
  @IsBoolean()
  inStock?: boolean;

  /** `position` is the order of a collection and needs one; it is the default there, elsewhere `-createdAt`. */
  @IsOptional()
  @IsIn(PRODUCT_SORTS)
  sort?: ProductSort;

  /** Page number instead of a cursor; pages may shift when products are added. */
  @IsOptional()
  @Transform(toInteger)
  @IsInt()
  @Min(1)
  @Max(100)
  page?: number;

  /** Count the products too; up to 1,000 are counted exactly. */
  @IsOptional()
  @Transform(toBoolean)
  @IsBoolean()
  total?: boolean;
}
