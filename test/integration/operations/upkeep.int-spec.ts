import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemContext } from '../../../src/common/request-context.js';
import { OperationsWorkerModule } from '../../../src/modules/operations/operations.worker.module.js';
import { asOwner } from '../../../src/modules/operations/upkeep/as-owner.js';
import { tendTables } from '../../../src/modules/operations/upkeep/tend-tables.js';
import { Upkeep } from '../../../src/modules/operations/upkeep/upkeep.js';
import { useApi } from '../../setup/test-api.js';

interface Report {
  readonly kind: string;
  readonly outcome: string;
  readonly summary: string;
  readonly report: { readonly tables?: { table: string }[]; readonly indexesCleaned?: string[] };
}

describe('Upkeep', () => {
  const t = useApi({ imports: [OperationsWorkerModule] });
  let admin: pg.Client;
  beforeAll(async () => {
    admin = new pg.Client({ connectionString: t.adminUrl });
    await admin.connect();
  });
  afterAll(() => admin.end());

  const run = (
    kind: 'vacuum' | 'reindex' | 'statements',
    by: string | null = null,
  ): Promise<void> => t.get(Upkeep).run(systemContext('test'), kind, by);
  const lastReport = async (): Promise<Report | undefined> => {
    const { rows } = await t.owner.query<Report>(
      'SELECT kind, outcome, summary, report FROM operation_reports ORDER BY created_at DESC, id LIMIT 1',
    );
    return rows[0];
  };

  it('vacuums every table and says what it was like before and after', async () => {
    await t.owner.query(
      `INSERT INTO brands (name, slug) SELECT 'B' || n, 'b' || n FROM generate_series(1, 2000) n`,
    );
    await t.owner.query('DELETE FROM brands');
    await run('vacuum');
    const report = await lastReport();
    expect(report).toMatchObject({ kind: 'vacuum', outcome: 'ok' });
    const tables = report?.report.tables ?? [];
    expect(tables.length).toBeGreaterThan(90);
    expect(tables.map(({ table }) => table)).toContain('public.brands');
    const { rows } = await t.owner.query(`SELECT reltuples FROM pg_class WHERE relname = 'brands'`);
    expect(rows).toEqual([{ reltuples: 0 }]);
  });

  it('looks at a table of partitions as a whole as well, which nobody else does', async () => {
    await t.owner.query(
      `INSERT INTO outbox_events (id, queue, job, payload) SELECT gen_random_uuid(), 'orders', 'expire-unpaid', '{}' FROM generate_series(1, 50)`,
    );
    const known = async () => {
      const { rows } = await t.owner.query<{ known: boolean }>(
        `SELECT EXISTS (SELECT FROM pg_stats WHERE tablename = 'outbox_events' AND inherited) AS known`,
      );
      return rows[0]?.known;
    };
    expect(await known()).toBe(false);
    await run('vacuum');
    expect(await known()).toBe(true);
    expect((await lastReport())?.report.tables).toContainEqual(
      expect.objectContaining({ table: 'public.outbox_events' }),
    );
  });

  it('rebuilds indexes, cleans halves away that a killed run left, and leaves busy tables alone', async () => {
    await t.owner.query('CREATE INDEX orders_pkey_ccnew ON orders (id)');
    await t.owner.query('CREATE INDEX half_of_a_person ON orders (id)');
    await admin.query(
      `UPDATE pg_index SET indisvalid = false WHERE indexrelid IN ('orders_pkey_ccnew'::regclass, 'half_of_a_person'::regclass)`,
    );
    await admin.query('BEGIN; LOCK TABLE brands IN ACCESS EXCLUSIVE MODE');
    const done = await asOwner(t.ownerUrl, async (session) => {
      await session.client.query(`SET lock_timeout = '200ms'`);
      return tendTables(session, { what: 'reindex', minBytes: 40_000 });
    });
    await admin.query('ROLLBACK');
    expect(done?.indexesCleaned).toContain('public.orders_pkey_ccnew');
    expect(done?.indexesCleaned).not.toContain('public.half_of_a_person');
    const brands = done?.tables.find(({ table }) => table === 'public.brands');
    expect(brands?.skipped).toMatch(/lock timeout/);
    const { rows } = await t.owner.query(
      `SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE NOT indisvalid`,
    );
    expect(rows).toEqual([{ relname: 'half_of_a_person' }]);
    await t.owner.query('DROP INDEX half_of_a_person');
  });

  it('leaves half an index when it is cut off, which the try after it takes away', async () => {
    const halves = async () => {
      const { rows } = await t.owner.query<{ name: string }>(
        'SELECT indexrelid::regclass::text AS name FROM pg_index WHERE NOT indisvalid',
      );
      return rows.map(({ name }) => name);
    };
    await t.owner.query(
      `INSERT INTO brands (name, slug) SELECT 'K' || n, 'k' || n FROM generate_series(1, 1000) n`,
    );
    const { rows } = await t.owner.query<{ bytes: number }>(
      `SELECT pg_total_relation_size('brands')::float8 AS bytes`,
    );
    const killer = new pg.Client({ connectionString: t.adminUrl });
    await killer.connect();
    // Whoever writes holds up a step of a rebuild.
    await admin.query('BEGIN; LOCK TABLE brands IN ROW EXCLUSIVE MODE');
    const cut = asOwner(t.ownerUrl, (session) =>
      tendTables(session, { what: 'reindex', minBytes: rows[0]?.bytes ?? 0 }),
    );
    const kill = async () => {
      const { rows: killed } = await killer.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE query LIKE 'REINDEX%brands%' AND wait_event_type = 'Lock' AND datname = current_database()`,
      );
      return killed.length;
    };
    await Promise.all([
      expect(cut).rejects.toThrow(),
      expect.poll(kill, { timeout: 20_000, interval: 20 }).toBe(1),
    ]);
    await Promise.all([admin.query('ROLLBACK'), killer.end()]);
    expect((await halves()).join(' ')).toMatch(/brands\w*_ccnew/);
    const done = await asOwner(t.ownerUrl, (session) =>
      tendTables(session, { what: 'reindex', minBytes: 1_000_000_000 }),
    );
    expect(done?.indexesCleaned.join(' ')).toMatch(/brands\w*_ccnew/);
    expect(await halves()).toEqual([]);
  });

  it('makes the places of orders that will soon be archived, and none for months without orders', async () => {
    const made = async () => {
      const { rows } = await t.owner.query<{ name: string; tables: number }>(
        `SELECT right(relname, 6) AS name, count(*)::int AS tables FROM pg_class
          WHERE relname ~ '_archive_p[0-9]{6}$' AND relkind = 'r' GROUP BY 1 ORDER BY 1`,
      );
      return rows;
    };
    expect(await made()).toEqual([]);
    const months: string[] = [];
    for (const age of ['40 months', '24 months -20 days', '22 months']) {
      const { id } = await t.given.order();
      const { rows } = await t.owner.query<{ month: string }>(
        `UPDATE orders SET created_at = now() - $2::interval WHERE id = $1
          RETURNING to_char(created_at AT TIME ZONE 'UTC', 'YYYYMM') AS month`,
        [id, age],
      );
      if (age !== '22 months') months.push(rows[0]?.month ?? '');
    }
    expect(await t.get(Upkeep).keepPartitions()).toMatch(/^partitions: 22 made/);
    expect(await made()).toEqual(months.map((name) => ({ name, tables: 11 })));
    expect(await t.get(Upkeep).keepPartitions()).toBeNull();
  });

  it('is done by one at a time, and says so without the account of the owner', async () => {
    await asOwner(t.ownerUrl, () => run('reindex'));
    expect(await lastReport()).toMatchObject({ outcome: 'ok', summary: 'another worker is at it' });
    await expect(asOwner(undefined, () => Promise.resolve(1))).rejects.toThrow(
      /DATABASE_OWNER_URL/,
    );
  });

  it('keeps what statements cost, without values, and says when the server does not count', async () => {
    const { rows } = await admin.query(
      `SELECT FROM pg_extension WHERE extname = 'pg_stat_statements'`,
    );
    const { token } = await t.given.staff({ operations: 'rx' });
    const get = (path: string) =>
      t.http<{ items: { text: string; calls: number }[] }>('GET', `/api/v1/admin/upkeep${path}`, {
        token,
      });
    if (rows.length > 0) {
      await t.db.query(`SELECT count(*) FROM users WHERE email = 'secret-person@example.com'`);
      await run('statements');
      await t.db.query(`SELECT count(*) FROM users WHERE email = 'secret-person@example.com'`);
      await run('statements');
      expect(await lastReport()).toMatchObject({ kind: 'statements', outcome: 'ok' });
      const { body } = await get('/statements?hours=0&limit=100');
      const items = body.items;
      const mine = items.find(({ text }) =>
        text.startsWith('SELECT count(*) FROM users WHERE email'),
      );
      expect(mine).toMatchObject({ text: 'SELECT count(*) FROM users WHERE email = $1', calls: 1 });
      const { rows: kept } = await t.owner.query(
        `SELECT FROM statement_counts WHERE text LIKE '%secret-person%'`,
      );
      expect(kept).toEqual([]);
      await admin.query('DROP EXTENSION pg_stat_statements');
    }
    await run('statements');
    const last = await lastReport();
    expect(last).toMatchObject({
      outcome: 'findings',
      summary: expect.stringContaining('shared_preload') as string,
    });
  });

  it('is started by hand by who may, and its reports can be read', async () => {
    const chief = await t.given.staff({ operations: 'rx' });
    const reader = await t.given.staff({ operations: 'r' });
    const post = (token: string, body: object) =>
      t.http<{ code: string }>('POST', '/api/v1/admin/upkeep', { token, body });
    expect(await post(chief.token, { kind: 'vacuum' })).toMatchObject({
      status: 202,
      body: { kind: 'vacuum' },
    });
    expect((await post(reader.token, { kind: 'vacuum' })).status).toBe(403);
    expect((await post(chief.token, { kind: 'drop' })).status).toBe(400);
    const [row] = (await t.outboxOf('keep-up')).slice(-1);
    expect(row?.payload).toEqual({ kind: 'vacuum', requestedBy: chief.id });
    const list = await t.http<{ items: { id: string; kind: string }[] }>(
      'GET',
      '/api/v1/admin/upkeep?kind=vacuum&limit=1',
      { token: reader.token },
    );
    expect(list.body.items).toMatchObject([{ kind: 'vacuum' }]);
    const one = `/api/v1/admin/upkeep/${list.body.items[0]?.id}`;
    const whole = await t.http<{ report: { tables: [] } }>('GET', one, {
      token: reader.token,
    });
    expect(whole.body.report.tables.length).toBeGreaterThan(90);
    const missing = '/api/v1/admin/upkeep/00000000-0000-4000-8000-000000000000';
    expect((await t.http('GET', missing, { token: reader.token })).status).toBe(404);
  });
});
