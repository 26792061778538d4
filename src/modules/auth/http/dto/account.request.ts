import { IsBoolean, IsString, Length, Matches, MaxLength, MinLength } from 'class-validator';
import { IfSent, IsEmailAddress, IsPhoneNumberText } from '../../../../common/http/dto-rules.js';
import { ProofRequest } from '../../../../common/http/proof.request.js';
import { MAX_PASSWORD_CHARACTERS, MIN_PASSWORD_CHARACTERS } from '../../domain/password-policy.js';

/** Another password. */
export class ChangePasswordRequest extends ProofRequest {
  /**
   * 8 to 128 characters of any kind; the most common ones are refused.
   * @example 'violet harbour 43'
   */
  @IsString()
  @MinLength(MIN_PASSWORD_CHARACTERS)
  @MaxLength(MAX_PASSWORD_CHARACTERS)
  newPassword: string;

  /**
   * Whether the logins on other devices end; they do when it is left out.
   * @example true
   */
  @IfSent()
  @IsBoolean()
  endOtherSessions?: boolean;
}

/** Another e-mail address. */
export class ChangeEmailRequest extends ProofRequest {
  /** @example "alice.andersen@example.com" */
  @IsEmailAddress()
  email: string;
}

/** The code that went to the new address. */
export class ConfirmEmailRequest {
  /**
   * From the mail.
   * @example "4f0c1f8e2b7a49d3a1c65e0f9d2b8c71"
   */
  @IsString()
  @Length(1, 64)
  code: string;
}

/** Another phone number. */
export class ChangePhoneRequest extends ProofRequest {
  /** @example '+12025550147' */
  @IsPhoneNumberText()
  phoneNumber: string;
}

/** The code that came by SMS. */
export class VerifyPhoneRequest {
  /**
   * Six digits.
   * @example '492039'
   */
  @IsString()
  @MaxLength(6)
  @Matches(/^[0-9]{6}$/, { message: 'code must have 6 digits' })
  code: string;
}

/** The end of an account. */
export class DeleteAccountRequest extends ProofRequest {}
