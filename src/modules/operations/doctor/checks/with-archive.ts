/** The rows of a table of orders and of its archive, as one to select from. */
export function withArchive(table: string, columns: string): string {
  return `(SELECT ${columns} FROM ${table} UNION ALL SELECT ${columns} FROM ${table}_archive)`;
}
