import { OmitType, PartialType } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { IfSent, IsLine, IsText, NestedEach } from '../../../../common/http/dto-rules.js';

const CODE = /^[a-z0-9](?:[a-z0-9_-]{0,48}[a-z0-9])?$/;
const MAX_RATES = 500;
const MAX_POSITION = 1_000_000;

/** What a method costs in a zone, within a band of the goods' price and weight that includes both ends. */
export class ShippingRateRequest {
  @IsUUID()
  zoneId: string;

  /** @example "USD" */
  @Matches(/^[A-Z]{3}$/)
  currency: string;

  /** @example "7.50" */
  @IsString()
  @MaxLength(20)
  price: string;

  /**
   * From this amount of goods on, after discounts, it costs nothing.
   * @example "100.00"
   */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  freeFrom?: string | null;

  @IsOptional()
  @IsString()
  @MaxLength(20)
  minSubtotal?: string | null;

  @IsOptional()
  @IsString()
  @MaxLength(20)
  maxSubtotal?: string | null;

  /** In the shop's unit, with up to two digits behind the point. */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  minWeight?: string | null;

  /** @example "30.00" */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  maxWeight?: string | null;
}

/** A way of shipping. */
export class CreateShippingMethodRequest {
  /**
   * Names it in checkouts and orders; never changes.
   * @example "courier"
   */
  @Matches(CODE)
  code: string;

  /** @example "Courier" */
  @IsLine(100)
  name: string;

  /** @example "At the door tomorrow before noon" */
  @IsOptional()
  @IsText(2000)
  description?: string | null;

  /** True when left out. */
  @IfSent()
  @IsBoolean()
  isActive?: boolean;

  /** Lower ones are offered first; 0 when left out. */
  @IfSent()
  @IsInt()
  @Min(0)
  @Max(MAX_POSITION)
  position?: number;

  /** A carrier outside names its price (SHIPPING_QUOTE_URL); the rates count where he does not answer. False when left out. */
  @IfSent()
  @IsBoolean()
  asksCarrier?: boolean;

  /** Where it goes and for how much; nowhere when left out. */
  @IfSent()
  @IsArray()
  @ArrayMaxSize(MAX_RATES)
  @NestedEach(() => ShippingRateRequest)
  rates?: ShippingRateRequest[];
}

/** What is left out stays as it is. */
export class ChangeShippingMethodRequest extends PartialType(
  OmitType(CreateShippingMethodRequest, ['code', 'rates']),
  { skipNullProperties: false },
) {}

/** All rates of a method. */
export class ReplaceShippingRatesRequest {
  @IsArray()
  @ArrayMaxSize(MAX_RATES)
  @NestedEach(() => ShippingRateRequest)
  rates: ShippingRateRequest[];
}
