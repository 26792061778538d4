import { Injectable } from '@nestjs/common';
import { TooManyRequests } from '../../../common/errors/common-errors.js';
import { ipLimitKey } from '../../../common/http/client.js';
import type { Counter } from '../../../rate-limits/counter.js';
import { RateLimits } from '../../../rate-limits/rate-limits.js';

const SECONDS = 600;

/**
 * Slows down who tries out codes by quotes: after thirty that do not exist in ten minutes from one
 * network, or ten of one customer, quotes with codes have to wait. Quotes without codes never do.
 */
@Injectable()
export class CodeGuesses {
  private readonly byAddress: Counter;
  private readonly byCustomer: Counter;

  constructor(limits: RateLimits) {
    this.byAddress = limits.create({ name: 'code-guesses', points: 30, seconds: SECONDS });
    this.byCustomer = limits.create({ name: 'code-guesses-user', points: 10, seconds: SECONDS });
  }

  /** @throws TooManyRequests with the seconds to wait */
  async assertMayTry(ip: string | null, userId: string | null): Promise<void> {
    for (const [counter, key] of this.counters(ip, userId)) {
      const count = await counter.get(key);
      if (count === null || count.remaining > 0) continue;
      const retryAfterSeconds = Math.max(1, Math.ceil(count.msBeforeNext / 1000));
      throw new TooManyRequests(undefined, { retryAfterSeconds });
    }
  }

  /** Counts codes that nobody made. */
  async count(ip: string | null, userId: string | null, wrong: number): Promise<void> {
    if (wrong === 0) return;
    for (const [counter, key] of this.counters(ip, userId)) await counter.add(key, wrong);
  }

  private counters(ip: string | null, userId: string | null): [Counter, string][] {
    const address: [Counter, string][] = ip === null ? [] : [[this.byAddress, ipLimitKey(ip)]];
    return userId === null ? address : [...address, [this.byCustomer, userId]];
  }
}
