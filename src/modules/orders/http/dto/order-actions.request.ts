import { IsString, IsUUID, IsUrl, Matches, MaxLength } from 'class-validator';
import { IfSent, IsEmailAddress, IsLine } from '../../../../common/http/dto-rules.js';

/** Why somebody gives up his order. */
export class CancelOrderRequest {
  /**
   * In the customer's own words.
   * @example "I ordered the wrong size"
   */
  @IfSent()
  @IsLine(200)
  reason?: string;
}

/** How an order is paid. */
export class PayOrderRequest {
  /**
   * Another method than the one chosen before.
   * @example "sandbox"
   */
  @IfSent()
  @IsLine(50)
  paymentMethodCode?: string;

  /** Where the browser goes afterwards; only to this shop's own address or an allowed origin. */
  @IfSent()
  @IsString()
  @MaxLength(2000)
  @IsUrl({ require_tld: false, require_protocol: true, protocols: ['http', 'https'] })
  returnUrl?: string;

  /**
   * One of my saved cards, charged at once.
   * @example "3f0d3a52-8b1a-4c9e-9a55-0c0f5a3f8f11"
   */
  @IfSent()
  @IsUUID()
  cardId?: string;

  /**
   * Only so much of what is owed, in the currency of the order; the rest may be paid in another way beside it.
   * @example "10.00"
   */
  @IfSent()
  @Matches(/^\d{1,8}(\.\d{1,3})?$/)
  amount?: string;
}

/** What a guest knows about his order. */
export class LookUpOrderRequest {
  /** @example "ORD-00000001" */
  @IsString()
  @Matches(/^[\x21-\x7e]{1,40}$/)
  orderNumber: string;

  /** @example "guest@example.com" */
  @IsEmailAddress()
  email: string;

  /** `orderToken` from the answer to the order. */
  @IsString()
  @Matches(/^[A-Za-z0-9_-]{43}$/)
  token: string;
}
