import { randomUUID } from 'node:crypto';
import type pg from 'pg';

/** A name that somebody might smuggle into a body, with a value that would fit its column. */
export interface Intruder {
  readonly name: string;
  readonly value: unknown;
}

interface ColumnRow {
  readonly name: string;
  readonly type: string;
}

const COLUMNS = `
  SELECT DISTINCT ON (column_name) column_name AS name, udt_name AS type
    FROM information_schema.columns
   WHERE table_schema = 'public' AND table_name NOT IN ('migrations', 'typeorm_metadata')
   ORDER BY column_name, udt_name`;

/**
 * Names that are no columns, but have opened doors elsewhere. Those that every object inherits
 * (`toString`) are not among them: class-transformer leaves them out before anybody sees them.
 */
const FAMOUS: readonly Intruder[] = [
  { name: 'role', value: 'admin' },
  { name: 'roles', value: ['admin'] },
  { name: 'isAdmin', value: true },
  { name: 'admin', value: true },
  { name: 'scope', value: 'all' },
  { name: 'user', value: { roleCode: 'admin' } },
  { name: '$set', value: { locked: false } },
];

/** Every column of every table in both spellings, and names that are famous for it. */
export async function intruders(owner: pg.Pool): Promise<Intruder[]> {
  const { rows } = await owner.query<ColumnRow>(COLUMNS);
  const columns = rows.flatMap(({ name, type }) => {
    const value = fitting(type);
    return [...new Set([name, camelCase(name)])].map((spelling) => ({ name: spelling, value }));
  });
  return [...columns, ...FAMOUS.filter(({ name }) => !columns.some((one) => one.name === name))];
}

function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** What PostgreSQL would take for the type, so that only the contract stands in the way. */
function fitting(type: string): unknown {
  switch (type) {
    case 'bool':
      return true;
    case 'int2':
    case 'int4':
    case 'int8':
      return 4_711;
    case 'numeric':
      return '0.01';
    case 'uuid':
      return randomUUID();
    case 'timestamptz':
    case 'date':
      return '2001-01-01T00:00:00.000Z';
    case 'inet':
      return '192.0.2.1';
    case 'jsonb':
      return { smuggled: true };
    default:
      return type.startsWith('_') ? ['smuggled'] : 'smuggled';
  }
}
