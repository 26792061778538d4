import { Injectable } from '@nestjs/common';
import { DatabaseHealthCheck } from './database-health.js';
import type { ReadyResponse } from './dto/health.response.js';
import { Readiness } from './readiness.js';
import { RedisHealthCheck } from './redis-health.js';

const FRESH_MS = 500;

/** Whether this process can do its work. */
@Injectable()
export class HealthService {
  private latest: { readonly at: number; readonly report: Promise<ReadyResponse> } | undefined;

  constructor(
    private readonly readiness: Readiness,
    private readonly database: DatabaseHealthCheck,
    private readonly redis: RedisHealthCheck,
  ) {}

  /** At most two looks a second, however many ask: health is open to everyone. */
  async ready(): Promise<ReadyResponse> {
    const now = performance.now();
    if (!this.latest || now - this.latest.at > FRESH_MS) {
      this.latest = { at: now, report: this.look() };
    }
    const report = await this.latest.report;
    return this.readiness.isOpen ? report : { ...report, status: 'stopping' };
  }

  private async look(): Promise<ReadyResponse> {
    const [database, redis] = await Promise.all([this.database.check(), this.redis.check()]);
    const usable = database.database === 'up' && database.migrations === 'complete';
    const degraded = redis !== 'up';
    const whenUsable = degraded ? 'degraded' : 'ok';
    return { status: usable ? whenUsable : 'unavailable', degraded, ...database, redis };
  }
}
