import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type RoleKey, ROLES } from './role-names.js';

export { ROLES } from './role-names.js';

/** The same database through each of the three accounts. */
export interface RoleUrls {
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly readerUrl: string;
}

/** Where the passwords of the roles come from. */
export interface RoleOptions {
  readonly ownerPassword?: string;
  readonly appPassword?: string;
  readonly readerPassword?: string;
  /** Key for the passwords that are not given; the administrator's own account otherwise. */
  readonly passwordSecret?: string;
}

/**
 * Settings of the roles themselves, because a pooler refuses them at start-up. Migrations and
 * reports may take long; nobody may wait long for a lock.
 */
const SETTINGS: Readonly<Record<RoleKey, Readonly<Record<string, string>>>> = {
  owner: {
    statement_timeout: '0',
    lock_timeout: '2s',
    idle_in_transaction_session_timeout: '60s',
  },
  app: {
    statement_timeout: '5s',
    lock_timeout: '2s',
    idle_in_transaction_session_timeout: '10s',
  },
  reader: {
    statement_timeout: '60s',
    lock_timeout: '2s',
    idle_in_transaction_session_timeout: '10s',
    default_transaction_read_only: 'on',
  },
};

const ATTEMPTS = 8;

/**
 * Creates owner, application and reader with their settings, or brings them back to what they
 * should be. The owner may create in the database and owns what migrations make; the other two
 * own nothing. Rights on tables follow after the migrations (`applyGrants`).
 *
 * @param adminUrl an account that may create roles, on the database of the shop.
 */
export async function setUpRoles(adminUrl: string, options: RoleOptions = {}): Promise<RoleUrls> {
  const passwords = rolePasswords(adminUrl, options);
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await retryWhileOthersAlter(client, () => defineRoles(client, passwords));
  } finally {
    await client.end();
  }
  const urlOf = (key: RoleKey): string => withAccount(adminUrl, ROLES[key], passwords[key]);
  return { ownerUrl: urlOf('owner'), appUrl: urlOf('app'), readerUrl: urlOf('reader') };
}

/** Whether the account behind a URL could do {@link setUpRoles}. */
export async function mayCreateRoles(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const found = await client.query<{ may: boolean }>(
      'SELECT rolsuper OR rolcreaterole AS may FROM pg_roles WHERE rolname = current_user',
    );
    return found.rows[0]?.may === true;
  } finally {
    await client.end();
  }
}

/** The account can break the rules that the database is to keep. Holds no password. */
export class UnsafeRole extends Error {
  constructor(role: string, reason: string) {
    super(
      `The database account "${role}" ${reason}; the API and the workers need one that is neither. Use the application's account (${ROLES.app}) in DATABASE_URL.`,
    );
    this.name = 'UnsafeRole';
  }
}

const SAFETY = `
  SELECT current_user AS role, r.rolsuper AS superuser, r.rolbypassrls AS bypass,
    EXISTS (
      SELECT 1 FROM pg_class c
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
        AND pg_has_role(current_user, c.relowner, 'MEMBER')
    ) AS owner
  FROM pg_roles r WHERE r.rolname = current_user`;

interface Safety {
  readonly role: string;
  readonly superuser: boolean;
  readonly bypass: boolean;
  readonly owner: boolean;
}

/**
 * For the start in production.
 *
 * @throws UnsafeRole when the account is superuser, ignores row-level security or owns a table.
 */
export async function assertSafeRole(client: pg.ClientBase): Promise<void> {
  const [safety] = (await client.query<Safety>(SAFETY)).rows;
  if (!safety) throw new UnsafeRole('?', 'is unknown');
  const { role, superuser, bypass, owner } = safety;
  if (superuser) throw new UnsafeRole(role, 'is a superuser');
  if (bypass) throw new UnsafeRole(role, 'ignores row-level security (BYPASSRLS)');
  if (owner) throw new UnsafeRole(role, 'owns tables of the shop');
}

