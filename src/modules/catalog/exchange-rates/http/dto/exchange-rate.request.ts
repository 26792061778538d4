import { IsString, MaxLength } from 'class-validator';

/** A rate of exchange. */
export class ExchangeRateRequest {
  /**
   * Units of the currency for one of the shop's.
   * @example "0.92"
   */
  @IsString()
  @MaxLength(20)
  rate: string;
}
