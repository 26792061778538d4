import { IsInt, Max, Min, ValidateIf } from 'class-validator';
import { IfSentNotNull, IsText } from '../../../../common/http/dto-rules.js';
import { MAX_LINE_NOTE, MAX_QUANTITY } from '../../cart.types.js';

/** What changes of a line; to take it out, delete it. */
export class ChangeCartItemRequest {
  /**
   * Pieces, a whole number.
   * @example 3
   */
  // Something has to be sent.
  @ValidateIf(
    ({ quantity, notes }: ChangeCartItemRequest) => quantity !== undefined || notes === undefined,
  )
  @IsInt()
  @Min(1)
  @Max(MAX_QUANTITY)
  quantity?: number;

  /**
   * Kept on the order's line; null takes it away.
   * @example "Please wrap it."
   */
  @IfSentNotNull()
  @IsText(MAX_LINE_NOTE)
  notes?: string | null;
}
