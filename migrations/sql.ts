/** SQL fragments that several migrations share. */

/** A BEFORE UPDATE trigger per table that keeps `updated_at` true. */
export function touchTriggers(...tables: string[]): string {
  return tables
    .map(
      (table) =>
        `CREATE TRIGGER update_${table}_updated_at BEFORE UPDATE ON ${table}
           FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();`,
    )
    .join('\n');
}

/** A trigger per table that refuses UPDATE: the row is its own record. */
export function appendOnlyTriggers(...tables: string[]): string {
  return tables
    .map(
      (table) =>
        `CREATE TRIGGER ${table}_append_only BEFORE UPDATE ON ${table}
           FOR EACH ROW EXECUTE FUNCTION refuse_update();`,
    )
    .join('\n');
}

/**
 * Row triggers that leave before and after in `audit_log`.
 * @param secrets columns that never reach the log
 * @param updateOf columns whose change is recorded; all of them when left out
 */
export function auditTrigger(
  table: string,
  options: { secrets?: string[]; updateOf?: string[] } = {},
): string {
  const secrets = (options.secrets ?? []).map((name) => `'${name}'`).join(', ');
  const columns = options.updateOf ? ` OF ${options.updateOf.join(', ')}` : '';
  return `
    CREATE TRIGGER audit_${table} AFTER INSERT OR DELETE ON ${table}
      FOR EACH ROW EXECUTE FUNCTION audit_row(${secrets});
    CREATE TRIGGER audit_${table}_update AFTER UPDATE${columns} ON ${table}
      FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION audit_row(${secrets});`;
}

/** DROP TABLE for a list, in the order given. */
export function dropTables(...tables: string[]): string {
  return tables.map((table) => `DROP TABLE IF EXISTS ${table} CASCADE;`).join('\n');
}

/**
 * Settings of functions that look up what belongs to given products. In a database that nobody has analysed yet a
 * whole table seems cheaper to read than an index, and a plan that was made then is kept by its connection: batches
 * of an import would take longer each time.
 */
export const BY_INDEX =
  'SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET enable_nestloop = on';

/**
 * The opposite, for triggers that compare the old and the new rows of a statement: a plan that was made for one row
 * would compare each of five hundred with every other.
 */
export const BY_HASH = 'SET enable_nestloop = off';
