import pg from 'pg';
import type { Env } from '../config/env.js';
import { assertSafeRole } from './roles.js';

/** The database of DATABASE_URL cannot be used; one sentence, no password. */
export class DatabaseUnusable extends Error {
  constructor(url: string, reason: string) {
    super(`The database at ${describeUrl(url)} cannot be used: ${reason}`);
    this.name = 'DatabaseUnusable';
  }
}

/**
 * Connects once before a process starts, so that a wrong address, password or account is one
 * sentence and no stack.
 *
 * @throws DatabaseUnusable when it cannot be reached or refuses the account.
 * @throws UnsafeRole in production when the account may do too much.
 */
export async function assertDatabaseUsable(env: Env): Promise<void> {
  const client = new pg.Client({
    connectionString: env.DATABASE_URL,
    connectionTimeoutMillis: 5_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    throw new DatabaseUnusable(env.DATABASE_URL, reasonOf(error));
  }
  try {
    if (env.NODE_ENV === 'production') await assertSafeRole(client);
  } finally {
    await client.end();
  }
}

function describeUrl(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host || 'localhost'}${pathname}`;
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return reasonOf(error.errors[0]);
  if (!(error instanceof Error)) return 'unknown reason';
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'ECONNREFUSED') return 'nothing listens there';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'its host is not known';
  if (code === '28P01' || code === '28000') return 'it refuses the account or its password';
  if (code === '3D000') return 'there is no database of this name';
  return error.message;
}
