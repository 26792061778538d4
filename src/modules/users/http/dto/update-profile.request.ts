import { IfSent, IsLine, IsPhoneNumberText } from '../../../../common/http/dto-rules.js';

/** What a person may change of his account; fields that are left out stay as they are. */
export class UpdateProfileRequest {
  /** @example "Alice" */
  @IfSent()
  @IsLine(100)
  firstName?: string;

  /** @example "Andersen" */
  @IfSent()
  @IsLine(100)
  lastName?: string;

  /**
   * A new number counts as not verified.
   * @example '+12025550147'
   */
  @IfSent()
  @IsPhoneNumberText()
  phoneNumber?: string;
}
