import pg from 'pg';
import { ROLES } from './role-names.js';

/**
 * Tables that are their own record: the application adds rows and never changes one. Where the
 * archive job moves rows out, an order is restored, or old ones are cleared away, it may delete them too.
 */
export const APPEND_ONLY_TABLES: Readonly<Record<string, { readonly archived: boolean }>> = {
  audit_log: { archived: false },
  stock_movements: { archived: true },
  stock_movements_archive: { archived: true },
  stock_level_movements: { archived: false },
  order_status_history: { archived: true },
  order_status_history_archive: { archived: true },
  variant_price_history: { archived: true },
  invoices: { archived: false },
  order_edits: { archived: false },
};

/** Tables that only the owner writes. */
const READ_ONLY_TABLES: readonly string[] = ['migrations', 'typeorm_metadata'];
/** The owner alone seals the audit log, so that the application cannot forge a chain. */
const SEALED_TABLES: readonly string[] = ['audit_seals', 'audit_digests'];

/** What an audit entry says; its number and its time come from the database, so that nobody dates one back. */
const AUDIT_COLUMNS: readonly string[] = [
  'table_name',
  'row_id',
  'action',
  'actor_id',
  'on_behalf_of',
  'api_key_id',
  'request_id',
  'before',
  'after',
];

const ALL_RIGHTS = 'SELECT, INSERT, UPDATE, DELETE';

/** Schema of BullMQ's PostgreSQL backend. */
export const QUEUE_SCHEMA = 'bullmq';

/** What the application may do with a table of the shop. */
export function applicationRights(table: string): string {
  if (READ_ONLY_TABLES.includes(table) || SEALED_TABLES.includes(table)) return 'SELECT';
  if (table === 'audit_log') return `SELECT, INSERT (${AUDIT_COLUMNS.join(', ')})`;
  const appendOnly = APPEND_ONLY_TABLES[table];
  if (!appendOnly) return ALL_RIGHTS;
  return appendOnly.archived ? 'SELECT, INSERT, DELETE' : 'SELECT, INSERT';
}

interface TableRow {
  readonly name: string;
  readonly is_partition: boolean;
  readonly is_view: boolean;
}

const TABLES = `
  SELECT c.relname AS name, c.relispartition AS is_partition, c.relkind IN ('v', 'm') AS is_view
  FROM pg_class c
  WHERE c.relnamespace = $1::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
    AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
  ORDER BY c.relname`;

/**
 * Gives application and reader exactly their rights, whatever they had before. Runs as the
 * owner after each migration; can be repeated. Partitions get no rights of their own: through
 * them one could change what the parent forbids.
 */
export async function applyGrants(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    if (!(await rolesExist(client))) return;
    const tables = await client.query<TableRow>(TABLES, ['public']);
    const statements = [
      'BEGIN',
      ...schemaGrants('public'),
      ...tables.rows.flatMap(tableGrants),
      ...(await queueGrants(client)),
      'COMMIT',
    ];
    await client.query(statements.join(';\n'));
  } finally {
    await client.end();
  }
}

/** Where the roles were never set up (a plain database with one account) nothing is granted. */
async function rolesExist(client: pg.Client): Promise<boolean> {
  const found = await client.query('SELECT 1 FROM pg_roles WHERE rolname = ANY ($1)', [
    [ROLES.app, ROLES.reader],
  ]);
  return found.rowCount === 2;
}

/** Later tables and partitions can be read at once; writing takes an explicit grant. */
function schemaGrants(schema: string): string[] {
  const { app, reader } = ROLES;
  return [
    `GRANT USAGE ON SCHEMA ${schema} TO ${app}, ${reader}`,
    `GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA ${schema} TO ${app}`,
    `ALTER DEFAULT PRIVILEGES IN SCHEMA ${schema} GRANT SELECT ON TABLES TO ${app}, ${reader}`,
    `ALTER DEFAULT PRIVILEGES IN SCHEMA ${schema} GRANT USAGE, SELECT ON SEQUENCES TO ${app}`,
  ];
}

function tableGrants({ name, is_partition, is_view }: TableRow): string[] {
  const { app, reader } = ROLES;
  const table = `public.${pg.escapeIdentifier(name)}`;
  const rights = is_partition || is_view ? 'SELECT' : applicationRights(name);
  return [
    `REVOKE ALL ON ${table} FROM ${app}, ${reader}, PUBLIC`,
    `GRANT ${rights} ON ${table} TO ${app}`,
    `GRANT SELECT ON ${table} TO ${reader}`,
  ];
}

/**
 * BullMQ works on all of its tables, its ledger of migrations excepted. No CREATE: the sequence of
 * a new queue is made by its functions with the rights of the owner (`migrateQueueSchema`).
 */
async function queueGrants(client: pg.Client): Promise<string[]> {
  const found = await client.query('SELECT to_regnamespace($1) AS schema', [QUEUE_SCHEMA]);
  if ((found.rows[0] as { schema: string | null }).schema === null) return [];
  const { app } = ROLES;
  return [
    `REVOKE CREATE ON SCHEMA ${QUEUE_SCHEMA} FROM ${app}`,
    `GRANT USAGE ON SCHEMA ${QUEUE_SCHEMA} TO ${app}`,
    `GRANT ${ALL_RIGHTS} ON ALL TABLES IN SCHEMA ${QUEUE_SCHEMA} TO ${app}`,
    `REVOKE INSERT, UPDATE, DELETE ON ${QUEUE_SCHEMA}.migration FROM ${app}`,
    `GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA ${QUEUE_SCHEMA} TO ${app}`,
    `GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${QUEUE_SCHEMA} TO ${app}`,
  ];
}
