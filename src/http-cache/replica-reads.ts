import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DatabaseError, Pool } from 'pg';
import type { RowSource } from '../common/http/storefront-view.js';
import { readsFrom } from '../common/http/view.decorator.js';
import { ENV, type Env } from '../config/env.js';
import { Db } from '../database/db.js';
import type { Statement } from '../database/statement.js';
import { cacheRuleOf } from './cache-answer.decorator.js';
import { ChangeListener } from './change-listener.js';
import type { Extent } from './freshness.js';
import { ReplicaPosition } from './replica-position.js';
import { CACHE_STATUS } from './status-headers.js';

interface MaybeLed extends FastifyRequest {
  readonly cacheLead?: unknown;
}

const CONNECT_MS = 1_000;
/** Pages of the catalogue take a few milliseconds: after so long the replica hangs. */
const ANSWER_MS = 2_000;
/** How often a replica that failed is asked whether it is back; never by a request. */
const PROBE_MS = 1_000;

const POSITION_OF_PRIMARY = {
  name: 'replica-reads-primary',
  text: 'SELECT pg_current_wal_insert_lsn()::text AS lsn',
};
const HAS_REPLAYED = `SELECT pg_is_in_recovery() AND pg_last_wal_replay_lsn() >= $1::pg_lsn AS there`;

/**
 * Lets a replica answer what the cache of answers does not: pages of the catalogue for somebody who is
 * logged in or has a cart, or for all where the cache is off. It is asked only when nothing that the
 * page may show has changed since the moment at which the replica stands, however far it is behind:
 * so everybody reads his own writes, and those of others. What the cache keeps is read from the primary.
 */
@Injectable()
export class ReplicaReads implements RowSource, OnApplicationShutdown {
  private readonly logger = new Logger(ReplicaReads.name);
  private readonly pool: Pool | null;
  private readonly position: ReplicaPosition;
  private isUsable = true;
  private probe: NodeJS.Timeout | null = null;

  constructor(
    private readonly listener: ChangeListener,
    private readonly db: Db,
    @Inject(ENV) private readonly env: Env,
  ) {
    this.pool =
      env.DATABASE_REPLICA_URL === undefined ? null : poolTo(env.DATABASE_REPLICA_URL, env);
    this.pool?.on('error', () => undefined);
    this.position = new ReplicaPosition(listener.freshness, {
      ofPrimary: async () => (await db.query<{ lsn: string }>(POSITION_OF_PRIMARY))[0]?.lsn ?? null,
      hasReplayed: (lsn) => this.hasReplayed(lsn),
    });
  }

  get isConfigured(): boolean {
    return this.pool !== null;
  }

  start(): void {
    this.listener.start();
  }

  /** Before a handler runs, behind the cache: marks the request when the replica may answer it. */
  onRequest(request: MaybeLed, reply: FastifyReply, done: () => void): void {
    const rule = cacheRuleOf(request.routeOptions.config);
    // One that reads for the cache reads the primary; reviews are read as somebody, on the primary too.
    if (rule === undefined || rule.of === 'reviews' || request.cacheLead !== undefined) {
      done();
      return;
    }
    void this.admits(rule.of).then((admitted) => {
      if (admitted) {
        readsFrom(request, this);
        void reply.header('cache-status', CACHE_STATUS.replica);
      }
      done();
    });
  }

  /** Whether the replica shows all that was committed until now of what such a page is made of. */
  async admits(of: Extent): Promise<boolean> {
    if (this.pool === null || !this.isUsable) return false;
    // Begun after the request came: whatever its sender has written before is heard now.
    if (!(await this.listener.confirmAnew())) return false;
    try {
      return await this.position.shows(of);
    } catch (error) {
      this.failed(error);
      return false;
    }
  }

  /** Runs a statement on the replica, and on the primary when that cannot do it. */
  async query<Row extends object>(
    statement: Statement,
    values: readonly unknown[] = [],
  ): Promise<Row[]> {
    if (this.pool !== null && this.isUsable) {
      const { name, text } = statement;
      const config = this.env.DATABASE_NAMED_STATEMENTS ? { name, text } : { text };
      try {
        const { rows } = await this.pool.query<Row>({ ...config, values: [...values] });
        return rows;
      } catch (error) {
        if (isGone(error)) this.failed(error);
      }
    }
    return this.db.query<Row>(statement, values);
  }

  async onApplicationShutdown(): Promise<void> {
    this.isUsable = false;
    if (this.probe !== null) clearTimeout(this.probe);
    await this.pool?.end();
  }

  private async hasReplayed(lsn: string): Promise<boolean> {
    const found = await this.pool?.query<{ there: boolean | null }>(HAS_REPLAYED, [lsn]);
    return found?.rows[0]?.there === true;
  }

  private failed(error: unknown): void {
    if (!this.isUsable) return;
    this.isUsable = false;
    // Whoever answers under this address next may stand somewhere else.
    this.position.forget();
    this.logger.warn(`The primary answers for the replica: ${String(error)}`);
    this.probeLater();
  }

  private probeLater(): void {
    this.probe = setTimeout(() => {
      this.pool?.query('SELECT 1').then(
        () => {
          this.isUsable = true;
          this.logger.log('The replica is back');
        },
        () => this.probeLater(),
      );
    }, PROBE_MS);
    this.probe.unref();
  }
}

function poolTo(connectionString: string, env: Env): Pool {
  return new Pool({
    connectionString,
    application_name: 'eshop-replica-reads',
    max: env.DATABASE_POOL_MAX,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: ANSWER_MS,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    allowExitOnIdle: true,
  });
}

/** Not a word about the statement, nor about one that had to give way to replaying. */
function isGone(error: unknown): boolean {
  return !(error instanceof DatabaseError) || /^(57P0|08|53)/.test(error.code ?? '');
}
