import type { Client } from 'pg';

/** A value of a row: JSON columns take objects. */
export type Cell =
  string | number | boolean | null | readonly string[] | Readonly<Record<string, unknown>>;

/**
 * Inserts rows of one shape in one statement; rows whose key is there already stay as they are.
 *
 * @param columns name and type of each column, `price numeric`
 * @returns how many were new.
 */
export async function insertRows(
  client: Client,
  table: string,
  columns: readonly string[],
  rows: readonly Readonly<Record<string, Cell>>[],
): Promise<number> {
  if (rows.length === 0) return 0;
  const names = columns.map((column) => column.split(' ')[0]).join(', ');
  const result = await client.query(
    `INSERT INTO ${table} (${names}) SELECT ${names}
     FROM jsonb_to_recordset($1::jsonb) AS r (${columns.join(', ')}) ON CONFLICT DO NOTHING`,
    [JSON.stringify(rows)],
  );
  return result.rowCount ?? 0;
}

/** Cents as a money column takes them. */
export function decimal(cents: number): string {
  const digits = String(cents).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
