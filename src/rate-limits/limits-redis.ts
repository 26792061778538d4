import { Logger } from '@nestjs/common';
import type { Cluster, Redis } from 'ioredis';
import { openRedis, type RedisPlace } from '../common/redis/open-redis.js';

/** A request is late by at most this much, once, when Redis stops answering. */
const COMMAND_TIMEOUT_MS = 100;
/** How often a Redis that failed is asked whether it is back; never by a request. */
const PROBE_MS = 500;

/**
 * The connection that counts. After the first failure it says that it cannot be used until a ping
 * in the background succeeds, so that no second request waits for a Redis that hangs.
 */
export class LimitsRedis {
  readonly client: Redis | Cluster;
  private readonly logger = new Logger('RateLimits');
  private away = false;
  private reported = false;
  private probe: NodeJS.Timeout | null = null;

  constructor(place: RedisPlace) {
    this.client = openRedis(place, {
      connectionName: 'eshop-limits',
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      autoResendUnfulfilledCommands: false,
      commandTimeout: COMMAND_TIMEOUT_MS,
      connectTimeout: 1_000,
      retryStrategy: (times) => Math.min(times * 100, 2_000),
    });
    this.client.on('error', (error) => this.report(error));
    this.client.on('ready', () => this.recovered());
  }

  /** Whether it is worth asking. */
  get usable(): boolean {
    return !this.away && this.client.status === 'ready';
  }

  /** A command failed: nobody asks until a ping is answered. */
  failed(): void {
    if (this.away) return;
    this.away = true;
    this.probeLater();
  }

  close(): void {
    if (this.probe) clearTimeout(this.probe);
    this.client.disconnect();
  }

  private probeLater(): void {
    this.probe = setTimeout(() => void this.ping(), PROBE_MS);
    this.probe.unref();
  }

  private async ping(): Promise<void> {
    if (!this.away) return;
    try {
      await this.client.ping();
      this.recovered();
    } catch (error) {
      this.report(error);
      this.probeLater();
    }
  }

  private recovered(): void {
    this.away = false;
    this.reported = false;
  }

  private report(error: unknown): void {
    if (this.reported) return;
    this.reported = true;
    this.logger.warn(
      `Limits are counted in each process alone: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
