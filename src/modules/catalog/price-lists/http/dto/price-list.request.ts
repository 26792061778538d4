import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsDate,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { IfSent, IsLine, NestedEach } from '../../../../../common/http/dto-rules.js';
import { PageQuery } from '../../../../../common/http/page.query.js';
import { toBoolean, toInstant } from '../../../../../common/http/transforms.js';

const MAX_ROWS = 500;

/** Whom a list is for, and when. */
class PriceListScope {
  /** Null or left out of a new one: everybody. */
  @IsOptional()
  @IsUUID()
  customerGroupId?: string | null;

  /** Null: since ever. */
  @IsOptional()
  @Transform(toInstant)
  @IsDate()
  @ApiProperty({ type: String, format: 'date-time', nullable: true, required: false })
  startsAt?: Date | null;

  /** From then on it counts no longer; null: for good. */
  @IsOptional()
  @Transform(toInstant)
  @IsDate()
  @ApiProperty({ type: String, format: 'date-time', nullable: true, required: false })
  endsAt?: Date | null;

  @IfSent()
  @IsBoolean()
  isActive?: boolean;
}

export class CreatePriceListRequest extends PriceListScope {
  /** @example "Wholesale" */
  @IsLine(100)
  name: string;

  /**
   * Of all its prices; it stays so. The shop's own when left out.
   * @example "USD"
   */
  @IfSent()
  @Matches(/^[A-Z]{3}$/)
  currency?: string;
}

export class UpdatePriceListRequest extends PriceListScope {
  /** @example "Wholesale" */
  @IfSent()
  @IsLine(100)
  name?: string;
}

export class ListPriceListsQuery extends PageQuery {
  /** Lists of one group of customers. */
  @IfSent()
  @IsUUID()
  customerGroupId?: string;

  @IfSent()
  @Transform(toBoolean)
  @IsBoolean()
  isActive?: boolean;
}

export class ListedPricesQuery extends PageQuery {
  /** Prices of one variant. */
  @IfSent()
  @IsUUID()
  variantId?: string;
}

export class ListedPriceRowRequest {
  /** @example "b64ad76b-8a5e-4cfc-af76-7e65be7bfe75" */
  @IsUUID()
  variantId: string;

  /**
   * From how many pieces of one line on.
   * @example 10
   */
  @IfSent()
  @IsInt()
  @Min(1)
  @Max(999)
  minQuantity?: number;

  /**
   * Null takes the price away.
   * @example "39.90"
   */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  price?: string | null;
}

export class ListedPricesRequest {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_ROWS)
  @NestedEach(() => ListedPriceRowRequest)
  items: ListedPriceRowRequest[];
}
