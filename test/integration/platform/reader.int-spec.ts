import pg from 'pg';
import { DataSource } from 'typeorm';
import { afterEach, describe, expect, it } from 'vitest';
import { loadEnv } from '../../../src/config/env.js';
import { dataSourceOptions } from '../../../src/database/data-source.js';
import { Db } from '../../../src/database/db.js';
import { Reader } from '../../../src/database/reader.js';
import type { Statement } from '../../../src/database/statement.js';
import { findFreePort } from '../../../src/dev/free-port.js';
import { useDatabase } from '../../setup/test-database.js';

const WHO: Statement = {
  name: 'test-who',
  text: `SELECT current_user AS who, current_setting('transaction_read_only') AS readonly,
    current_setting('statement_timeout') AS timeout, current_setting('app.scope', true) AS scope`,
};
const SLEEP: Statement = {
  name: 'test-reader-sleep',
  text: 'SELECT current_user AS who FROM pg_sleep($1::float8)',
};
const SERIES: Statement = {
  name: 'test-series',
  text: 'SELECT n FROM generate_series(1, $1::int) n',
};
const SCOPE: Statement = {
  name: 'test-scope',
  text: `SELECT current_setting('app.scope', true) AS scope`,
};

interface Who {
  readonly who: string;
}

describe('Db.queryReplica', () => {
  const d = useDatabase();
  const opened: { source: DataSource; reader: Reader }[] = [];

  const open = async (more: Record<string, string>): Promise<{ db: Db; reader: Reader }> => {
    const env = loadEnv({ NODE_ENV: 'test', DATABASE_URL: d.url, ...more });
    const source = new DataSource(dataSourceOptions(env));
    await source.initialize();
    const reader = new Reader(source, env);
    opened.push({ source, reader });
    return { db: new Db(source, env, reader), reader };
  };
  afterEach(async () => {
    for (const { source, reader } of opened.splice(0)) {
      await reader.onApplicationShutdown();
      await source.destroy();
    }
  });
  const gone = async (): Promise<string> => {
    const url = new URL(d.readerUrl);
    url.port = String(await findFreePort());
    return url.toString();
  };
  const asAdmin = async (sql: string): Promise<number> => {
    const admin = new pg.Client({ connectionString: d.adminUrl });
    await admin.connect();
    const { rowCount } = await admin.query(sql);
    await admin.end();
    return rowCount ?? 0;
  };

  it('reads on the replica as the reader when there is one', async () => {
    const { db } = await open({ DATABASE_REPLICA_URL: d.readerUrl });
    expect(await db.queryReplica(WHO)).toEqual([
      { who: 'eshop_reader', readonly: 'on', timeout: '1min', scope: null },
    ]);
  });

  it('reads as the reader on the primary while the replica is away', async () => {
    const { db } = await open({
      DATABASE_REPLICA_URL: await gone(),
      DATABASE_READER_URL: d.readerUrl,
    });
    const all = await Promise.all([1, 2, 3].map(() => db.queryReplica<Who>(WHO)));
    expect(all.map(([row]) => row?.who)).toEqual(['eshop_reader', 'eshop_reader', 'eshop_reader']);
  });

  it('reads as the application, of everybody and writing nothing, when there is neither', async () => {
    const { db } = await open({});
    expect(await db.queryReplica(WHO)).toEqual([
      { who: 'eshop_app', readonly: 'on', timeout: '1min', scope: 'all' },
    ]);
    await expect(
      db.queryReplica({ name: 'test-write', text: 'DELETE FROM orders' }),
    ).rejects.toMatchObject({ code: '25006' });
    // Nothing of it stays on the connection.
    expect(await db.query(SCOPE)).toEqual([{ scope: '' }]);
  });

  it('reads elsewhere when the connection is ended in the middle', async () => {
    const { db } = await open({ DATABASE_REPLICA_URL: d.readerUrl });
    const answer = db.queryReplica<Who>(SLEEP, [1]);
    const end = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND usename = 'eshop_reader' AND query LIKE '%pg_sleep%'`;
    while ((await asAdmin(end)) === 0);
    expect(await answer).toEqual([{ who: 'eshop_app' }]);
  });

  it('does not try again what is wrong with the statement', async () => {
    const { db } = await open({ DATABASE_REPLICA_URL: d.readerUrl });
    await expect(
      db.queryReplica({ name: 'test-wrong', text: 'SELECT 1 / 0' }),
    ).rejects.toMatchObject({ code: '22012' });
    expect(await db.queryReplica(WHO)).toMatchObject([{ who: 'eshop_reader' }]);
  });

  it('runs four at once, refuses the fifth, and goes on afterwards', async () => {
    const { db } = await open({ DATABASE_READER_URL: d.readerUrl });
    const four = [1, 2, 3, 4].map(() => db.queryReplica(SLEEP, [0.2]));
    await expect(db.queryReplica(WHO)).rejects.toMatchObject({
      code: 'server.unavailable',
      details: { retryAfterSeconds: 5 },
    });
    await Promise.all(four);
    expect(await db.queryReplica(WHO)).toHaveLength(1);
  });

  it('streams in batches and gives its place back, also when nobody reads on', async () => {
    const { reader } = await open({ DATABASE_READER_URL: d.readerUrl });
    const sizes: number[] = [];
    for await (const rows of reader.stream<{ n: number }>(SERIES, [25], 10))
      sizes.push(rows.length);
    expect(sizes).toEqual([10, 10, 5]);
    for (let n = 0; n < 6; n += 1) {
      for await (const rows of reader.stream(SERIES, [25], 10)) {
        expect(rows).toHaveLength(10);
        break;
      }
    }
    await expect(
      reader.stream({ name: 'test-wrong', text: 'SELECT nothing' }).next(),
    ).rejects.toMatchObject({ code: '42703' });
    expect(await reader.query(WHO)).toHaveLength(1);
  });
});
