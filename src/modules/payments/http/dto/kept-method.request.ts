import { OmitType, PartialType } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  Matches,
} from 'class-validator';

import { IfSent, IsLine, IsText } from '../../../../common/http/dto-rules.js';

const CODE = /^[a-z0-9](?:[a-z0-9_-]{0,48}[a-z0-9])?$/;
/** As the column writes it: two digits behind the point, whatever the currency. */
const AMOUNT = /^\d{1,8}(\.\d{1,2})?$/;

/** A way to pay. */
export class CreatePaymentMethodRequest {
  /** @example "card" */
  @Matches(CODE)
  code: string;

  /** @example "Credit card" */
  @IsLine(100)
  name: string;

  @IsOptional()
  @IsText(2000)
  description?: string | null;

  /** @example true */
  @IfSent()
  @IsBoolean()
  isActive?: boolean;

  /**
   * One that is set up here.
   * @example "sandbox"
   */
  @Matches(/^[a-z0-9_-]{1,50}$/)
  gateway: string;

  /** Not offered to guests. */
  @IfSent()
  @IsBoolean()
  requiresAccount?: boolean;

  /**
   * In whatever currency is paid; null for none.
   * @example "1.00"
   */
  @IsOptional()
  @Matches(AMOUNT)
  minAmount?: string | null;

  /** @example "5000.00" */
  @IsOptional()
  @Matches(AMOUNT)
  maxAmount?: string | null;

  /**
   * What the gateway keeps of each payment, as a fraction: 0.0290 is 2.9 %. The merchant's cost.
   * @example "0.0290"
   */
  @IsOptional()
  @Matches(/^(0(\.\d{1,4})?|1(\.0{1,4})?)$/)
  feePercentage?: string | null;

  /**
   * The same for each payment.
   * @example "0.30"
   */
  @IsOptional()
  @Matches(AMOUNT)
  feeFixed?: string | null;

  /** Null: every one. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(200)
  @ArrayUnique()
  @Matches(/^[A-Z]{3}$/, { each: true })
  currencies?: string[] | null;

  /** ISO 3166; null: every one. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(300)
  @ArrayUnique()
  @Matches(/^[A-Z]{2}$/, { each: true })
  countries?: string[] | null;

  /** `manual`: the money is held first and captured by staff or when a parcel leaves; where the gateway can. */
  @IfSent()
  @IsIn(['automatic', 'manual'])
  capture?: 'automatic' | 'manual';
}

/** What changes of a way to pay; its code stays: orders hold it. */
export class ChangePaymentMethodRequest extends PartialType(
  OmitType(CreatePaymentMethodRequest, ['code'] as const),
  { skipNullProperties: false },
) {}

/** In which order methods are offered. */
export class OrderPaymentMethodsRequest {
  /**
   * Codes; those that are left out follow in the order they had.
   * @example ["sandbox", "cod"]
   */
  @IsArray()
  @ArrayMaxSize(500)
  @ArrayUnique()
  @Matches(CODE, { each: true })
  codes: string[];
}
