import { Injectable } from '@nestjs/common';
import { ipLimitKey } from '../../common/http/client.js';
import type { Count, Counter } from '../../rate-limits/counter.js';
import { RateLimits } from '../../rate-limits/rate-limits.js';
import { TooManyAttempts } from './auth.errors.js';

const HOUR = 3_600;
/** Failures per account and network before waiting starts. */
const FREE_FAILURES = 10;
const LONGEST_DELAY_SECONDS = 900;
/** Failures per account and hour over all networks. */
const ACCOUNT_FAILURES = 100;

/**
 * Slows guessing down: after ten failures for one account from one network the pause doubles from
 * one second to fifteen minutes, and an account takes at most a hundred failures an hour in all.
 * It never sets `users.locked`, and a new password by mail clears it.
 */
@Injectable()
export class LoginThrottle {
  private readonly failures: Counter;
  private readonly pauses: Counter;
  private readonly account: Counter;

  constructor(limits: RateLimits) {
    const endless = Number.MAX_SAFE_INTEGER;
    this.failures = limits.create({ name: 'login-failures', points: endless, seconds: 12 * HOUR });
    this.pauses = limits.create({ name: 'login-pauses', points: 1, seconds: 1 });
    this.account = limits.create({
      name: 'login-account',
      points: ACCOUNT_FAILURES,
      seconds: HOUR,
    });
  }

  /**
   * Counts an attempt before its password is looked at, so that parallel guesses do not pass as
   * one. Attempts that are refused here do not count.
   *
   * @param account the user's id, or a digest of a login that nobody has: both behave alike
   * @throws TooManyAttempts with the seconds to wait
   */
  async admit(account: string, ip: string): Promise<void> {
    const key = keyOf(account, ip);
    const pause = await this.pauses.get(key);
    if (pause && pause.consumed > 0) throw tooMany(pause);
    const { consumed } = await this.failures.add(key);
    const refusal = (await this.pauseAfter(key, consumed)) ?? (await this.countAccount(account));
    if (!refusal) return;
    await this.failures.add(key, -1);
    throw tooMany(refusal);
  }

  /** The password was right: the failures of this network are forgotten. */
  async succeeded(account: string, ip: string): Promise<void> {
    const key = keyOf(account, ip);
    await Promise.all([
      this.failures.delete(key),
      this.pauses.delete(key),
      this.account.add(account, -1),
    ]);
  }

  /** The attempt was not looked at after all (too busy): it does not count. */
  async withdrawn(account: string, ip: string): Promise<void> {
    await Promise.all([this.failures.add(keyOf(account, ip), -1), this.account.add(account, -1)]);
  }

  /** The owner has proven himself by mail. */
  async clear(account: string, ip: string): Promise<void> {
    const key = keyOf(account, ip);
    await Promise.all([
      this.failures.delete(key),
      this.pauses.delete(key),
      this.account.delete(account),
    ]);
  }

  private async pauseAfter(key: string, failures: number): Promise<Count | null> {
    if (failures <= FREE_FAILURES) return null;
    const pause = await this.pauses.add(key, 1, delayAfter(failures));
    return pause.exceeded ? pause : null;
  }

  private async countAccount(account: string): Promise<Count | null> {
    const count = await this.account.add(account);
    return count.exceeded ? count : null;
  }
}

function keyOf(account: string, ip: string): string {
  return `${account}:${ipLimitKey(ip)}`;
}

function delayAfter(failures: number): number {
  return Math.min(2 ** (failures - FREE_FAILURES - 1), LONGEST_DELAY_SECONDS);
}

function tooMany({ msBeforeNext }: Count): TooManyAttempts {
  return new TooManyAttempts(undefined, { retryAfterSeconds: msBeforeNext / 1_000 });
}
