import { PartialType } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsISO31661Alpha2, IsOptional, IsString, Matches } from 'class-validator';
import { IfSent, IsLine } from '../../../../common/http/dto-rules.js';
import { PageQuery } from '../../../../common/http/page.query.js';
import { toTrimmed } from '../../../../common/http/transforms.js';

const TAX_CLASS = /^[a-z0-9](?:[a-z0-9_-]{0,48}[a-z0-9])?$/;
const FRACTION = /^(0(\.\d{1,6})?|1(\.0{1,6})?)$/;

/** A tax rate of a country or one of its regions. */
export class CreateTaxRateRequest {
  /** @example 'Sales tax' */
  @IsLine(100)
  name: string;

  /**
   * ISO 3166, two capital letters.
   * @example "CA"
   */
  @IsISO31661Alpha2()
  @Matches(/^[A-Z]{2}$/)
  country: string;

  /**
   * The address's city or province, compared without case; null or left out: the whole country.
   * @example "Quebec"
   */
  @IsOptional()
  @IsLine(100)
  region?: string | null;

  /**
   * Of products and categories; `shipping` is the class of the shipping cost itself. `standard` when left out.
   * @example "standard"
   */
  @IfSent()
  @Matches(TAX_CLASS)
  taxClass?: string;

  /**
   * A fraction of up to six digits: 0.0825 is 8.25 per cent.
   * @example "0.0825"
   */
  @Transform(toTrimmed)
  @IsString()
  @Matches(FRACTION, { message: 'rate must be a fraction from 0 to 1, such as 0.0825' })
  rate: string;

  /** True when left out. */
  @IfSent()
  @IsBoolean()
  isActive?: boolean;
}

/** What is left out stays as it is. */
export class ChangeTaxRateRequest extends PartialType(CreateTaxRateRequest, {
  skipNullProperties: false,
}) {}

export class ListTaxRatesQuery extends PageQuery {
  /** @example "US" */
  @IfSent()
  @Matches(/^[A-Z]{2}$/)
  country?: string;

  /** @example "standard" */
  @IfSent()
  @Matches(TAX_CLASS)
  taxClass?: string;
}
