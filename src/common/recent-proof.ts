import { LoginBusy } from './crypto/password-hasher.js';
import { ProofFailed, ProofNeeded } from './errors/common-errors.js';
import { defineError } from './errors/domain-error.js';
import type { AuthUser } from './http/auth-user.js';
import type { ClientInfo } from './http/client.js';
import type { RequestContext } from './request-context.js';

/** What a person shows again before a change that a thief of his session must not make. */
export interface Proof {
  readonly currentPassword?: string | undefined;
}

/** A wrong password counts, wherever it is asked for. */
export class TooManyAttempts extends defineError(
  'auth.too_many_attempts',
  'too_many_requests',
  'Too many failed logins, wait before the next one',
) {}

/** What {@link RecentProof.assert} can refuse with: for `@ApiProblems(...PROOF_PROBLEMS)`. */
export const PROOF_PROBLEMS = [ProofFailed, ProofNeeded, TooManyAttempts, LoginBusy] as const;

/**
 * Asks a person who is logged in to prove again that it is he: before password, e-mail, phone,
 * second factor or keys change and before the account goes. The feature that knows passwords
 * provides it for all others.
 */
export abstract class RecentProof {
  /**
   * With the password where the account has one; it is counted and slowed down like a login. An
   * account without one needs a session, or a second factor shown in it, that is at most ten
   * minutes old. Computes a hash: never call it inside a transaction.
   *
   * @throws ProofFailed when the password is wrong, ProofNeeded when none was sent or the login is
   * too old, and what a login throws when it is slowed down.
   */
  abstract assert(
    ctx: RequestContext,
    user: AuthUser,
    proof: Proof,
    client: ClientInfo,
  ): Promise<void>;
}
