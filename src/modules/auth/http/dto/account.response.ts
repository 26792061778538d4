import type { PhoneChange } from '../../../users/users.types.js';
import type { AccessToken } from '../../auth.types.js';

/** A new access token for the session of the request; its refresh token stays. */
export class AccessTokenResponse {
  /** For the header `Authorization: Bearer …`. */
  readonly accessToken: string;

  /** @example "Bearer" */
  readonly tokenType: string;

  /**
   * Seconds until the access token runs out.
   * @example 900
   */
  readonly expiresIn: number;

  readonly sessionId: string;
}

/** The phone number of the account. */
export class PhoneResponse {
  /** @example '+12025550147' */
  readonly phoneNumber: string;

  /** @example false */
  readonly verified: boolean;
}

/** Renders a token. */
export function toAccessTokenResponse(token: AccessToken): AccessTokenResponse {
  const { accessToken, expiresIn, sessionId } = token;
  return { accessToken, tokenType: 'Bearer', expiresIn, sessionId };
}

/** Renders a phone number for its owner. */
export function toPhoneResponse({ phoneNumber, verified }: PhoneChange): PhoneResponse {
  return { phoneNumber, verified };
}
