import pg from 'pg';
import { runMigrations } from '../database/migrate.js';
import { setUpRoles } from '../database/roles.js';

/** A database of one test: URLs by role, and pools that close with it. */
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

/** The migrated database that tests clone; the three roles' URLs point at it. */
export interface TemplateDatabase {
  readonly name: string;
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly readerUrl: string;
}

/** Which database is made, and out of what. */
interface CloneOptions {
  /** Superuser's URL of the server. */
  readonly serverUrl: string;
  readonly template: TemplateDatabase;
  /** Has `test` in it. */
  readonly name: string;
  /** The roles, but no migration yet. */
  readonly empty?: boolean;
}

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

/** Makes the migrated database that every file clones. Made once for many clones. */
export async function createTemplate(serverUrl: string, name: string): Promise<TemplateDatabase> {
  const adminUrl = withDatabase(serverUrl, name);
  assertTestDatabase(adminUrl);
  await asAdmin(serverUrl, `CREATE DATABASE ${pg.escapeIdentifier(name)}`);
  const roles = await setUpRoles(adminUrl);
  await runMigrations(roles.ownerUrl);
  return { name, ...roles };
}

/** Copies the template, which takes a tenth of a second, or makes an empty database beside it. */
export async function cloneDatabase(options: CloneOptions): Promise<TestDatabase> {
  const { serverUrl, template, name, empty = false } = options;
  const adminUrl = withDatabase(serverUrl, name);
  assertTestDatabase(adminUrl);
  const owner = decodeURIComponent(new URL(template.ownerUrl).username);
  const source = empty ? 'template1' : template.name;
  const quoted = pg.escapeIdentifier(name);
  await asAdmin(
    serverUrl,
    `CREATE DATABASE ${quoted} TEMPLATE ${source} OWNER ${pg.escapeIdentifier(owner)}`,
  );
  if (empty) await setUpRoles(adminUrl);
  return openDatabase(name, template, serverUrl);
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
