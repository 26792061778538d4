import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsOptional, IsString, Matches } from 'class-validator';
import { StorefrontPageQuery } from '../../../../../common/http/storefront.query.js';

const OPTION = /^[\w-]{1,100}:[\w-]{1,100}$/;

/** Which variants of a product to list. */
export class ListVariantsQuery extends StorefrontPageQuery {
  /**
   * Only variants with this option, by the codes of attribute and value: `size:m`. May stand more than once;
   * values of one attribute are alternatives.
   */
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? [value] : value))
  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @Matches(OPTION, { each: true })
  option?: string[];
}
