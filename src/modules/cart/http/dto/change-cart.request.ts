import { Matches, ValidateIf } from 'class-validator';
import { IfSentNotNull, IsText } from '../../../../common/http/dto-rules.js';
import { MAX_CART_NOTE } from '../../cart.types.js';

/** What concerns a cart as a whole; what is left out stays as it is. */
export class ChangeCartRequest {
  /**
   * One that the shop offers; all lines are priced anew.
   * @example "USD"
   */
  // Something has to be sent.
  @ValidateIf(
    ({ currency, notes }: ChangeCartRequest) => currency !== undefined || notes === undefined,
  )
  @Matches(/^[A-Z]{3}$/, { message: 'currency must be three capital letters' })
  currency?: string;

  /**
   * For the shop, and kept on the order; null takes it away.
   * @example "A gift for Ada."
   */
  @IfSentNotNull()
  @IsText(MAX_CART_NOTE)
  notes?: string | null;
}
