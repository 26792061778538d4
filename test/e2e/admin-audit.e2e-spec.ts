import { beforeAll, describe, expect, it } from 'vitest';
import { systemContext } from '../../src/common/request-context.js';
import { AuditService } from '../../src/modules/audit/audit.service.js';
import {
  searchStatement,
  type SearchField,
} from '../../src/modules/audit/data/search-statements.js';
import { useApi } from '../setup/test-api.js';

interface Entry {
  readonly id: string;
  readonly createdAt: string;
  readonly table: string;
  readonly rowId: string | null;
  readonly action: string;
  readonly actorId: string | null;
  readonly requestId: string | null;
  readonly before: Record<string, unknown> | null;
  readonly after: Record<string, unknown> | null;
  readonly changedFields: string[];
  readonly sealed: boolean;
}

interface Page {
  readonly items: Entry[];
  readonly nextCursor: string | null;
}

const PATH = '/api/v1/admin/audit';

describe('Search of the audit log', () => {
  const t = useApi();
  let token = '';
  const search = async (query: string): Promise<Page> => {
    const answer = await t.http<Page>('GET', `${PATH}?${query}`, { token });
    expect(answer.status, answer.text).toBe(200);
    return answer.body;
  };

  beforeAll(async () => {
    token = (await t.given.staff({ audit: 'r' })).token;
  });

  it('is for those who hold audit:r', async () => {
    const others = [
      [null, 401],
      [(await t.given.customer()).token, 403],
      [(await t.given.moderator()).token, 403],
      [(await t.given.staff({ users: 'rwx', audit: 'wx' })).token, 403],
    ] as const;
    const id = '00000000-0000-4000-8000-000000000000';
    for (const [who, status] of others) {
      for (const path of [PATH, `${PATH}/${id}`]) {
        const answer = await t.http('GET', path, { token: who });
        expect(answer.status).toBe(status);
        if (status === 403) expect(answer.text).toContain('audit:r');
      }
    }
    const missing = await t.http('GET', `${PATH}/${id}`, { token });
    expect(missing).toMatchObject({ status: 404, body: { code: 'audit.entry_not_found' } });
  });

  it('tells who changed what in which request, without secrets, and whether it is sealed', async () => {
    const customer = await t.given.customer();
    const made = await t.http('PATCH', '/api/v1/me', {
      token: customer.token,
      body: { firstName: 'Renamed' },
      headers: { 'x-request-id': 'audit-search-1' },
    });
    expect(made.status).toBe(200);
    const { items } = await search(`actorId=${customer.id}&table=users`);
    expect(items).toHaveLength(1);
    const [entry] = items;
    expect(entry).toMatchObject({
      table: 'users',
      rowId: customer.id,
      action: 'update',
      actorId: customer.id,
      requestId: made.headers.get('x-request-id'),
      after: { first_name: 'Renamed' },
      changedFields: ['first_name'],
      sealed: false,
    });
    expect(Object.keys({ ...entry?.before, ...entry?.after }).join()).not.toMatch(/password/);
    await t.get(AuditService).seal(systemContext('test'));
    const again = await t.http<Entry>('GET', `${PATH}/${entry?.id}`, { token });
    expect(again.body).toEqual({ ...entry, sealed: true });
    const byRequest = await search(`requestId=${made.headers.get('x-request-id')}`);
    expect(byRequest.items.map(({ id }) => id)).toEqual([entry?.id]);
  });

  it.each([
    'limit=0',
    'limit=101',
    'cursor=nonsense',
    'table=Users',
    `table=users'--`,
    'rowId=1',
    'actorId=7',
    'onBehalfOf=x',
    'apiKeyId=',
    'action=truncate',
    'from=yesterday',
    'to=2026-13-45',
    'requestId=a%00b',
    'unknown=1',
  ])('refuses %s', async (query) => {
    const answer = await t.http('GET', `${PATH}?${query}`, { token });
    expect(answer.status).toBe(400);
  });

  describe('with many entries', () => {
    const person = '5b0f3f0e-3c1c-4a3e-9f5e-2b8a4f3f0b52';

    beforeAll(async () => {
      await t.owner.query(
        `INSERT INTO audit_log (created_at, table_name, row_id, action, actor_id, on_behalf_of, api_key_id, request_id, after)
         SELECT date_trunc('second', now()) - (g / 7) * interval '1 second',
                CASE WHEN g % 5000 = 0 THEN 'user_roles' ELSE 'bulk_' || g % 5 END, 'row-' || g % 20000, 'insert',
                CASE WHEN g % 4000 = 0 THEN $1::uuid ELSE md5((g % 500)::text)::uuid END,
                CASE WHEN g % 9000 = 0 THEN $1::uuid END, CASE WHEN g % 9000 = 1 THEN $1::uuid END,
                'request-' || g, jsonb_build_object('n', g, 'text', repeat('x', 200))
           FROM generate_series(1, 120000) g`,
        [person],
      );
      await t.owner.query('ANALYZE audit_log');
    });

    it('walks all pages without losing or repeating one, ties in time included', async () => {
      const seen: string[] = [];
      let cursor = '';
      do {
        const page = await search(`table=user_roles&limit=5${cursor}`);
        seen.push(...page.items.map(({ id }) => id));
        const times = page.items.map(({ createdAt }) => createdAt);
        expect([...times].sort().reverse()).toEqual(times);
        cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`;
      } while (cursor !== '');
      const all = await t.owner.query(
        `SELECT count(*)::int AS n FROM audit_log WHERE table_name = 'user_roles'`,
      );
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen).toHaveLength((all.rows[0] as { n: number }).n);
    });

    const cases: [string, Partial<Record<SearchField, string>>][] = [
      ['nothing', {}],
      ['a table', { table: 'bulk_1' }],
      ['a rare table', { table: 'user_roles' }],
      ['a row', { table: 'bulk_1', rowId: 'row-501' }],
      ['an actor', { actorId: person }],
      ['a customer', { onBehalfOf: person }],
      ['a key', { apiKeyId: person }],
      ['a request', { requestId: 'request-77' }],
      ['a time', { from: '2000-01-01', to: '2100-01-01' }],
    ];
    it.each(cases)('asks an index for %s', async (_name, values) => {
      const { statement, fields } = searchStatement(Object.keys(values) as SearchField[]);
      const client = await t.db.connect();
      try {
        await client.query(`BEGIN; SELECT set_config('app.scope', 'all', true)`);
        const parameters = [21, null, null, ...fields.map((field) => values[field])];
        const plan = await client.query(
          `EXPLAIN (ANALYZE, BUFFERS OFF, TIMING OFF, FORMAT TEXT) ${statement.text}`,
          parameters,
        );
        const text = (plan.rows as { 'QUERY PLAN': string }[])
          .map((row) => row['QUERY PLAN'])
          .join('\n');
        // Empty partitions are read as they are.
        const heavy = text
          .split('\n')
          .filter((line) => /Seq Scan on audit_log_p/.test(line) && !/rows=0/.test(line));
        expect(heavy, text).toEqual([]);
        expect(text).toMatch(/Index (Only )?Scan|Bitmap Index Scan/);
        const removed = /Rows Removed by Filter: (\d+)/.exec(text)?.[1] ?? '0';
        expect(Number(removed), text).toBeLessThan(1_000);
      } finally {
        await client.query('ROLLBACK');
        client.release();
      }
    });
  });
});
