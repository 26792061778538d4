import { defineError } from '../../common/errors/domain-error.js';

export { LoginBusy } from '../../common/crypto/password-hasher.js';
export { TooManyAttempts } from '../../common/recent-proof.js';

/** The same for a wrong password, an unknown account and a locked one. */
export class InvalidCredentials extends defineError(
  'auth.invalid_credentials',
  'unauthenticated',
  'The login or the password is wrong',
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

/** A call with the refresh cookie that does not come from a page of the shop. */
export class CrossSiteRefused extends defineError(
  'auth.cross_site_refused',
  'forbidden',
  'With the cookie, call from a known Origin and send X-Requested-With',
) {}

/** Asked too soon after the last code, or too often in an hour. */
export class TooManyCodes extends defineError(
  'auth.too_many_codes',
  'too_many_requests',
  'A code was sent just now or too many were sent, wait before the next one',
) {}

export class PhoneAlreadyVerified extends defineError(
  'auth.phone_already_verified',
  'conflict',
  'This phone number is verified already',
) {}

/** No gateway for SMS is configured. */
export class SmsUnavailable extends defineError(
  'auth.sms_unavailable',
  'unavailable',
  'The shop cannot send SMS at present',
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
