import { Inject, Injectable } from '@nestjs/common';
import {
  type Client,
  DatabaseError,
  type PoolClient,
  type QueryConfig,
  type QueryResult,
  type QueryResultRow,
} from 'pg';
import { DataSource } from 'typeorm';
import type { RequestContext } from '../common/request-context.js';
import { ENV, type Env } from '../config/env.js';
import { poolOf } from './pool-of.js';
import { Reader } from './reader.js';
import { settingsOf } from './settings.js';
import type { Statement } from './statement.js';

export { poolOf } from './pool-of.js';

/** Goes behind the settings of a transaction for a {@link Statement} that is planned once. */
export const PLAN_ONCE = '; SET LOCAL plan_cache_mode = force_generic_plan';

/** Reads outside of commands on the pool that TypeORM uses, one round trip each. */
@Injectable()
export class Db {
  private readonly named: boolean;

  constructor(
    private readonly dataSource: DataSource,
    @Inject(ENV) env: Env,
    private readonly reader: Reader,
  ) {
    this.named = env.DATABASE_NAMED_STATEMENTS;
  }

  /**
   * Runs one statement in autocommit and returns its rows. It knows no person: tables that have an
   * owner look empty to it. For those there is {@link queryAs}.
   */
  async query<Row extends QueryResultRow>(
    statement: Statement,
    values: readonly unknown[] = [],
  ): Promise<Row[]> {
    const result = await poolOf(this.dataSource).query<Row>(this.configOf(statement, values));
    return result.rows;
  }

  /**
   * Runs one statement with the rows in sight that the context may see. BEGIN with the settings,
   * the statement and COMMIT leave in one go (the pool's clients are pipelined), so that it costs
   * one round trip as well.
   */
  async queryAs<Row extends QueryResultRow>(
    ctx: RequestContext,
    statement: Statement,
    values: readonly unknown[] = [],
  ): Promise<Row[]> {
    const begin = `BEGIN; ${settingsOf(ctx)}${statement.plan === 'once' ? PLAN_ONCE : ''}`;
    const client = await poolOf(this.dataSource).connect();
    // A connection that is lost tells its statements and then everybody: unheard, it ends the process.
    client.on('error', ignore);
    const [began, read, ended] = await inOneWrite(client, () =>
      Promise.allSettled([
        client.query(begin),
        client.query<Row>(this.configOf(statement, values)),
        client.query('COMMIT'),
      ]),
    );
    // COMMIT of a failed transaction is a rollback and no error: an error here is the connection's.
    // One that is not the server's came up while sending, and may have left half a message behind.
    const isBroken = ended.status === 'rejected' || isOwnFault(read);
    if (!isBroken) client.off('error', ignore);
    client.release(isBroken);
    for (const result of [began, read, ended]) {
      if (result.status === 'rejected') throw result.reason;
    }
    return rowsOf(read);
  }

  /**
   * Reads for reports: on the replica when there is one and it answers, else on the primary. It
   * knows no person and sees everybody's rows, maybe as they were a moment ago: only behind a
   * permission, and never to read what was just written. See {@link Reader}.
   */
  async queryReplica<Row extends QueryResultRow>(
    statement: Statement,
    values: readonly unknown[] = [],
  ): Promise<Row[]> {
    return this.reader.query<Row>(statement, values);
  }

  /** {@link queryAs} for functions that read inside and outside of a transaction alike. */
  as(ctx: RequestContext): ScopedDb {
    return new ScopedDb(this, ctx);
  }

  private configOf(statement: Statement, values: readonly unknown[]): QueryConfig {
    const { name, text } = statement;
    return { ...(this.named ? { name, text } : { text }), values: [...values] };
  }
}

/** Reads of one context; see {@link Db.queryAs}. */
export class ScopedDb {
  constructor(
    private readonly db: Db,
    private readonly ctx: RequestContext,
  ) {}

  async query<Row extends QueryResultRow>(
    statement: Statement,
    values: readonly unknown[] = [],
  ): Promise<Row[]> {
    return this.db.queryAs<Row>(this.ctx, statement, values);
  }
}

function ignore(): void {}

/** What is sent leaves as one piece instead of a piece per statement. */
function inOneWrite<T>(
  { connection }: PoolClient & Partial<Pick<Client, 'connection'>>,
  send: () => T,
): T {
  connection?.stream.cork();
  try {
    return send();
  } finally {
    connection?.stream.uncork();
  }
}

function isOwnFault(read: PromiseSettledResult<unknown>): boolean {
  return read.status === 'rejected' && !(read.reason instanceof DatabaseError);
}

function rowsOf<Row extends QueryResultRow>(read: PromiseSettledResult<QueryResult<Row>>): Row[] {
  return read.status === 'fulfilled' ? read.value.rows : [];
}
