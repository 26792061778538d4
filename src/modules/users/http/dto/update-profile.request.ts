import { IfSent, IfSentNotNull, IsLine } from '../../../../common/http/dto-rules.js';

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
   * The language of mails, one of those of the shop; null for the first of them.
   * @example "en"
   */
  @IfSentNotNull()
  @IsLine(35)
  locale?: string | null;
}
