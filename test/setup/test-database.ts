import pg from 'pg';
import { afterAll, beforeAll } from 'vitest';
import { runMigrations } from '../../src/database/migrate.js';
import { setUpRoles } from '../../src/database/roles.js';
import { testRun, type TemplateDatabase } from './test-run.js';

/** A database of one test file: URLs by role, and pools that close with it. */
export interface TestDatabase {
  readonly name: string;
  /** Application role: what API and workers use. */
  readonly url: string;
  readonly ownerUrl: string;
  readonly readerUrl: string;
  readonly adminUrl: string;
  /** Pool of the application role for looking on: everybody's rows are in sight. */
  readonly db: pg.Pool;
  /** Pool of the owner role: may change the schema and see everything. */
  readonly owner: pg.Pool;
  drop(): Promise<void>;
}

let counter = 0;

/** Refuses to touch anything that does not call itself a test database. */
export function assertTestDatabase(url: string): void {
  const name = databaseName(url);
  if (!name.includes('test')) {
    throw new Error(`The database "${name}" has no "test" in its name; tests do not touch it.`);
  }
}

/** The same server and account, another database. */
export function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.toString();
}

/** Makes the migrated database that every file clones. Called once, by global-setup.ts. */
export async function createTemplate(serverUrl: string, name: string): Promise<TemplateDatabase> {
  const adminUrl = withDatabase(serverUrl, name);
  assertTestDatabase(adminUrl);
  await asAdmin(serverUrl, `CREATE DATABASE ${pg.escapeIdentifier(name)}`);
  const roles = await setUpRoles(adminUrl);
  await runMigrations(roles.ownerUrl);
  return { name, ...roles };
}

/**
 * Clones the template, or with `empty` makes a database that has the roles but no migration yet.
 * Throws when the run has no PostgreSQL.
 */
export async function createDatabase(options: { empty?: boolean } = {}): Promise<TestDatabase> {
  const { adminUrl: serverUrl, template, databasePrefix } = testRun();
  if (serverUrl === null || template === null) throw new Error('This run has no PostgreSQL.');
  counter += 1;
  const name = `${databasePrefix}_${process.pid}_${counter}`;
  const adminUrl = withDatabase(serverUrl, name);
  assertTestDatabase(adminUrl);
  const owner = decodeURIComponent(new URL(template.ownerUrl).username);
  const source = options.empty === true ? 'template1' : template.name;
  const quoted = pg.escapeIdentifier(name);
  await asAdmin(
    serverUrl,
    `CREATE DATABASE ${quoted} TEMPLATE ${source} OWNER ${pg.escapeIdentifier(owner)}`,
  );
  if (options.empty === true) await setUpRoles(adminUrl);
  return openDatabase(name, template, serverUrl);
}

/** One cloned database for a test file, made before its first test and dropped after its last. */
export function useDatabase(options: { empty?: boolean } = {}): TestDatabase {
  let current: TestDatabase | undefined;
  beforeAll(async () => {
    current = await createDatabase(options);
  });
  afterAll(async () => {
    await current?.drop();
  });
  return lazily('The database', () => current);
}

/** An object that stands for one that a hook makes later. */
export function lazily<T extends object>(what: string, read: () => T | undefined): T {
  return new Proxy({} as T, {
    get(_target, property) {
      const value = read();
      if (value === undefined) throw new Error(`${what} exists only inside of tests and hooks.`);
      const member: unknown = Reflect.get(value, property);
      return typeof member === 'function' ? (member.bind(value) as unknown) : member;
    },
  });
}

function openDatabase(name: string, template: TemplateDatabase, serverUrl: string): TestDatabase {
  const url = withDatabase(template.appUrl, name);
  const ownerUrl = withDatabase(template.ownerUrl, name);
  const db = quietPool(url, '-c app.scope=all');
  const owner = quietPool(ownerUrl);
  const drop = async (): Promise<void> => {
    await Promise.all([db.end(), owner.end()]);
    const quoted = pg.escapeIdentifier(name);
    await asAdmin(serverUrl, `DROP DATABASE IF EXISTS ${quoted} WITH (FORCE)`);
  };
  return {
    name,
    url,
    ownerUrl,
    readerUrl: withDatabase(template.readerUrl, name),
    adminUrl: withDatabase(serverUrl, name),
    db,
    owner,
    drop,
  };
}

/** Few idle connections, and one that the server ends (a test may do that) is no crash. */
function quietPool(connectionString: string, options?: string): pg.Pool {
  const settings = options === undefined ? {} : { options };
  const pool = new pg.Pool({ connectionString, max: 10, idleTimeoutMillis: 1000, ...settings });
  pool.on('error', () => undefined);
  return pool;
}

async function asAdmin(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function databaseName(url: string): string {
  return decodeURIComponent(new URL(url).pathname.slice(1));
}
