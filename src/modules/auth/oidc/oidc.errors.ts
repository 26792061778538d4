import { defineError, type ProblemClass } from '../../../common/errors/domain-error.js';

export class OidcNotConfigured extends defineError(
  'auth.oidc_not_configured',
  'not_found',
  'This shop has no login provider',
) {}

export class OidcUnavailable extends defineError(
  'auth.oidc_unavailable',
  'unavailable',
  'The login provider cannot be reached',
) {}

/** Made up, used, run out, or started in another browser. */
export class InvalidOidcState extends defineError(
  'auth.invalid_oidc_state',
  'validation',
  'This login was not started here or has run out, start again',
) {}

/** Of an exchange: wrong, used or older than a minute. */
export class InvalidOidcCode extends defineError(
  'auth.invalid_oidc_code',
  'unprocessable',
  'The code is not valid (any more), start again',
) {}

/** The person said no, or what the provider answered cannot be trusted. */
export class OidcRefused extends defineError(
  'auth.oidc_refused',
  'unauthenticated',
  'The login at the provider did not succeed',
) {}

/** Known or not: whoever has not proven an address learns nothing about it. */
export class OidcEmailUnverified extends defineError(
  'auth.oidc_email_unverified',
  'conflict',
  'The provider does not vouch for an e-mail address: register with a password, then link the provider to the account',
) {}

/** The provider vouches for the address, but its account here never confirmed it. */
export class OidcAccountExists extends defineError(
  'auth.oidc_account_exists',
  'conflict',
  'There is an account with this address: log in with its password, then link the provider to it',
) {}

export class IdentityTaken extends defineError(
  'auth.identity_taken',
  'conflict',
  'This account at the provider is linked already, here or to another account',
) {}

export class IdentityNotFound extends defineError(
  'auth.identity_not_found',
  'not_found',
  'Identity not found',
) {}

export class LastWayIn extends defineError(
  'auth.last_way_in',
  'conflict',
  'This is the only way into the account: choose a password first (forgot password)',
) {}

export class InvalidReturnTo extends defineError(
  'auth.invalid_return_to',
  'unprocessable',
  'The login can only return to a page of the shop',
) {}

/** What an answer of the provider can end in; the exchange answers it under its code. */
export const CALLBACK_REFUSALS: readonly ProblemClass[] = [
  OidcRefused,
  OidcUnavailable,
  OidcEmailUnverified,
  OidcAccountExists,
  IdentityTaken,
];

/** The error that a callback has left behind under this code. */
export function refusalOf(code: string): Error {
  const known = CALLBACK_REFUSALS.find(({ problem }) => problem.code === code) ?? OidcRefused;
  return new known();
}