type Passwords = Readonly<Record<RoleKey, string>>;

function rolePasswords(adminUrl: string, options: RoleOptions): Passwords {
  const { username, password } = new URL(adminUrl);
  const secret = options.passwordSecret ?? `${username}:${password}`;
  const derive = (role: string): string =>
    createHmac('sha256', secret).update(`database role ${role}`).digest('hex');
  return {
    owner: options.ownerPassword ?? derive(ROLES.owner),
    app: options.appPassword ?? derive(ROLES.app),
    reader: options.readerPassword ?? derive(ROLES.reader),
  };
}

function withAccount(url: string, role: string, password: string): string {
  const changed = new URL(url);
  changed.username = role;
  changed.password = encodeURIComponent(password);
  return changed.toString();
}

interface FoundRole {
  readonly rolname: string;
  readonly database: string;
  readonly superuser: boolean;
  /** Whether the server can count what statements cost. */
  readonly counts: boolean;
}

async function defineRoles(client: pg.Client, passwords: Passwords): Promise<void> {
  const found = await client.query<FoundRole>(
    `SELECT current_database() AS database, r.rolname,
            (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS superuser,
            EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_stat_statements') AS counts
     FROM (SELECT NULL AS rolname UNION ALL SELECT rolname FROM pg_roles WHERE rolname = ANY ($1)) r`,
    [Object.values(ROLES)],
  );
  const existing = new Set(found.rows.map((row) => row.rolname));
  const first = found.rows[0];
  if (!first) throw new Error('The database does not say its name');
  const keys = Object.keys(ROLES) as RoleKey[];
  const statements = [
    'BEGIN',
    ...keys.flatMap((key) =>
      roleStatements(key, existing.has(ROLES[key]), passwords[key], first.superuser),
    ),
    ...databaseStatements(first.database),
    ...(first.superuser && first.counts
      ? ['CREATE EXTENSION IF NOT EXISTS pg_stat_statements']
      : []),
    // Half an index of long values that a rebuild left lies there; the owner of the table may drop it.
    ...(first.superuser ? [`GRANT USAGE ON SCHEMA pg_toast TO ${ROLES.owner}`] : []),
    'COMMIT',
  ];
  await client.query(statements.join(';\n'));
}

function roleStatements(
  key: RoleKey,
  exists: boolean,
  password: string,
  superuser: boolean,
): string[] {
  const role = ROLES[key];
  const settings = Object.entries(SETTINGS[key]);
  // Only a superuser may speak of these, and without them they are off anyway.
  const harmless = superuser ? 'NOSUPERUSER NOBYPASSRLS NOREPLICATION' : '';
  return [
    `${exists ? 'ALTER' : 'CREATE'} ROLE ${role} LOGIN NOCREATEDB NOCREATEROLE ${harmless} PASSWORD ${pg.escapeLiteral(password)}`,
    ...settings.map(([name, value]) => `ALTER ROLE ${role} SET ${name} = '${value}'`),
  ];
}

function databaseStatements(database: string): string[] {
  const name = pg.escapeIdentifier(database);
  const { owner, app, reader } = ROLES;
  return [
    `GRANT CONNECT ON DATABASE ${name} TO ${owner}, ${app}, ${reader}`,
    `GRANT CREATE, TEMPORARY ON DATABASE ${name} TO ${owner}`,
    `GRANT USAGE, CREATE ON SCHEMA public TO ${owner}`,
    'REVOKE CREATE ON SCHEMA public FROM PUBLIC',
  ];
}

/** Roles belong to the whole server: two set-ups at once collide without waiting. */
async function retryWhileOthersAlter(client: pg.Client, work: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await work();
      return;
    } catch (error) {
      const collided =
        error instanceof pg.DatabaseError && ['XX000', '42710', '23505'].includes(error.code ?? '');
      if (!collided || attempt === ATTEMPTS) throw error;
      await client.query('ROLLBACK');
      await sleep(20 * attempt);
    }
  }
}
