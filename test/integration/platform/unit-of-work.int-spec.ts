import { DataSource } from 'typeorm';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { defineError } from '../../../src/common/errors/domain-error.js';
import { type RequestContext, systemContext } from '../../../src/common/request-context.js';
import { Db, poolOf } from '../../../src/database/db.js';
import { namedQuery } from '../../../src/database/named-query.js';
import { registerConstraintError } from '../../../src/database/pg-errors.js';
import { countStatements } from '../../../src/database/statement-counter.js';
import { afterCommit, type Tx, UnitOfWork } from '../../../src/database/unit-of-work.js';
import { JobRun } from '../../../src/queue/job-run.entity.js';
import { useIntegration } from '../../setup/test-app.js';

class NumberTaken extends defineError('test.number_taken', 'conflict', 'The number is taken') {}
registerConstraintError('uow_numbers_pkey', NumberTaken);

const READ = { name: 'test-read', text: 'SELECT n, touched FROM uow_numbers ORDER BY n' };
const TOUCH = {
  name: 'test-touch',
  text: 'UPDATE uow_numbers SET touched = touched + 1 WHERE n = $1',
};
const ACTOR = '00000000-0000-4000-8000-000000000001';

interface NumberRow {
  readonly n: number;
  readonly touched: number;
}

