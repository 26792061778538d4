import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Cluster, Redis } from 'ioredis';
import { setTimeout as sleep } from 'node:timers/promises';
import { openRedis, queueRedisOf, type RedisPlace } from '../../../common/redis/open-redis.js';
import { ENV, type Env } from '../../../config/env.js';

const ANSWER_MS = 1_500;

export type RedisHealth = 'up' | 'down' | 'not_configured';

/** Asks Redis, which the shop can do without: what is down here only degrades. */
@Injectable()
export class RedisHealthCheck implements OnModuleDestroy {
  private readonly client: Redis | Cluster | null;

  constructor(@Inject(ENV) env: Env) {
    const place = queueRedisOf(env);
    this.client = place && connect(place);
  }

  async check(): Promise<RedisHealth> {
    if (!this.client) return 'not_configured';
    // A cluster without a majority neither answers nor fails.
    const late = sleep(ANSWER_MS, 'down' as const, { ref: false });
    return Promise.race([ask(this.client), late]);
  }

  onModuleDestroy(): void {
    this.client?.disconnect();
  }
}

async function ask(client: Redis | Cluster): Promise<RedisHealth> {
  try {
    if (client.status === 'wait') await client.connect();
    return (await client.ping()) === 'PONG' ? 'up' : 'down';
  } catch {
    return 'down';
  }
}

/** Fails at once instead of queueing, and goes on trying in the background. */
function connect(place: RedisPlace): Redis | Cluster {
  const client = openRedis(place, {
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
