import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
} from 'class-validator';
import { IfSent, NestedEach } from '../../../../../common/http/dto-rules.js';
import { PageQuery } from '../../../../../common/http/page.query.js';

/** How many rows one request may have. */
export const MAX_PRICE_ROWS = 500;

const CURRENCY = /^[A-Z]{3}$/;

/** A price in a currency beside the shop's own. */
export class PriceRequest {
  /** @example "45.90" */
  @IsString()
  @MaxLength(20)
  price: string;

  /**
   * What it cost before; shown as a reduction where it is above the price.
   * @example "59.90"
   */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  compareAtPrice?: string | null;
}

export class PriceRowRequest {
  @IsUUID()
  variantId: string;

  /** @example "EUR" */
  @Matches(CURRENCY)
  currency: string;

  /**
   * Null takes the price away.
   * @example "45.90"
   */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  price?: string | null;

  @IsOptional()
  @IsString()
  @MaxLength(20)
  compareAtPrice?: string | null;
}

export class PricesRequest {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_PRICE_ROWS)
  @NestedEach(() => PriceRowRequest)
  items: PriceRowRequest[];
}

export class PriceHistoryQuery extends PageQuery {
  /** Of which currency, for example `USD`; the shop's own when left out. */
  @IfSent()
  @Matches(CURRENCY)
  currency?: string;
}
