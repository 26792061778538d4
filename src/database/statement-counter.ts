import { Pool, type PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { poolOf } from './db.js';

/**
 * Test hook: runs `work` and returns the text of each message it sent to PostgreSQL over this
 * pool, in order: one entry is one round trip, BEGIN and COMMIT are counted. What is sent on a
 * connection before the answer to the message before (`Db.queryAs`) is part of that one's round trip.
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
    let unanswered = 0;
    let current = 0;
    const counting = (...args: unknown[]): unknown => {
      const text = textOf(args[0]);
      if (unanswered === 0) current = seen.push(text) - 1;
      else seen[current] += `; ${text}`;
      const answer: unknown = Reflect.apply(query, client, args);
      if (answer instanceof Promise) {
        unanswered += 1;
        const answered = (): void => void (unanswered -= 1);
        answer.then(answered, answered);
      }
      return answer;
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
