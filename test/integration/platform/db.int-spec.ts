import pg, { type QueryResultRow } from 'pg';
import { DataSource } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RequestContext, systemContext } from '../../../src/common/request-context.js';
import { dataSourceOptions } from '../../../src/database/data-source.js';
import { Db, poolOf } from '../../../src/database/db.js';
import { toDomainError } from '../../../src/database/pg-errors.js';
import { Reader } from '../../../src/database/reader.js';
import { countStatements } from '../../../src/database/statement-counter.js';
import type { Statement } from '../../../src/database/statement.js';
import { loadEnv } from '../../../src/config/env.js';
import { useDatabase } from '../../setup/test-database.js';

const PID: Statement = { name: 'test-pid', text: 'SELECT pg_backend_pid() AS pid' };
const SLEEP: Statement = { name: 'test-sleep', text: 'SELECT pg_sleep($1::float8)' };
const DIVIDE: Statement = { name: 'test-divide', text: 'SELECT 1 / $1::int AS n' };
const SETTING: Statement = {
  name: 'test-setting',
  text: `SELECT current_setting('app.scope', true) AS scope, current_setting('app.request_id', true) AS request`,
};
/** How the server plans, and what it has planned of the statement on this connection. */
const PLANNED: Statement = {
  name: 'test-planned',
  text: `SELECT current_setting('plan_cache_mode') AS mode, generic_plans AS once, custom_plans AS each
    FROM pg_prepared_statements WHERE name = $1 AND pg_backend_pid() = $2::int`,
};
const POOL = 2;

describe('Db', () => {
  const d = useDatabase();
  let source: DataSource;
  let db: Db;
  let admin: pg.Client;
  const ctx: RequestContext = systemContext('test');

  const open = async (settings = ''): Promise<void> => {
    const url = new URL(d.url);
    if (settings !== '') url.searchParams.set('options', settings);
    const env = loadEnv({
      NODE_ENV: 'test',
      DATABASE_URL: url.toString(),
      DATABASE_POOL_MAX: String(POOL),
    });
    source = new DataSource(dataSourceOptions(env));
    await source.initialize();
    db = new Db(source, env, new Reader(source, env));
  };
  beforeEach(async () => {
    admin = new pg.Client({ connectionString: d.adminUrl });
    await admin.connect();
    await open();
  });
  afterEach(async () => {
    await source.destroy();
    await admin.end();
  });

  const asked = <Row extends QueryResultRow>(statement: Statement, values: unknown[] = []) =>
    db.queryAs<Row>(ctx, statement, values);
  const pids = async (): Promise<Set<unknown>> => {
    const found = await Promise.all(Array.from({ length: 8 }, () => asked<{ pid: number }>(PID)));
    return new Set(found.map(([row]) => row?.pid));
  };
  /** Waits until so many of the pool's connections sleep in the database. */
  const sleeping = async (count: number): Promise<number[]> => {
    for (;;) {
      const { rows } = await admin.query<{ pid: number }>(
        `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'SELECT pg_sleep%'
           AND state = 'active'`,
      );
      if (rows.length === count) return rows.map(({ pid }) => pid);
    }
  };

  it('lets the server plan a statement once that says so, and all others as it likes', async () => {
    const text = 'SELECT pg_backend_pid() AS pid, count(*) FROM pg_class WHERE relname = $1::text';
    const once: Statement = { name: 'test-once', text, plan: 'once' };
    const each: Statement = { name: 'test-each', text };
    for (const [statement, plans] of [
      [once, { once: '1', each: '0' }],
      [each, { once: '0', each: '1' }],
    ] as const) {
      const [row] = await asked<{ pid: number }>(statement, ['users']);
      const seen = await asked(PLANNED, [statement.name, row?.pid]);
      expect(seen).toEqual([{ mode: 'auto', ...plans }]);
    }
  });

  it('reads with the settings of its context in one round trip, and leaves none behind', async () => {
    const seen: unknown[] = [];
    const sent = await countStatements(source, async () => {
      seen.push(...(await asked(SETTING)));
    });
    expect(sent).toHaveLength(1);
    expect(seen).toEqual([{ scope: 'all', request: ctx.requestId }]);
    expect(await db.query(SETTING)).toEqual([{ scope: '', request: '' }]);
  });

  it('a statement that fails takes no connection with it', async () => {
    const before = await pids();
    const many = Array.from({ length: 10 }, (_, n) => asked<{ n: number }>(DIVIDE, [n % 2]));
    const results = await Promise.allSettled(many);
    expect(results.map((result) => result.status === 'fulfilled')).toEqual(
      results.map((_, n) => n % 2 === 1),
    );
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: '22012' });
    }
    expect(await pids()).toEqual(before);
  });

  it('a name can be used again when its statement could not be parsed the first time', async () => {
    const late: Statement = { name: 'test-late', text: 'SELECT n FROM made_later' };
    for (let i = 0; i < POOL * 2; i += 1) {
      await expect(asked(late)).rejects.toMatchObject({ code: '42P01' });
    }
    await d.owner.query('CREATE TABLE made_later (n int); GRANT SELECT ON made_later TO eshop_app');
    for (let i = 0; i < POOL * 2; i += 1) expect(await asked(late)).toEqual([]);
  });

  it('a value that cannot be sent fails alone', async () => {
    const round: Record<string, unknown> = {};
    round['self'] = round;
    await expect(asked(DIVIDE, [round])).rejects.toThrow('circular');
    for (let i = 0; i < POOL * 2; i += 1) expect(await asked(DIVIDE, [1])).toEqual([{ n: 1 }]);
  });

  it('an id that is none is refused before anything is sent', async () => {
    const sent = await countStatements(source, async () => {
      const bad = { ...ctx, actorId: "x'; DROP TABLE users; --" };
      await expect(db.queryAs(bad, PID)).rejects.toThrow('no UUID');
    });
    expect(sent).toEqual([]);
  });

  it('a connection that dies under it is unavailable, and the next one works', async () => {
    const waiting = asked(SLEEP, [30]).catch((error: unknown) => toDomainError(error));
    const [pid] = await sleeping(1);
    await admin.query('SELECT pg_terminate_backend($1)', [pid]);
    expect(await waiting).toMatchObject({ code: 'server.unavailable' });
    expect(await pids()).not.toContain(pid);
    expect(poolOf(source).totalCount).toBeLessThanOrEqual(POOL);
  });

  it('a statement that takes too long is ended, and its connection goes on', async () => {
    await source.destroy();
    await open('-c statement_timeout=200');
    const before = await pids();
    const error: unknown = await asked(SLEEP, [30]).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: '57014' });
    expect(toDomainError(error)).toMatchObject({ code: 'server.unavailable' });
    expect(await pids()).toEqual(before);
  });

  it('who finds all connections busy waits, and is told so after two seconds', async () => {
    const busy = Array.from({ length: POOL }, () => asked(SLEEP, [3]));
    await sleeping(POOL);
    const error: unknown = await asked(PID).catch((reason: unknown) => reason);
    expect(toDomainError(error)).toMatchObject({ code: 'server.unavailable' });
    await Promise.all(busy);
    const crowd = await Promise.all(Array.from({ length: 50 }, () => asked(PID)));
    expect(crowd).toHaveLength(50);
    expect(poolOf(source)).toMatchObject({ totalCount: POOL, idleCount: POOL, waitingCount: 0 });
  });
});
