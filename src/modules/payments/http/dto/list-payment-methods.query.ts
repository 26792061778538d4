import { IsBoolean, IsOptional, IsString, Matches } from 'class-validator';
import { Transform } from 'class-transformer';

import { toBoolean } from '../../../../common/http/transforms.js';

/** What shall be paid; without an amount all methods of the shop are listed. */
export class ListPaymentMethodsQuery {
  /**
   * Amount to be paid, as a decimal string; lists only the methods that take it.
   * @example "49.90"
   */
  @IsOptional()
  @IsString()
  @Matches(/^\d{1,8}(\.\d{1,2})?$/)
  amount?: string;

  /**
   * Currency of the amount; the shop's own by default.
   * @example "USD"
   */
  @IsOptional()
  @Matches(/^[A-Z]{3}$/)
  currency?: string;

  /**
   * Country the goods go to; the shop's own by default.
   * @example "US"
   */
  @IsOptional()
  @Matches(/^[A-Z]{2}$/)
  country?: string;

  /** Whether the buyer has no account. */
  @IsOptional()
  @Transform(toBoolean)
  @IsBoolean()
  guest?: boolean = false;
}
