import { setTimeout as sleep } from 'node:timers/promises';
import { runMigrations as runQueueMigrations } from 'bullmq';
import pg from 'pg';
import { DataSource, type Logger as TypeOrmLogger } from 'typeorm';
import { migrations } from '../../migrations/index.js';
import { MIGRATIONS_TABLE } from './expected-migrations.js';
import { applyGrants, QUEUE_SCHEMA } from './grants.js';
import { applyRowSecurity } from './row-security.js';

export { APPEND_ONLY_TABLES, applyGrants, QUEUE_SCHEMA } from './grants.js';

/** Told of each step, for whoever shows progress. */
export interface MigrationOptions {
  readonly onProgress?: (message: string) => void;
  /** `ROW_LEVEL_SECURITY`; on when left out. */
  readonly rowSecurity?: boolean;
}

const LOCK = 7_310_548_201;
const TURN_MS = 120_000;
const TURN_PAUSE_MS = 100;

/**
 * Brings schema, queue schema, rights and policies up to date. Two callers at once take turns.
 *
 * @param ownerUrl the owner role: everything it makes belongs to it.
 * @returns the names of the migrations that ran now.
 */
export async function runMigrations(
  ownerUrl: string,
  options: MigrationOptions = {},
): Promise<string[]> {
  return alone(ownerUrl, async () => {
    const ran = await withDataSource(ownerUrl, options, (dataSource) =>
      dataSource.runMigrations({ transaction: 'each' }),
    );
    await migrateQueueSchema(ownerUrl);
    await applyGrants(ownerUrl);
    await applyRowSecurity(ownerUrl, options.rowSecurity ?? true);
    return ran.map((migration) => migration.name);
  });
}

/**
 * Takes back the last migrations, newest first.
 *
 * @param steps how many; all of them when left out.
 */
export async function revertMigrations(
  ownerUrl: string,
  options: MigrationOptions & { readonly steps?: number } = {},
): Promise<void> {
  await alone(ownerUrl, () =>
    withDataSource(ownerUrl, options, async (dataSource) => {
      const steps = options.steps ?? (await countExecuted(dataSource));
      for (let step = 0; step < steps; step += 1) {
        await dataSource.undoLastMigration({ transaction: 'each' });
      }
    }),
  );
}

/**
 * Makes or updates the tables of BullMQ's PostgreSQL backend. They are there also where Redis
 * serves the queues, so that changing the backend needs no migration.
 */
export async function migrateQueueSchema(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await runQueueMigrations(client, QUEUE_SCHEMA);
    await client.query(RUN_DDL_AS_OWNER);
  } finally {
    await client.end();
  }
}

// BullMQ makes a sequence when a queue gets its first job. The application owns nothing and may
// create nothing, so the functions that do this run with the rights of the owner.
const RUN_DDL_AS_OWNER = `
  DO $$
  DECLARE
    f regprocedure;
  BEGIN
    FOR f IN
      SELECT p.oid::regprocedure FROM pg_proc p
      WHERE p.pronamespace = '${QUEUE_SCHEMA}'::regnamespace
        AND p.prosrc ~ '(CREATE|DROP) SEQUENCE' AND NOT p.prosecdef
    LOOP
      EXECUTE format('ALTER FUNCTION %s SECURITY DEFINER SET search_path = ${QUEUE_SCHEMA}', f);
    END LOOP;
  END $$`;

async function countExecuted(dataSource: DataSource): Promise<number> {
  const rows: unknown = await dataSource.query(
    `SELECT count(*)::int AS n FROM ${MIGRATIONS_TABLE}`,
  );
  return (rows as { n: number }[])[0]?.n ?? 0;
}

async function alone<T>(ownerUrl: string, work: () => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await takeTurn(client);
    return await work();
  } finally {
    await client.end();
  }
}

/**
 * Asks again and again: a statement that waits for the lock has a snapshot, and CREATE INDEX CONCURRENTLY of the other
 * migrator would wait for that until both have waited too long.
 */
async function takeTurn(client: pg.Client): Promise<void> {
  const lastTry = Date.now() + TURN_MS;
  for (;;) {
    const { rows } = await client.query<{ mine: boolean }>(
      'SELECT pg_try_advisory_lock($1) AS mine',
      [LOCK],
    );
    if (rows[0]?.mine === true) return;
    if (Date.now() > lastTry) {
      throw new Error(
        'Another migration has been running for two minutes: try again when it has ended',
      );
    }
    await sleep(TURN_PAUSE_MS);
  }
}

async function withDataSource<T>(
  ownerUrl: string,
  options: MigrationOptions,
  work: (dataSource: DataSource) => Promise<T>,
): Promise<T> {
  const dataSource = new DataSource({
    type: 'postgres',
    url: ownerUrl,
    migrations: [...migrations],
    migrationsTableName: MIGRATIONS_TABLE,
    installExtensions: false,
    logger: new ProgressLogger(options.onProgress ?? (() => undefined)),
    extra: { max: 2 },
  });
  await dataSource.initialize();
  try {
    return await work(dataSource);
  } finally {
    await dataSource.destroy();
  }
}

/** Passes TypeORM's word on each finished migration on and keeps quiet about the rest. */
class ProgressLogger implements TypeOrmLogger {
  constructor(private readonly onProgress: (message: string) => void) {}

  logSchemaBuild(message: string): void {
    const done = /^Migration (\S+?)\d* has been (executed|reverted)/.exec(message);
    if (done) this.onProgress(`${done[1]} ${done[2]}`);
  }

  logMigration(): void {}
  logQuery(): void {}
  logQueryError(): void {}
  logQuerySlow(): void {}
  log(): void {}
}
