import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { StorefrontPageQuery } from '../../../../../common/http/storefront.query.js';
import { toBoolean, toInteger, toList } from '../../../../../common/http/transforms.js';
import { FACETS, type FacetName } from '../../domain/facets.js';
import { toDecimal, toTexts } from './filter-transforms.js';

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const PRICE = /^\d{1,8}(?:\.\d{1,2})?$/;
const ATTRIBUTE = /^[a-z0-9]+(?:-[a-z0-9]+)*:[a-z0-9,-]+$/;
const FIELD = /^[A-Za-z][A-Za-z0-9_-]{0,49}:[^\0]+$/;

/** What `include` may ask for. */
export const INCLUDES = ['unavailable', 'options'] as const;

/** Members of a card, for `fields`. */
export const CARD_FIELDS = [
  'id',
  'slug',
  'name',
  'shortDescription',
  'brand',
  'category',
  'image',
  'featured',
  'rating',
  'createdAt',
  'price',
  'priceMax',
  'compareAtPrice',
  'currency',
  'inStock',
  'options',
] as const;

/** Filters that lists and searches share. Several filters must all hold. */
export class ProductFiltersQuery extends StorefrontPageQuery {
  /**
   * Slug of a category; products of all categories below it are listed too.
   * @example "clothing"
   */
  @IsOptional()
  @IsString()
  @MaxLength(255)
  @Matches(SLUG)
  category?: string;

  /** Slugs of brands, one of which made it, for example `hestia-vale,northlight`. */
  @IsOptional()
  @Transform(toList)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(255, { each: true })
  @Matches(SLUG, { each: true })
  brand?: string[];

  /** Slug of a collection, for example `summer-linen`. */
  @IsOptional()
  @IsString()
  @MaxLength(255)
  @Matches(SLUG)
  collection?: string;

  /**
   * An attribute and the values one of which a variant has, for example `colour:navy,white`. Repeat the
   * parameter for another attribute; the two may hold for different variants of a product.
   */
  @IsOptional()
  @Transform(toTexts)
  @IsArray()
  @ArrayMaxSize(10)
  @IsString({ each: true })
  @MaxLength(500, { each: true })
  @Matches(ATTRIBUTE, { each: true })
  attribute?: string[];

  /**
   * One of the shop's own fields that can be filtered by: `material:wool,cotton` for one of several values,
   * `pages:100..200` for a number or date in a range, either end of which may be missing. Repeat it for another one.
   */
  @IsOptional()
  @Transform(toTexts)
  @IsArray()
  @ArrayMaxSize(10)
  @IsString({ each: true })
  @MaxLength(500, { each: true })
  @Matches(FIELD, { each: true })
  field?: string[];

  /** The lowest price of a product, in the shop's currency, is at least this, for example `10.00`. */
  @IsOptional()
  @IsString()
  @Matches(PRICE)
  minPrice?: string;

  /** The lowest price of a product, in the shop's currency, is at most this, for example `80.00`. */
  @IsOptional()
  @IsString()
  @Matches(PRICE)
  maxPrice?: string;

  /** The average of its reviews is at least this, for example `4`. */
  @IsOptional()
  @Transform(toDecimal)
  @IsNumber({ maxDecimalPlaces: 2 })
  @Min(1)
  @Max(5)
  minRating?: number;

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

  /** Page number instead of a cursor; pages may shift when products are added. */
  @IsOptional()
  @Transform(toInteger)
  @IsInt()
  @Min(1)
  @Max(100)
  page?: number;

  /**
   * Members of each item to answer with, separated by commas, for example `id,name,price`; all when left out.
   */
  @IsOptional()
  @Transform(toList)
  @IsArray()
  @ArrayMinSize(1)
  @IsIn(CARD_FIELDS, { each: true })
  @ArrayUnique()
  fields?: (typeof CARD_FIELDS)[number][];

  /**
   * `unavailable`: also products that are not sold (discontinued, or out of stock by the merchant's word).
   * `options`: on each item the values that its variants can be chosen by.
   */
  @IsOptional()
  @Transform(toList)
  @IsArray()
  @ArrayUnique()
  @IsIn(INCLUDES, { each: true })
  include?: (typeof INCLUDES)[number][];

  /**
   * What to count beside the items, separated by commas, each as if its own filter were not set. Exact up to
   * 10,000 products, above that `about`.
   */
  @IsOptional()
  @Transform(toList)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(FACETS, { each: true })
  facets?: FacetName[];
}
