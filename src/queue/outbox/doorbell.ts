import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';

import { ENV, type Env } from '../../config/env.js';

/** Channel on which a writer of outbox rows wakes the relay. */
export const OUTBOX_CHANNEL = 'eshop_outbox';

/** At most one NOTIFY per this many milliseconds and process. */
const QUIET_MS = 20;

/**
 * Wakes the relay after a commit. Best effort: a lost ring costs at most the relay's poll interval,
 * so it never throws, never waits and never uses the connection of a transaction (NOTIFY inside a
 * transaction takes a global lock at commit).
 */
@Injectable()
export class Doorbell implements OnApplicationShutdown {
  private readonly logger = new Logger(Doorbell.name);
  private readonly pool: pg.Pool;
  private timer: NodeJS.Timeout | null = null;
  private lastRingAt = 0;
  private closed = false;

  constructor(@Inject(ENV) env: Env) {
    this.pool = new pg.Pool({
      connectionString: env.DATABASE_URL,
      application_name: 'eshop-doorbell',
      max: 1,
      connectionTimeoutMillis: 2_000,
      idleTimeoutMillis: 30_000,
      query_timeout: 2_000,
      allowExitOnIdle: true,
    });
    this.pool.on('error', (error) => {
      this.logger.debug(`doorbell connection lost: ${error.message}`);
    });
  }

  /** Call after the commit. Rings at once, or at the end of the quiet interval of an earlier ring. */
  ring(): void {
    if (this.closed || this.timer !== null) return;
    const wait = Math.max(0, this.lastRingAt + QUIET_MS - Date.now());
    this.timer = setTimeout(() => {
      this.timer = null;
      this.lastRingAt = Date.now();
      this.pool.query(`NOTIFY ${OUTBOX_CHANNEL}`).catch((error: unknown) => {
        this.logger.debug(`doorbell not heard: ${String(error)}`);
      });
    }, wait);
    this.timer.unref();
  }

  async onApplicationShutdown(): Promise<void> {
    this.closed = true;
    if (this.timer !== null) clearTimeout(this.timer);
    await this.pool.end();
  }
}
