import { IfSent, IsLine } from '../../../../common/http/dto-rules.js';

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
}
