import { defineError } from '../../common/errors/domain-error.js';

export { LoginBusy } from '../../common/crypto/password-hasher.js';

/** The same for a wrong password, an unknown account and a locked one. */
export class InvalidCredentials extends defineError(
  'auth.invalid_credentials',
  'unauthenticated',
  'The login or the password is wrong',
) {}

export class TooManyAttempts extends defineError(
  'auth.too_many_attempts',
  'too_many_requests',
  'Too many failed logins, wait before the next one',
) {}

/** Wrong, used, replaced or run out, for this address or an unknown one: never says which. */
export class InvalidCode extends defineError(
  'auth.invalid_code',
  'unprocessable',
  'The code is not valid (any more)',
) {}

export class InvalidRefreshToken extends defineError(
  'auth.invalid_refresh_token',
  'unauthenticated',
  'The refresh token is not valid (any more), log in again',
) {}

export class PasswordTooCommon extends defineError(
  'auth.password_too_common',
  'unprocessable',
  'This password is among the first that attackers try',
) {}

export class SessionNotFound extends defineError(
  'auth.session_not_found',
  'not_found',
  'Session not found',
) {}
