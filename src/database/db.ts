import { Inject, Injectable } from '@nestjs/common';
import { Pool, type QueryResultRow } from 'pg';
import { DataSource } from 'typeorm';
import { ENV, type Env } from '../config/env.js';
import type { Statement } from './statement.js';

/** Reads outside transactions on the pool that TypeORM uses, one round trip each. */
@Injectable()
export class Db {
  private readonly named: boolean;

  constructor(
    private readonly dataSource: DataSource,
    @Inject(ENV) env: Env,
  ) {
    this.named = env.DATABASE_NAMED_STATEMENTS;
  }

  /** Runs one statement in autocommit and returns its rows. */
  async query<Row extends QueryResultRow>(
    statement: Statement,
    values: readonly unknown[] = [],
  ): Promise<Row[]> {
    const { name, text } = statement;
    const config = this.named ? { name, text } : { text };
    const result = await poolOf(this.dataSource).query<Row>({ ...config, values: [...values] });
    return result.rows;
  }
}

/**
 * The `pg.Pool` inside an open data source.
 *
 * @throws Error before the data source is initialised.
 */
export function poolOf(dataSource: DataSource): Pool {
  const pool: unknown = 'master' in dataSource.driver ? dataSource.driver.master : undefined;
  if (pool instanceof Pool) return pool;
  throw new Error('The data source has no open pool');
}
