import { Transform } from 'class-transformer';
import { Matches } from 'class-validator';
import { toTrimmed } from '../../../../common/http/transforms.js';

/** What a code can look like; the case does not matter. */
export const DISCOUNT_CODE = /^[\x21-\x7e]{1,50}$/;

/** A discount code as the customer has it. */
export class AddCartCodeRequest {
  /**
   * Upper or lower case.
   * @example "WELCOME10"
   */
  @Transform(toTrimmed)
  @Matches(DISCOUNT_CODE, { message: 'code must have 1 to 50 letters, digits or signs' })
  code: string;
}
