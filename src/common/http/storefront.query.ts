import { IntersectionType } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { PageQuery } from './page.query.js';

/** The two parameters that every public answer of the catalogue takes; `@View()` reads them. */
export class StorefrontQuery {
  /** Language of the texts, before what `Accept-Language` says, for example `vi`. */
  @IsOptional()
  @IsString()
  @MaxLength(35)
  locale?: string;

  /** Currency of the prices, one that the shop offers, for example `USD`. */
  @IsOptional()
  @IsString()
  @MaxLength(35)
  currency?: string;
}

/** {@link StorefrontQuery} for lists. */
export class StorefrontPageQuery extends IntersectionType(PageQuery, StorefrontQuery) {}
