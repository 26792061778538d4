import { IsString, Matches } from 'class-validator';
import { IfSent } from '../../../common/http/dto-rules.js';

/** One order by number and token; without them all of the account's e-mail address. */
export class ClaimOrdersRequest {
  /** Together with `token`. */
  @IfSent()
  @IsString()
  @Matches(/^[\x21-\x7e]{1,40}$/)
  orderNumber?: string;

  /** `orderToken` from the answer to the order; together with `orderNumber`. */
  @IfSent()
  @IsString()
  @Matches(/^[A-Za-z0-9_-]{43}$/)
  token?: string;
}

/** What has become of it. */
export class ClaimedOrdersResponse {
  /**
   * How many orders belong to the account from now on.
   * @example 0
   */
  readonly claimed: number;
}
