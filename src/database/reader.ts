import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Pool, type PoolClient, type QueryResultRow } from 'pg';
import { DataSource } from 'typeorm';
import { ServiceUnavailable } from '../common/errors/common-errors.js';
import { ENV, type Env } from '../config/env.js';
import { pgFaultOf, toDomainError } from './pg-errors.js';
import { poolOf } from './pool-of.js';
import type { Statement } from './statement.js';

/** Where a long read ran: on a replica, as the reader on the primary, or as the application. */
export type ReadFrom = 'replica' | 'reader' | 'application';

interface Source {
  readonly from: ReadFrom;
  readonly pool: Pool;
}

/** Long reads at once in one process; each of them keeps a core of the database busy. */
const AT_ONCE = 4;
const CONNECT_MS = 2_000;
/** For so long a replica that did not answer is not asked again. */
const REST_MS = 10_000;
const TIMEOUT_MS = 60_000;

// The reader's own settings (`roles.ts`) bound its statements; the application's are too short here.
// Hash tables of a year of orders do not fit into the 4 MB that PostgreSQL allows by default, and to
// compile a plan takes longer than most of these reads.
const BEGIN = `BEGIN READ ONLY; SET LOCAL work_mem = '64MB'; SET LOCAL jit = off`;
const BEGIN_AS_APPLICATION = `${BEGIN}; SET LOCAL statement_timeout = ${TIMEOUT_MS}; SET LOCAL app.scope = 'all'`;

/**
 * Reads that may take long and need not be of this moment: on the replica (`DATABASE_REPLICA_URL`),
 * else as the reader on the primary (`DATABASE_READER_URL`), else as the application. It goes on
 * to the next when the one before does not answer; what a statement itself did wrong is thrown.
 * It sees everybody's rows: for callers behind a permission.
 */
@Injectable()
export class Reader implements OnApplicationShutdown {
  private readonly logger = new Logger(Reader.name);
  private own: readonly Source[] | undefined;
  private running = 0;
  private restsUntil = 0;

  constructor(
    private readonly dataSource: DataSource,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /**
   * Runs one statement in a READ ONLY transaction.
   *
   * @throws ServiceUnavailable when this process runs as many long reads as it may.
   */
  async query<Row extends QueryResultRow>(
    { text }: Statement,
    values: readonly unknown[] = [],
  ): Promise<Row[]> {
    return this.oneOfFew(async () => {
      const { client, from } = await this.begin();
      try {
        const { rows } = await client.query<Row>(text, [...values]);
        await end(client);
        return rows;
      } catch (error) {
        await giveUp(client);
        // Killed for the sake of replaying, or gone in the middle: the next one may do it.
        if (from === 'application' || !isAbsent(error)) throw error;
        this.note(from, error);
        return this.queryElsewhere<Row>(text, values, from);
      }
    });
  }

  /**
   * The rows of a statement in batches, by a cursor: however many there are, only one batch is held.
   * A source that goes away in between ends it with an error: what is out cannot be taken back.
   *
   * @throws ServiceUnavailable when this process runs as many long reads as it may.
   */
  async *stream<Row extends QueryResultRow>(
    { text }: Statement,
    values: readonly unknown[] = [],
    batch = 1_000,
  ): AsyncGenerator<Row[], void, void> {
    this.take();
    let open: PoolClient | undefined;
    try {
      const { client } = await this.begin();
      open = client;
      await client.query(`DECLARE report NO SCROLL CURSOR FOR ${text}`, [...values]);
      for (;;) {
        const { rows } = await client.query<Row>(`FETCH ${batch} FROM report`);
        if (rows.length > 0) yield rows;
        if (rows.length < batch) break;
      }
      open = undefined;
      await end(client);
    } finally {
      this.running -= 1;
      // Reached without an end when the statement failed or nobody wants to read on.
      if (open) await giveUp(open);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    const pools = this.own ?? [];
    this.own = [];
    await Promise.all(pools.map(({ pool }) => pool.end()));
  }

  private async queryElsewhere<Row extends QueryResultRow>(
    text: string,
    values: readonly unknown[],
    after: ReadFrom,
  ): Promise<Row[]> {
    const { client } = await this.begin(after);
    try {
      const { rows } = await client.query<Row>(text, [...values]);
      await end(client);
      return rows;
    } catch (error) {
      await giveUp(client);
      throw error;
    }
  }

  /** A connection with its transaction open, of the first source that answers. */
  private async begin(after?: ReadFrom): Promise<{ client: PoolClient; from: ReadFrom }> {
    const sources = this.sources();
    const first = sources.findIndex(({ from }) => from === after) + 1;
    for (const { from, pool } of sources.slice(first)) {
      if (from === 'replica' && Date.now() < this.restsUntil) continue;
      const client = await this.tryBegin(from, pool);
      if (client) return { client, from };
    }
    const client = await connect(poolOf(this.dataSource), BEGIN_AS_APPLICATION);
    return { client, from: 'application' };
  }

  private async tryBegin(from: ReadFrom, pool: Pool): Promise<PoolClient | null> {
    try {
      return await connect(pool, BEGIN);
    } catch (error) {
      this.note(from, error);
      return null;
    }
  }

  private note(from: ReadFrom, error: unknown): void {
    if (from === 'replica') this.restsUntil = Date.now() + REST_MS;
    const reason = error instanceof Error ? error.message : 'no answer';
    this.logger.warn(`The ${from} of the database does not answer, reading on: ${reason}`);
  }

  private sources(): readonly Source[] {
    this.own ??= (
      [
        ['replica', this.env.DATABASE_REPLICA_URL],
        ['reader', this.env.DATABASE_READER_URL],
      ] as const
    ).flatMap(([from, url]) => (url === undefined ? [] : [{ from, pool: poolFor(url) }]));
    return this.own;
  }

  private async oneOfFew<T>(work: () => Promise<T>): Promise<T> {
    this.take();
    try {
      return await work();
    } finally {
      this.running -= 1;
    }
  }

  private take(): void {
    if (this.running >= AT_ONCE) {
      const detail = 'As many reports as this process may make are being made';
      throw new ServiceUnavailable(detail, { retryAfterSeconds: 5 });
    }
    this.running += 1;
  }
}

function poolFor(connectionString: string): Pool {
  const pool = new Pool({
    connectionString,
    max: AT_ONCE,
    connectionTimeoutMillis: CONNECT_MS,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
  });
  // An idle connection that is lost says so here; unheard, it ends the process.
  pool.on('error', () => undefined);
  return pool;
}

async function connect(pool: Pool, begin: string): Promise<PoolClient> {
  const client = await pool.connect();
  client.on('error', ignore);
  try {
    await client.query(begin);
    return client;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

async function end(client: PoolClient): Promise<void> {
  await client.query('COMMIT');
  client.off('error', ignore);
  client.release();
}

/** A connection in an unknown state is closed instead of given back. */
async function giveUp(client: PoolClient): Promise<void> {
  try {
    await client.query('ROLLBACK');
    client.off('error', ignore);
    client.release();
  } catch {
    client.release(true);
  }
}

function ignore(): void {}

/** Not there, going down, coming up, full, or it needed the rows away to keep up with the primary. */
function isAbsent(error: unknown): boolean {
  const state = pgFaultOf(error)?.sqlState;
  if (state !== undefined) return state === '40001' || /^(57P0|08|53)/.test(state);
  return toDomainError(error) !== null;
}
