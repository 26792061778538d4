import { createHmac } from 'node:crypto';
import { RateLimiterRedis, type RateLimiterRes } from 'rate-limiter-flexible';
import type { Count, Counter, Limit } from './counter.js';
import type { LimitsRedis } from './limits-redis.js';
import { describeCount, MemoryCounter } from './memory-counter.js';

const KEY_LENGTH = 22;

/** Where a counter keeps its numbers. */
export interface SharedStore {
  readonly redis: LimitsRedis;
  readonly prefix: string;
  /** Keys name people and addresses: Redis sees their keyed digest. */
  readonly secret: string;
}

/**
 * Counts in Redis for all processes. This process counts along, and goes by its own numbers while Redis is
 * away or late.
 */
export class SharedCounter implements Counter {
  private readonly shared: RateLimiterRedis;
  private readonly own: MemoryCounter;

  constructor(
    private readonly limit: Limit,
    private readonly store: SharedStore,
  ) {
    this.own = new MemoryCounter(limit);
    this.shared = new RateLimiterRedis({
      storeClient: store.redis.client,
      keyPrefix: `${store.prefix}:${limit.name}`,
      points: limit.points,
      duration: limit.seconds,
    });
  }

  async add(key: string, points = 1, seconds?: number): Promise<Count> {
    // Counted here as well, at once: of many at the same time some may have to do without Redis.
    const own = await this.own.add(key, points, seconds);
    const options = seconds === undefined ? {} : { customDuration: seconds };
    return this.attempt(
      async () => this.describe(key, await this.shared.penalty(this.digest(key), points, options)),
      () => Promise.resolve(own),
    );
  }

  get(key: string): Promise<Count | null> {
    return this.attempt(
      async () => {
        const found = await this.shared.get(this.digest(key));
        return found && this.describe(key, found);
      },
      () => this.own.get(key),
    );
  }

  async delete(key: string): Promise<void> {
    await this.own.delete(key);
    await this.attempt(
      () => this.shared.delete(this.digest(key)),
      () => Promise.resolve(false),
    );
  }

  private async attempt<T>(shared: () => Promise<T>, own: () => Promise<T>): Promise<T> {
    const { redis } = this.store;
    if (!redis.usable) return own();
    try {
      return await shared();
    } catch {
      redis.failed();
      return own();
    }
  }

  private describe(key: string, { consumedPoints, msBeforeNext }: RateLimiterRes): Count {
    const count = describeCount(this.limit, consumedPoints, msBeforeNext);
    this.own.learn(key, count);
    return count;
  }

  private digest(key: string): string {
    const { secret } = this.store;
    const digest = createHmac('sha256', secret).update(`rate limit ${key}`).digest('base64url');
    return digest.slice(0, KEY_LENGTH);
  }
}
