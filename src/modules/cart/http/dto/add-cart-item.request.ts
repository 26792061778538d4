import { IsInt, IsUUID, Max, Min } from 'class-validator';
import { IfSent, IsText } from '../../../../common/http/dto-rules.js';
import { MAX_LINE_NOTE, MAX_QUANTITY } from '../../cart.types.js';

/** A variant to be put into the cart. Prices are the shop's; a body that names one is refused. */
export class AddCartItemRequest {
  /**
   * The variant; every product has at least one.
   * @example "b64ad76b-8a5e-4cfc-af76-7e65be7bfe75"
   */
  @IsUUID()
  variantId: string;

  /**
   * Pieces to add, a whole number; a line that is there already grows by them.
   * @example 2
   */
  @IsInt()
  @Min(1)
  @Max(MAX_QUANTITY)
  quantity: number;
}

/** A variant with words beside it. */
export class AddNotedItemRequest extends AddCartItemRequest {
  /**
   * Kept on the order's line; in place of an earlier one.
   * @example "Please wrap it."
   */
  @IfSent()
  @IsText(MAX_LINE_NOTE)
  notes?: string;
}
