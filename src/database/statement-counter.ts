import { Pool, type PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { poolOf } from './db.js';

/**
 * Test hook: runs `work` and returns the text of each message it sent to PostgreSQL over this
 * pool, in order: one entry is one round trip, BEGIN and COMMIT are counted.
 */
export async function countStatements(
  source: DataSource | Pool,
  work: () => Promise<unknown>,
): Promise<string[]> {
  const pool = source instanceof Pool ? source : poolOf(source);
  const seen: string[] = [];
  const watched = new Map<PoolClient, unknown>();
  const watch = (client: PoolClient): void => {
    if (watched.has(client)) return;
    const query: unknown = Reflect.get(client, 'query');
    if (typeof query !== 'function') return;
    watched.set(client, query);
    const counting = (...args: unknown[]): unknown => {
      seen.push(textOf(args[0]));
      return Reflect.apply(query, client, args) as unknown;
    };
    Object.assign(client, { query: counting });
  };
  pool.on('acquire', watch);
  try {
    await work();
  } finally {
    pool.off('acquire', watch);
    for (const [client, query] of watched) Object.assign(client, { query });
  }
  return seen;
}

function textOf(message: unknown): string {
  if (typeof message === 'string') return message;
  const text = typeof message === 'object' && message !== null && 'text' in message;
  return text ? String(message.text) : '';
}
