import type { PoolClient } from 'pg';
import { DataSource } from 'typeorm';
import { expect } from 'vitest';
import { poolOf } from '../../../src/database/db.js';
import type { TestContext } from '../../setup/test-context.js';

/**
 * Opens connections before a race: on a busy machine they come so slowly that the first command is
 * done before the second begins, or the last one gives up waiting; for the same reason they may wait
 * longer than in production. DATABASE_POOL_MAX must allow the size.
 */
export async function warmPool(t: TestContext, size: number): Promise<void> {
  const pool = poolOf(t.get(DataSource));
  const clients: PoolClient[] = [];
  try {
    while (clients.length < size) {
      const client = await pool.connect();
      clients.push(client);
      await client.query(`SET lock_timeout = '20s'; SET statement_timeout = '20s'`);
    }
  } finally {
    for (const client of clients) client.release();
  }
}

/** How many sessions of this file's database wait for a lock. */
export async function countWaiters(t: TestContext): Promise<number> {
  const { rows } = await t.owner.query<{ n: number }>(
    `SELECT count(DISTINCT l.pid)::int AS n FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
     WHERE NOT l.granted AND a.datname = current_database()`,
  );
  return rows[0]?.n ?? 0;
}

/**
 * Starts commands while somebody else holds a row, lets go when `waiters` of them wait for it, and
 * says how they ended: so they really meet, however fast or slow the machine is.
 */
export async function meetAt<T>(
  t: TestContext,
  row: { readonly table: string; readonly id: string },
  waiters: number,
  start: () => readonly Promise<T>[],
): Promise<PromiseSettledResult<T>[]> {
  const holder = await t.owner.connect();
  try {
    await holder.query('BEGIN');
    await holder.query(`SELECT 1 FROM ${row.table} WHERE id = $1 FOR UPDATE`, [row.id]);
    const ended = Promise.allSettled(start());
    await expect.poll(() => countWaiters(t), { timeout: 10_000 }).toBeGreaterThanOrEqual(waiters);
    await holder.query('COMMIT');
    return await ended;
  } finally {
    await holder.query('ROLLBACK');
    holder.release();
  }
}
