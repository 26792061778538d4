import { Transform } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';
import { StorefrontQuery } from '../../../../../common/http/storefront.query.js';
import { toInteger, toTrimmed } from '../../../../../common/http/transforms.js';
import { ProductFiltersQuery } from './product-filters.query.js';

export const SEARCH_SORTS = [
  'relevance',
  '-createdAt',
  'price',
  '-price',
  '-rating',
  '-sold',
  'name',
] as const;

export class SearchQuery extends ProductFiltersQuery {
  /**
   * Words, a SKU or a barcode, `"a phrase"`, `-without`, `this OR that`.
   * @example "linen shirt"
   */
  @Transform(toTrimmed)
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  @Matches(/^[^\0]*$/)
  q: string;

  /** Best matches first unless asked otherwise. */
  @IsOptional()
  @IsIn(SEARCH_SORTS)
  sort?: (typeof SEARCH_SORTS)[number];
}

export class SuggestQuery extends StorefrontQuery {
  /**
   * What has been typed so far.
   * @example "lin"
   */
  @Transform(toTrimmed)
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  @Matches(/^[^\0]*$/)
  q: string;
}

export class SearchCategoriesQuery extends SuggestQuery {
  /**
   * How many at most.
   * @example 10
   */
  @IsOptional()
  @Transform(toInteger)
  @IsInt()
  @Min(1)
  @Max(50)
  limit?: number;
}
