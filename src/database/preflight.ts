import pg from 'pg';
import type { Env } from '../config/env.js';
import { assertSafeRole } from './roles.js';
import { rowSecurityFaults } from './row-security.js';

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
 * @throws RowSecurityOff in production when policies are missing that the environment wants.
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
    if (env.NODE_ENV === 'production') {
      await assertSafeRole(client);
      if (env.ROW_LEVEL_SECURITY) await assertRowSecurity(client);
    }
  } finally {
    await client.end();
  }
}

/** Without its policies a table shows everybody's rows to everybody; the message says which ones. */
export class RowSecurityOff extends Error {
  constructor(tables: readonly string[]) {
    const shown = tables.slice(0, 5).join(', ');
    const more = tables.length > 5 ? ` and ${tables.length - 5} more` : '';
    super(
      `Row-level security is not in force on ${shown}${more}: run \`npm run cli -- migrate\` with the owner's account.`,
    );
    this.name = 'RowSecurityOff';
  }
}

/** @throws RowSecurityOff when a table whose rows belong to somebody is open. */
async function assertRowSecurity(client: pg.Client): Promise<void> {
  const faults = await rowSecurityFaults(
    async <Row extends Record<string, unknown>>({ text }: { text: string }) =>
      (await client.query<Row>(text)).rows,
  );
  const open = faults.filter(({ fault }) => fault !== 'differs').map(({ table }) => table);
  if (open.length > 0) throw new RowSecurityOff(open);
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