describe('UnitOfWork', () => {
  const t = useIntegration({ only: [] });
  let uow: UnitOfWork;
  let db: Db;
  const run = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => uow.run(systemContext('test'), work);
  const numbers = (): Promise<NumberRow[]> => db.query<NumberRow>(READ);
  const insert = (tx: Tx, n: number): Promise<unknown> =>
    tx.query('INSERT INTO uow_numbers (n) VALUES ($1)', [n]);

  beforeAll(async () => {
    uow = t.get(UnitOfWork);
    db = t.get(Db);
    await t.owner.query(
      `CREATE TABLE uow_numbers (n int PRIMARY KEY, touched int NOT NULL DEFAULT 0);
       GRANT SELECT, INSERT, UPDATE, DELETE ON uow_numbers TO eshop_app`,
    );
  });

  beforeEach(async () => {
    await t.owner.query('DELETE FROM uow_numbers');
    await t.owner.query('INSERT INTO uow_numbers (n) VALUES (1), (2)');
  });

  it('costs one round trip to begin, with actor and request id in it, and one to commit', async () => {
    const ctx: RequestContext = {
      actorId: ACTOR,
      requestId: "it's '; DROP TABLE users; --",
      scope: 'own',
    };
    let settings: unknown;
    const sent = await countStatements(t.get(DataSource), () =>
      uow.run(ctx, async (tx) => {
        settings = await namedQuery(tx, {
          name: 'test-settings',
          text: `SELECT current_setting('app.actor_id') AS actor, current_setting('app.request_id') AS request`,
        });
      }),
    );
    expect(settings).toEqual([{ actor: ACTOR, request: ctx.requestId }]);
    expect(sent.map((text) => text.split(/[; ]/)[0])).toEqual(['BEGIN', 'SELECT', 'COMMIT']);
  });

  it('leaves no setting behind on the connection', async () => {
    await uow.run({ actorId: ACTOR, requestId: 'request-0001', scope: 'own' }, () =>
      Promise.resolve(),
    );
    const rows = await db.query({
      name: 'test-left',
      text: `SELECT nullif(current_setting('app.actor_id', true), '') AS actor`,
    });
    expect(rows).toEqual([{ actor: null }]);
  });

  it('undoes everything when the work throws', async () => {
    const failed = run(async (tx) => {
      await insert(tx, 3);
      throw new Error('on purpose');
    });
    await expect(failed).rejects.toThrow('on purpose');
    expect(await numbers()).toHaveLength(2);
  });

  it('keeps TypeORM from committing on its own', async () => {
    const sent = await countStatements(t.get(DataSource), () =>
      run(async (tx) => {
        await tx.getRepository(JobRun).save({ name: 'test.unit-of-work' });
        await expect(tx.transaction(() => Promise.resolve())).rejects.toThrow(/UnitOfWork/);
        throw new Error('on purpose');
      }).catch(() => undefined),
    );
    expect(sent.filter((text) => /^(START|SAVEPOINT|COMMIT|ROLLBACK)/.test(text))).toEqual([
      'ROLLBACK',
    ]);
    expect(await t.get(DataSource).getRepository(JobRun).count()).toBe(0);
  });

  it('refuses a transaction inside a transaction, and lets the next one in', async () => {
    const ctx = systemContext('test');
    await expect(uow.run(ctx, () => uow.run(ctx, () => Promise.resolve()))).rejects.toThrow(
      /already has a transaction/,
    );
    await expect(uow.run(ctx, () => Promise.resolve('ok'))).resolves.toBe('ok');
  });

  it('does not call committed what was rolled back because an error was swallowed', async () => {
    const work = run(async (tx) => {
      await insert(tx, 3);
      await insert(tx, 3).catch(() => undefined);
      return 'done';
    });
    await expect(work).rejects.toThrow(/swallowed/);
    expect(await numbers()).toHaveLength(2);
  });

  it('names a violated constraint by its domain error', async () => {
    await expect(run((tx) => insert(tx, 1))).rejects.toBeInstanceOf(NumberTaken);
  });

  it('does the whole work again after a deadlock, and both sides win', async () => {
    const before = uow.retries;
    const touchBoth = (first: number, second: number): Promise<void> =>
      run(async (tx) => {
        await namedQuery(tx, TOUCH, [first]);
        await tx.query('SELECT pg_sleep(0.2)');
        await namedQuery(tx, TOUCH, [second]);
      });
    await Promise.all([touchBoth(1, 2), touchBoth(2, 1)]);
    expect(await numbers()).toEqual([
      { n: 1, touched: 2 },
      { n: 2, touched: 2 },
    ]);
    expect(uow.retries).toBeGreaterThan(before);
  });

  it('gives up after three more tries, each in a transaction of its own', async () => {
    const transactions = new Set<string>();
    const work = run(async (tx) => {
      const rows: { id: string }[] = await tx.query('SELECT txid_current()::text AS id');
      transactions.add(rows[0]?.id ?? '');
      await tx.query(`DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$`);
    });
    await expect(work).rejects.toMatchObject({ driverError: { code: '40001' } });
    expect(transactions.size).toBe(4);
  });

  it('tells hints after the commit only', async () => {
    const told: string[] = [];
    await run(async (tx) => {
      afterCommit(tx, () => told.push('committed'));
      await insert(tx, 3);
      expect(told).toEqual([]);
    });
    await run(async (tx) => {
      afterCommit(tx, () => told.push('rolled back'));
      await insert(tx, 3);
    }).catch(() => undefined);
    expect(told).toEqual(['committed']);
  });

  it('refuses a tx that was kept beyond its transaction', async () => {
    const kept = await run((tx) => Promise.resolve(tx));
    await expect(namedQuery(kept, READ)).rejects.toThrow(/is over/);
  });

  it('survives a connection that is cut in the middle, and the pool with it', async () => {
    const cut = run(async (tx) => {
      await insert(tx, 3);
      const rows: { pid: number }[] = await tx.query('SELECT pg_backend_pid() AS pid');
      await tx.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
    });
    await expect(cut).rejects.toBeDefined();
    expect(await numbers()).toHaveLength(2);
    expect(poolOf(t.get(DataSource)).waitingCount).toBe(0);
    await expect(run((tx) => insert(tx, 4))).resolves.toBeDefined();
  });

  it('keeps a statement under its name on the connection', async () => {
    const names = await run(async (tx) => {
      await namedQuery(tx, READ);
      return tx.query<{ name: string }[]>(
        `SELECT name FROM pg_prepared_statements WHERE name = 'test-read'`,
      );
    });
    expect(names).toEqual([{ name: 'test-read' }]);
  });
});

describe('UnitOfWork behind a pooler without names', () => {
  const t = useIntegration({ only: [], env: { DATABASE_NAMED_STATEMENTS: 'false' } });

  it('prepares nothing by name', async () => {
    const names = await t.get(UnitOfWork).run(systemContext('test'), async (tx) => {
      await namedQuery(tx, { name: 'test-one', text: 'SELECT 1' });
      return tx.query<unknown[]>(`SELECT name FROM pg_prepared_statements WHERE name = 'test-one'`);
    });
    expect(names).toEqual([]);
  });
});
