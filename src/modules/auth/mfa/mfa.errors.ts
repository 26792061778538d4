import { defineError } from '../../../common/errors/domain-error.js';

/** Wrong, used before, out of time, of another account: never says which. */
export class InvalidSecondFactor extends defineError(
  'auth.invalid_second_factor',
  'unprocessable',
  'The code is not valid (any more)',
) {}

/** Run out, made up, or the account was changed since. */
export class InvalidMfaToken extends defineError(
  'auth.invalid_mfa_token',
  'unauthenticated',
  'The login has to be started again',
) {}

export class MfaAlreadyOn extends defineError(
  'auth.mfa_already_on',
  'conflict',
  'The account has a second factor already, remove it first',
) {}

export class MfaNotStarted extends defineError(
  'auth.mfa_not_started',
  'conflict',
  'Nothing is waiting for its first code, start again',
) {}

export class MfaNotOn extends defineError(
  'auth.mfa_not_on',
  'not_found',
  'The account has no second factor',
) {}
