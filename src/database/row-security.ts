import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { ROLES } from './role-names.js';
import { ROW_POLICIES } from './row-policies.js';

interface TableState {
  readonly name: string;
  /** Of which table it is a partition. */
  readonly parent: string | null;
  readonly enabled: boolean;
  /** Comment of each policy by its name. */
  readonly policies: Readonly<Record<string, string>>;
}

interface Policy {
  readonly name: string;
  /** All that follows `CREATE POLICY … ON …`. */
  readonly text: string;
  /** Kept as the policy's comment, to see whether it is still the same. */
  readonly digest: string;
}

const TABLES = `
  SELECT c.relname AS name, p.relname AS parent, c.relrowsecurity AS enabled,
    (SELECT coalesce(jsonb_object_agg(y.polname, coalesce(obj_description(y.oid, 'pg_policy'), '')), '{}')
       FROM pg_policy y WHERE y.polrelid = c.oid) AS policies
  FROM pg_class c
  LEFT JOIN pg_inherits i ON i.inhrelid = c.oid
  LEFT JOIN pg_class p ON p.oid = i.inhparent
  WHERE c.relnamespace = $1::regnamespace AND c.relkind IN ('r', 'p') ORDER BY c.relname`;

const ATTEMPTS = 10;
const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Puts the policies of `row-policies.ts` on their tables, or takes row-level security off all of
 * them. Runs as the owner after each migration, for whom no policy counts; can be repeated. A table
 * is touched only when something about it differs, because that takes its strongest lock.
 *
 * @param isOn false lets the application's role see all rows again
 */
export async function applyRowSecurity(ownerUrl: string, isOn = true): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    // In a plain database with one account everything belongs to that one.
    if (!(await rolesExist(client))) return;
    const tables = await client.query<TableState>(TABLES, ['public']);
    for (const table of tables.rows) {
      const statements = isOn ? switchOn(table) : switchOff(table);
      if (statements.length > 0) await runPatiently(client, statements);
    }
  } finally {
    await client.end();
  }
}

async function rolesExist(client: pg.Client): Promise<boolean> {
  const found = await client.query('SELECT 1 FROM pg_roles WHERE rolname = ANY ($1)', [
    [ROLES.app, ROLES.reader],
  ]);
  return found.rowCount === 2;
}

function switchOn(table: TableState): string[] {
  const { name, parent, enabled, policies } = table;
  // Whoever asks the parent meets the parent's policies; a partition by itself shows nothing.
  const isOwned = name in ROW_POLICIES || (parent !== null && parent in ROW_POLICIES);
  if (!isOwned) return switchOff(table);
  const wanted = policiesOf(name);
  const kept = wanted.filter((policy) => policies[policy.name] === policy.digest);
  const dropped = Object.keys(policies).filter((known) => kept.every((one) => one.name !== known));
  const on = `ON public.${pg.escapeIdentifier(name)}`;
  return [
    ...(enabled
      ? []
      : [`ALTER TABLE public.${pg.escapeIdentifier(name)} ENABLE ROW LEVEL SECURITY`]),
    ...dropped.map((policy) => `DROP POLICY ${pg.escapeIdentifier(policy)} ${on}`),
    ...wanted
      .filter((policy) => !kept.includes(policy))
      .flatMap((policy) => [
        `CREATE POLICY ${policy.name} ${on} ${policy.text}`,
        `COMMENT ON POLICY ${policy.name} ${on} IS '${policy.digest}'`,
      ]),
  ];
}

/** The policies stay, so that switching on again is short. */
function switchOff({ name, enabled }: TableState): string[] {
  if (!enabled) return [];
  return [`ALTER TABLE public.${pg.escapeIdentifier(name)} DISABLE ROW LEVEL SECURITY`];
}

/** A table on which row-level security is not as `row-policies.ts` says. */
export interface RowSecurityFault {
  readonly table: string;
  readonly fault: 'off' | 'missing' | 'differs';
}

/** Reads one statement's rows. */
type Read = <Row extends Record<string, unknown>>(statement: {
  readonly name: string;
  readonly text: string;
}) => Promise<readonly Row[]>;

const STATE = {
  name: 'row-security-state',
  text: TABLES.replace('$1::regnamespace', `'public'::regnamespace`),
};

/**
 * Compares the tables with `row-policies.ts`, for whoever must know before he trusts them. Policies of another
 * build (`differs`) are no hole by themselves: builds run beside each other while one replaces the other.
 */
export async function rowSecurityFaults(read: Read): Promise<RowSecurityFault[]> {
  const tables = await read<TableState & Record<string, unknown>>(STATE);
  const owned = tables.filter(
    ({ name, parent }) => name in ROW_POLICIES || (parent !== null && parent in ROW_POLICIES),
  );
  return owned.flatMap((table): RowSecurityFault[] =>
    table.enabled ? policyFaults(table) : [{ table: table.name, fault: 'off' }],
  );
}

function policyFaults({ name, policies }: TableState): RowSecurityFault[] {
  const wanted = policiesOf(name);
  if (wanted.some((policy) => !(policy.name in policies)))
    return [{ table: name, fault: 'missing' }];
  const isSame =
    wanted.every((policy) => policies[policy.name] === policy.digest) &&
    Object.keys(policies).length === wanted.length;
  return isSame ? [] : [{ table: name, fault: 'differs' }];
}

function policiesOf(table: string): Policy[] {
  const policy = ROW_POLICIES[table];
  if (!policy) return [];
  const { rows, sees, adds } = policy;
  const app = `TO ${ROLES.app}`;
  return [
    withDigest('app_rows', `FOR ALL ${app} USING (${rows}) WITH CHECK (${rows})`),
    ...(sees === undefined ? [] : [withDigest('app_sees', `FOR SELECT ${app} USING (${sees})`)]),
    ...(adds === undefined
      ? []
      : [withDigest('app_adds', `FOR INSERT ${app} WITH CHECK (${adds})`)]),
    withDigest('reader_sees', `FOR SELECT TO ${ROLES.reader} USING (true)`),
  ];
}

function withDigest(name: string, text: string): Policy {
  return { name, text, digest: createHash('sha256').update(text).digest('hex') };
}

/** Waits shortly and often for a busy table: everybody else would queue behind a long wait. */
async function runPatiently(client: pg.Client, statements: readonly string[]): Promise<void> {
  const all = ['BEGIN', `SET LOCAL lock_timeout = '500ms'`, ...statements, 'COMMIT'].join(';\n');
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.query(all);
      return;
    } catch (error) {
      await client.query('ROLLBACK');
      const isBusy = error instanceof pg.DatabaseError && error.code === LOCK_NOT_AVAILABLE;
      if (!isBusy || attempt === ATTEMPTS) throw error;
      await sleep(200 * attempt);
    }
  }
}
