import { ACCOUNT_DATA } from './personal-data.accounts.js';
import { ORDER_DATA } from './personal-data.orders.js';
import { OUTSIDE_DATA } from './personal-data.outside.js';
import type { PersonalTable } from './personal-data.types.js';

/**
 * Every table with personal data: whose rows they are, how each column is protected, what an erase
 * leaves and what an export shows. Erase, export and the change of keys do what stands here and
 * nothing else; a test fails when a column of the database is neither here nor known to be harmless.
 */
export const PERSONAL_DATA: readonly PersonalTable[] = [
  ...ACCOUNT_DATA,
  ...ORDER_DATA,
  ...OUTSIDE_DATA,
];

/** A table of the database with its rules: a table, or the archive of one. */
export interface StoredTable {
  readonly name: string;
  /** What stands in the `aad` of its ciphertexts: an archived row keeps that of the live one. */
  readonly aadName: string;
  readonly rules: PersonalTable;
}

/** The registered tables, each archive behind its live table. */
export function storedTables(): StoredTable[] {
  return PERSONAL_DATA.flatMap((rules) => {
    const live = { name: rules.table, aadName: rules.table, rules };
    return rules.archived ? [live, { ...live, name: `${rules.table}_archive` }] : [live];
  });
}

/** Columns with personal values by table, for texts that tell of rows (the audit log). */
export function personalColumnNames(): Record<string, string[]> {
  return Object.fromEntries(
    PERSONAL_DATA.map(({ table, columns }) => [table, Object.keys(columns)] as const).filter(
      ([, names]) => names.length > 0,
    ),
  );
}
