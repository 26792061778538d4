import { Matches } from 'class-validator';

/** What a cart counts in. */
export class ChangeCartRequest {
  /**
   * One that the shop offers; all lines are priced anew.
   * @example "USD"
   */
  @Matches(/^[A-Z]{3}$/, { message: 'currency must be three capital letters' })
  currency: string;
}
