import { IsInt, Max, Min } from 'class-validator';
import { MAX_QUANTITY } from '../../cart.types.js';

/** The new quantity of a line; to take it out, delete it. */
export class ChangeCartItemRequest {
  /**
   * Pieces, a whole number.
   * @example 3
   */
  @IsInt()
  @Min(1)
  @Max(MAX_QUANTITY)
  quantity: number;
}
