import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RequestContext } from '../../../src/common/request-context.js';
import { ROW_POLICIES } from '../../../src/database/row-policies.js';
import { settingsOf } from '../../../src/database/settings.js';
import { useDatabase } from '../../setup/test-database.js';
import { makeOwner, type Owner } from './owned-rows.js';

/** Tables from which nobody reads his own rows. */
const STAFF_ONLY = [
  'oidc_logins',
  'payment_events',
  'reconciliation_issues',
  'audit_log',
  'stock_level_movements',
];
const TABLES = Object.keys(ROW_POLICIES);
const NO_RIGHT = '42501';

const nobody: RequestContext = { actorId: null, requestId: 'test', scope: 'own' };
const everybody: RequestContext = { ...nobody, scope: 'all' };

describe('Row-level security', () => {
  const d = useDatabase();
  let app: pg.Client;
  let reader: pg.Client;
  let ada: Owner;
  let bob: Owner;

  beforeAll(async () => {
    ada = await makeOwner(d.owner);
    bob = await makeOwner(d.owner);
    app = await connect(d.url);
    reader = await connect(d.readerUrl);
  });
  afterAll(async () => {
    await app.end();
    await reader.end();
  });

  const person = ({ id }: Owner): RequestContext => ({ ...nobody, actorId: id });
  const guest = ({ tokenHash }: Owner): RequestContext => ({ ...nobody, tokenHashes: [tokenHash] });
  /** Both: somebody who is logged in and still has his guest's tokens. */
  const whole = (owner: Owner): RequestContext => ({
    ...person(owner),
    ...guest(owner),
    actorId: owner.id,
  });

  const inContext = async <T>(ctx: RequestContext, work: () => Promise<T>): Promise<T> => {
    await app.query(`BEGIN; ${settingsOf(ctx)}`);
    try {
      return await work();
    } finally {
      await app.query('ROLLBACK');
    }
  };
  const idsOf = async (client: pg.Client | pg.Pool, table: string): Promise<string[]> => {
    const found = await client.query<{ id: string }>(`SELECT id FROM ${table}`);
    return found.rows.map(({ id }) => id);
  };
  const seenBy = (ctx: RequestContext, table: string): Promise<string[]> =>
    inContext(ctx, () => idsOf(app, table));
  const rowsOf = (owner: Owner, table: string): readonly string[] => owner.rows[table] ?? [];

  it.each(TABLES)(
    '%s: whoever forgets the filter sees his own rows and no others',
    async (table) => {
      const [adas, bobs] = [rowsOf(ada, table), rowsOf(bob, table)];
      expect(adas).not.toEqual([]);
      expect(bobs).not.toEqual([]);
      const own = STAFF_ONLY.includes(table) ? [] : adas;
      expect(sorted(await seenBy(whole(ada), table))).toEqual(sorted(own));
      expect(await seenBy(nobody, table)).toEqual([]);
      expect(await idsOf(app, table)).toEqual([]);
    },
  );

  it.each(TABLES)('%s: a permission and the reports see everything', async (table) => {
    const all = await idsOf(d.owner, table);
    expect(all).toEqual(expect.arrayContaining([...rowsOf(ada, table), ...rowsOf(bob, table)]));
    expect(sorted(await seenBy(everybody, table))).toEqual(sorted(all));
    expect(sorted(await idsOf(reader, table))).toEqual(sorted(all));
  });

  it.each(TABLES)("%s: another's row is neither changed nor deleted", async (table) => {
    const bobs = rowsOf(bob, table);
    for (const text of [
      `UPDATE ${table} SET id = id WHERE id = ANY ($1)`,
      `DELETE FROM ${table} WHERE id = ANY ($1)`,
    ]) {
      expect([0, NO_RIGHT]).toContain(
        await inContext(whole(ada), () => outcomeOf(app, text, [bobs])),
      );
    }
  });

  it.each(TABLES.filter((table) => ROW_POLICIES[table]?.adds === undefined))(
    '%s: no row is added in the name of another',
    async (table) => {
      const { rows } = await d.owner.query<{ row: object }>(
        `SELECT to_jsonb(t) || jsonb_build_object('id', gen_random_uuid()) AS row FROM ${table} t
          WHERE id = ANY ($1)`,
        [rowsOf(bob, table)],
      );
      const insert = `INSERT INTO ${table} OVERRIDING SYSTEM VALUE
        SELECT * FROM jsonb_populate_record(NULL::${table}, $1)`;
      for (const { row } of rows) {
        expect(await inContext(whole(ada), () => outcomeOf(app, insert, [row]))).toBe(NO_RIGHT);
      }
    },
  );

  it('a guest sees the cart and the order of his tokens, and what hangs on them', async () => {
    for (const [table, column] of [
      ['shopping_carts', 'token_hash'],
      ['orders', 'token_hash'],
      ['orders_archive', 'token_hash'],
    ] as const) {
      const found = await inContext(guest(ada), () => app.query(`SELECT ${column} FROM ${table}`));
      expect(found.rows).toEqual([{ [column]: ada.tokenHash }]);
    }
    for (const table of ['cart_items', 'order_items', 'payments', 'refunds', 'payments_archive']) {
      expect(await seenBy(guest(ada), table)).toHaveLength(1);
    }
    expect(await seenBy(guest(ada), 'users')).toEqual([]);
    expect(await seenBy(guest({ ...ada, tokenHash: 'f'.repeat(64) }), 'shopping_carts')).toEqual(
      [],
    );
  });

  it('staff who act for a customer see the rows of that customer', async () => {
    const acting = { ...nobody, actorId: ada.id, onBehalfOf: bob.id };
    expect(await seenBy(acting, 'users')).toEqual([bob.id]);
    expect(await seenBy(acting, 'user_addresses')).toEqual(rowsOf(bob, 'user_addresses'));
  });

  it('approved reviews are everybody’s to read and their author’s to change', async () => {
    const [review] = rowsOf(bob, 'ratings');
    await d.owner.query(`UPDATE ratings SET status = 'approved' WHERE id = $1`, [review]);
    const change = `UPDATE ratings SET rating = 1 WHERE id = '${review}'`;
    expect(await seenBy(nobody, 'ratings')).toEqual([review]);
    expect(await inContext(whole(ada), () => outcomeOf(app, change, []))).toBe(0);
    expect(await inContext(whole(bob), () => outcomeOf(app, change, []))).toBe(1);
    const vote = `INSERT INTO rating_votes (rating_id, user_id) VALUES ('${review}', '${ada.id}')`;
    const counted = await inContext(person(ada), async () => {
      await app.query(vote);
      return app.query(`SELECT helpful_count FROM ratings WHERE id = $1`, [review]);
    });
    // Bob's own vote was there before.
    expect(counted.rows).toEqual([{ helpful_count: 2 }]);
    await d.owner.query(`UPDATE ratings SET status = 'pending' WHERE id = $1`, [review]);
  });

  it('lines come with the order or cart that the same statement makes, and only then', async () => {
    const id = '00000000-0000-4000-8000-00000000000a';
    const make = `WITH made AS (INSERT INTO shopping_carts (id, user_id, status)
        VALUES ('${id}', '${ada.id}', 'checked_out') RETURNING id)
      INSERT INTO cart_codes (cart_id, code) SELECT id, 'NEW' FROM made`;
    expect(await inContext(person(ada), () => outcomeOf(app, make, []))).toBe(NO_RIGHT);
    const creating = { ...person(ada), creates: [id] };
    expect(await inContext(creating, () => outcomeOf(app, make, []))).toBe(1);
    const bobs = make.replace(ada.id, bob.id);
    expect(await inContext(creating, () => outcomeOf(app, bobs, []))).toBe(NO_RIGHT);
  });

  it('partitions show nothing behind their parent’s back, new ones neither', async () => {
    await d.owner.query(
      `SELECT ensure_partition('orders_archive', 'month', now() + interval '5 years')`,
    );
    const { rows } = await d.owner.query<{ name: string }>(
      `SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
         JOIN pg_class p ON p.oid = i.inhparent
        WHERE c.relkind = 'r' AND p.relname = ANY ($1)`,
      [TABLES],
    );
    expect(rows.length).toBeGreaterThan(10);
    for (const { name } of rows) expect(await seenBy(everybody, name), name).toEqual([]);
  });
});

function sorted(ids: readonly string[]): string[] {
  return [...ids].sort();
}

/** How many rows a statement wrote, or the code with which it was refused. */
async function outcomeOf(
  client: pg.Client,
  text: string,
  values: unknown[],
): Promise<number | string | null> {
  try {
    return (await client.query(text, values)).rowCount;
  } catch (error) {
    if (error instanceof pg.DatabaseError) return error.code ?? error.message;
    throw error;
  }
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}
