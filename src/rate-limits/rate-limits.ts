import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { cacheRedisOf } from '../common/redis/open-redis.js';
import { ENV, type Env } from '../config/env.js';
import type { Counter, Limit } from './counter.js';
import { LimitsRedis } from './limits-redis.js';
import { MemoryCounter } from './memory-counter.js';
import { SharedCounter, type SharedStore } from './shared-counter.js';

/** Makes counters: in Redis, shared by all processes, else (and while Redis is away) in this one. */
@Injectable()
export class RateLimits implements OnApplicationShutdown {
  private readonly store: SharedStore | null;

  constructor(@Inject(ENV) env: Env) {
    const place = cacheRedisOf(env);
    this.store =
      place === null
        ? null
        : {
            redis: new LimitsRedis(place),
            prefix: `${env.QUEUE_PREFIX.replaceAll(/[{}]/g, '')}:limit`,
            secret: env.BLIND_INDEX_KEY,
          };
  }

  /** A counter for the given limit. Its keys may be plain ids and addresses: only digests leave. */
  create(limit: Limit): Counter {
    return this.store ? new SharedCounter(limit, this.store) : new MemoryCounter(limit);
  }

  onApplicationShutdown(): void {
    this.store?.redis.close();
  }
}
