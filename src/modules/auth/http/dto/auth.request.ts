import { Transform } from 'class-transformer';
import { IsIn, IsString, Length, Matches, MaxLength, MinLength } from 'class-validator';
import {
  IfSent,
  IsEmailAddress,
  IsLine,
  IsPhoneNumberText,
} from '../../../../common/http/dto-rules.js';
import { toTrimmed } from '../../../../common/http/transforms.js';
import { MAX_PASSWORD_CHARACTERS, MIN_PASSWORD_CHARACTERS } from '../../domain/password-policy.js';

/** A new account. */
export class RegisterRequest {
  /** @example "carol@example.com" */
  @IsEmailAddress()
  email: string;

  /**
   * 8 to 128 characters of any kind; the most common ones are refused.
   * @example 'violet harbour 42'
   */
  @IsString()
  @MinLength(MIN_PASSWORD_CHARACTERS)
  @MaxLength(MAX_PASSWORD_CHARACTERS)
  password: string;

  /**
   * Public; made up when left out.
   * @example "carol"
   */
  @IfSent()
  @IsString()
  @MaxLength(30)
  @Matches(/^[A-Za-z0-9][A-Za-z0-9._-]{2,29}$/, {
    message: 'username must have 3 to 30 letters, digits, dots, dashes or underscores',
  })
  username?: string;

  /** @example "Carol" */
  @IsLine(100)
  firstName: string;

  /** @example "Castillo" */
  @IsLine(100)
  lastName: string;

  /** @example '+12025550163' */
  @IsPhoneNumberText()
  phoneNumber: string;
}

/** The code of a verification mail. */
export class VerifyEmailRequest {
  /** @example "carol@example.com" */
  @IsEmailAddress()
  email: string;

  /**
   * From the mail.
   * @example "4f0c1f8e2b7a49d3a1c65e0f9d2b8c71"
   */
  @IsString()
  @Length(1, 64)
  code: string;
}

/** Whom to mail a code. */
export class RequestCodeRequest {
  /** @example "alice@example.com" */
  @IsEmailAddress()
  email: string;
}

/** The code of a reset mail and the new password. */
export class ResetPasswordRequest extends VerifyEmailRequest {
  /**
   * 8 to 128 characters of any kind; the most common ones are refused.
   * @example 'violet harbour 43'
   */
  @IsString()
  @MinLength(MIN_PASSWORD_CHARACTERS)
  @MaxLength(MAX_PASSWORD_CHARACTERS)
  password: string;
}

/** Who wants to log in. */
export class LoginRequest {
  /**
   * E-mail address or user name.
   * @example "alice@example.com"
   */
  @Transform(toTrimmed)
  @IsString()
  @Length(1, 254)
  login: string;

  /** @example 'Demo-Passw0rd!' */
  @IsString()
  @MinLength(1)
  @MaxLength(MAX_PASSWORD_CHARACTERS)
  password: string;

  /**
   * Where the refresh token goes: into the answer, or (for browsers) into the cookie
   * `__Host-refresh`, which no script can read. With the cookie, send `X-Requested-With`.
   * @example "body"
   */
  @IfSent()
  @IsIn(['body', 'cookie'])
  tokenIn?: 'body' | 'cookie';
}

/** What to end: left out for the session of the access token or of the cookie. */
export class LogoutRequest {
  /** @example "Zb1c0mVnb2Zhcm9zZXMtYW5kLXRoZS1yZXN0LTAwMDA" */
  @IfSent()
  @IsString()
  @Length(1, 128)
  refreshToken?: string;
}

/** The refresh token of a login or of the last refresh; left out when it is in the cookie. */
export class RefreshRequest {
  /** @example "Zb1c0mVnb2Zhcm9zZXMtYW5kLXRoZS1yZXN0LTAwMDA" */
  @IfSent()
  @IsString()
  @Length(1, 128)
  refreshToken?: string;
}
