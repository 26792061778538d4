import { Pool } from 'pg';
import type { DataSource } from 'typeorm';

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
