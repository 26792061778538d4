import { createHmac, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import bcrypt from 'bcrypt';
import { ENV, type Env } from '../../config/env.js';
import { defineError } from '../errors/domain-error.js';
import { Semaphore } from './semaphore.js';

/** Too many passwords are being checked at once; each takes a fifth of a second of a core. */
export class LoginBusy extends defineError(
  'auth.busy',
  'unavailable',
  'Too many logins at once, try again in a moment',
) {}

const MAX_WAITING = 30;
const RETRY_AFTER_SECONDS = 5;

/** What hashing depends on; PASSWORD_HASH_COST is the binary logarithm of the rounds. */
export type PasswordSettings = Pick<
  Env,
  'PASSWORD_PEPPER' | 'LOGIN_CONCURRENCY' | 'PASSWORD_HASH_COST'
>;

/**
 * Passwords as bcrypt over base64(HMAC-SHA-384(password, pepper)): bcrypt reads 72 bytes and stops
 * at a NUL, this form is always 64 bytes of text. At most LOGIN_CONCURRENCY hashes run at once,
 * because they share libuv's four threads with DNS and files.
 */
@Injectable()
export class PasswordHasher {
  private readonly pepper: string;
  private readonly running: Semaphore;
  /** A hash of nothing: comparing with it costs the same and never succeeds. */
  private readonly nobody: string;
  private readonly cost: number;

  constructor(@Inject(ENV) env: PasswordSettings) {
    this.pepper = env.PASSWORD_PEPPER;
    this.cost = env.PASSWORD_HASH_COST;
    const cost = String(this.cost).padStart(2, '0');
    this.nobody = `$2b$${cost}$${bcryptSalt()}${'.'.repeat(31)}`;
    this.running = new Semaphore(env.LOGIN_CONCURRENCY, MAX_WAITING);
  }

  /** @throws LoginBusy when too many wait already. */
  async hash(password: string): Promise<string> {
    return this.limited(() => bcrypt.hash(this.prepare(password), this.cost));
  }

  /**
   * Compares with the stored hash, or, for an account that does not exist, with a dummy of the
   * same cost: either way exactly one hash is computed.
   *
   * @throws LoginBusy when too many wait already.
   */
  async verify(password: string, hash: string | null): Promise<boolean> {
    const usable = hash !== null && this.isUsable(hash);
    const matches = await this.limited(() =>
      bcrypt.compare(this.prepare(password), usable ? hash : this.nobody),
    );
    return usable && matches;
  }

  /** False for the sentinel of an account without a password. */
  isUsable(hash: string): boolean {
    return hash.startsWith('$2');
  }

  /** Whether a hash was made with a lower cost than today's. */
  isStale(hash: string): boolean {
    return bcrypt.getRounds(hash) < this.cost;
  }

  private prepare(password: string): string {
    return createHmac('sha384', this.pepper).update(password, 'utf8').digest('base64');
  }

  private async limited<T>(work: () => Promise<T>): Promise<T> {
    const release = await this.running.enter();
    if (!release) throw new LoginBusy(undefined, { retryAfterSeconds: RETRY_AFTER_SECONDS });
    try {
      return await work();
    } finally {
      release();
    }
  }
}

/** 22 characters of bcrypt's base64; the last may carry only two bits. */
function bcryptSalt(): string {
  const text = randomBytes(16).toString('base64').replaceAll('+', '.').slice(0, 21);
  return `${text}u`;
}
