import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Redis } from 'ioredis';
import { ENV, type Env } from '../../../config/env.js';

export type RedisHealth = 'up' | 'down' | 'not_configured';

/** Asks Redis, which the shop can do without: what is down here only degrades. */
@Injectable()
export class RedisHealthCheck implements OnModuleDestroy {
  private readonly client: Redis | null;

  constructor(@Inject(ENV) env: Env) {
    this.client = env.REDIS_URL === undefined ? null : connect(env.REDIS_URL);
  }

  async check(): Promise<RedisHealth> {
    if (!this.client) return 'not_configured';
    try {
      if (this.client.status === 'wait') await this.client.connect();
      return (await this.client.ping()) === 'PONG' ? 'up' : 'down';
    } catch {
      return 'down';
    }
  }

  onModuleDestroy(): void {
    this.client?.disconnect();
  }
}

/** Fails at once instead of queueing, and goes on trying in the background. */
function connect(url: string): Redis {
  const client = new Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    connectTimeout: 1_000,
    commandTimeout: 500,
    retryStrategy: (attempt) => Math.min(attempt * 200, 2_000),
  });
  client.on('error', () => undefined);
  return client;
}
