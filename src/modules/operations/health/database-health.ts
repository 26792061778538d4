import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import pg from 'pg';
import { ENV, type Env } from '../../../config/env.js';
import { expectedMigrations, MIGRATIONS_TABLE } from '../../../database/expected-migrations.js';

/** What one look at the database says. */
export interface DatabaseHealth {
  readonly database: 'up' | 'down';
  readonly migrations: 'complete' | 'pending' | 'unknown';
}

/** Asks the database on a connection of its own, so that health never takes the last one. */
@Injectable()
export class DatabaseHealthCheck implements OnModuleDestroy {
  private readonly pool: pg.Pool;
  private readonly expected = expectedMigrations();

  constructor(@Inject(ENV) env: Env) {
    this.pool = new pg.Pool({
      connectionString: env.DATABASE_URL,
      max: 1,
      connectionTimeoutMillis: 1_000,
      query_timeout: 1_000,
      idleTimeoutMillis: 10_000,
      allowExitOnIdle: true,
    });
    this.pool.on('error', () => undefined);
  }

  async check(): Promise<DatabaseHealth> {
    try {
      const found = await this.pool.query<{ n: number }>(
        `SELECT count(DISTINCT name)::int AS n FROM ${MIGRATIONS_TABLE} WHERE name = ANY ($1)`,
        [this.expected],
      );
      const complete = found.rows[0]?.n === this.expected.length;
      return { database: 'up', migrations: complete ? 'complete' : 'pending' };
    } catch (error) {
      // 42P01: the table is not there, so nothing was ever migrated.
      const empty = error instanceof pg.DatabaseError && error.code === '42P01';
      if (empty) return { database: 'up', migrations: 'pending' };
      return { database: 'down', migrations: 'unknown' };
    }
  }

  async onModuleDestroy(): Promise<void> {
    await this.pool.end();
  }
}
