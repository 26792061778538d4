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
/** Failures per network and quarter of an hour over all accounts. */
const NETWORK_FAILURES = 100;

/**
 * Slows guessing down: after ten failures for one account from one network the pause doubles from
 * one second to fifteen minutes; an account takes at most a hundred failures an hour from all
 * networks together, a network a hundred in a quarter of an hour for all accounts together.
 *
 * A flood must not shut the owner out: the two limits over everybody do not count where he has
 * logged in before, nor where he has just chosen a new password by mail. It never sets `users.locked`.
 */
@Injectable()
export class LoginThrottle {
  private readonly failures: Counter;
  private readonly pauses: Counter;
  private readonly account: Counter;
  private readonly network: Counter;
  private readonly proven: Counter;

  constructor(limits: RateLimits) {
    const endless = Number.MAX_SAFE_INTEGER;
    this.failures = limits.create({ name: 'login-failures', points: endless, seconds: 12 * HOUR });
    this.pauses = limits.create({ name: 'login-pauses', points: 1, seconds: 1 });
    this.account = limits.create({
      name: 'login-account',
      points: ACCOUNT_FAILURES,
      seconds: HOUR,
    });
    this.network = limits.create({
      name: 'login-network',
      points: NETWORK_FAILURES,
      seconds: HOUR / 4,
    });
    this.proven = limits.create({ name: 'login-proven', points: endless, seconds: HOUR });
  }

  /**
   * Counts an attempt before its password is looked at, so that parallel guesses do not pass as
   * one. Attempts that are refused here do not count.
   *
   * @param account the user's id, or a digest of a login that nobody has: both behave alike
   * @param isUsualPlace whether the owner has logged in from this network before; asked only when
   * a limit over everybody is used up
   * @throws TooManyAttempts with the seconds to wait
   */
  async admit(
    account: string,
    ip: string,
    isUsualPlace: () => Promise<boolean> = async () => Promise.resolve(false),
  ): Promise<void> {
    const key = keyOf(account, ip);
    const pause = await this.pauses.get(key);
    if (pause && pause.consumed > 0) throw tooMany(pause);
    const { consumed } = await this.failures.add(key);
    const refusal =
      (await this.pauseAfter(key, consumed)) ?? (await this.countForAll(account, ip, isUsualPlace));
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
      this.network.add(ipLimitKey(ip), -1),
    ]);
  }

  /** The attempt was not looked at after all (too busy): it does not count. */
  async withdrawn(account: string, ip: string): Promise<void> {
    await Promise.all([
      this.failures.add(keyOf(account, ip), -1),
      this.account.add(account, -1),
      this.network.add(ipLimitKey(ip), -1),
    ]);
  }

  /** The owner has proven himself by mail: for an hour no flood stands between him and his login. */
  async clear(account: string, ip: string): Promise<void> {
    const key = keyOf(account, ip);
    await Promise.all([
      this.failures.delete(key),
      this.pauses.delete(key),
      this.account.delete(account),
      this.proven.add(key),
    ]);
  }

  private async pauseAfter(key: string, failures: number): Promise<Count | null> {
    if (failures <= FREE_FAILURES) return null;
    const pause = await this.pauses.add(key, 1, delayAfter(failures));
    return pause.exceeded ? pause : null;
  }

  private async countForAll(
    account: string,
    ip: string,
    isUsualPlace: () => Promise<boolean>,
  ): Promise<Count | null> {
    const counts = await Promise.all([this.account.add(account), this.network.add(ipLimitKey(ip))]);
    const refusal = counts.find(({ exceeded }) => exceeded) ?? null;
    if (!refusal) return null;
    const isProven = (await this.proven.get(keyOf(account, ip))) !== null;
    return isProven || (await isUsualPlace()) ? null : refusal;
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
