import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Redis } from 'ioredis';
import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterRedis,
} from 'rate-limiter-flexible';
import { ENV, type Env } from '../../config/env.js';

/** How much of what in how many seconds. */
export interface Limit {
  readonly name: string;
  readonly points: number;
  readonly seconds: number;
}

const REDIS_TIMEOUT_MS = 500;

/** Makes counters: in Redis, shared by all processes, else (and while Redis is away) in this one. */
@Injectable()
export class RateLimits implements OnApplicationShutdown {
  private readonly logger = new Logger(RateLimits.name);
  private readonly redis: Redis | null;

  constructor(@Inject(ENV) private readonly env: Env) {
    this.redis = env.REDIS_URL === undefined ? null : this.connect(env.REDIS_URL);
  }

  /** A counter for the given limit; keys must hold nothing personal in clear text. */
  create({ name, points, seconds }: Limit): RateLimiterAbstract {
    const keyPrefix = `{eshop:limit}:${this.env.QUEUE_PREFIX.replaceAll(/[{}]/g, '')}:${name}`;
    const memory = new RateLimiterMemory({ keyPrefix, points, duration: seconds });
    if (!this.redis) return memory;
    return new RateLimiterRedis({
      storeClient: this.redis,
      keyPrefix,
      points,
      duration: seconds,
      insuranceLimiter: memory,
      rejectIfRedisNotReady: true,
    });
  }

  onApplicationShutdown(): void {
    this.redis?.disconnect();
  }

  private connect(url: string): Redis {
    const redis = new Redis(url, {
      connectionName: 'eshop-limits',
      enableOfflineQueue: false,
      maxRetriesPerRequest: 1,
      commandTimeout: REDIS_TIMEOUT_MS,
      connectTimeout: REDIS_TIMEOUT_MS,
      retryStrategy: (times) => Math.min(times * 100, 2_000),
    });
    let away = false;
    redis.on('error', (error) => {
      if (!away) this.logger.warn(`Limits are counted in this process alone: ${error.message}`);
      away = true;
    });
    redis.on('ready', () => {
      away = false;
    });
    return redis;
  }
}
