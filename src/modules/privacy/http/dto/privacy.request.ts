import { IsString, Matches, MaxLength } from 'class-validator';
import { IsEmailAddress } from '../../../../common/http/dto-rules.js';

const MAX_CODE_CHARACTERS = 64;

/** The code from the mail. */
export class DownloadExportRequest {
  /** @example '0f1e2d3c4b5a69788796a5b4c3d2e1f0' */
  @IsString()
  @MaxLength(MAX_CODE_CHARACTERS)
  @Matches(/^[\s0-9A-Fa-f]+$/, { message: '$property must be the code from the mail' })
  code: string;
}

/** Somebody who never had an account. */
export class EraseGuestRequest {
  /**
   * The address that the guest ordered with.
   * @example 'guest@example.com'
   */
  @IsEmailAddress()
  email: string;
}
