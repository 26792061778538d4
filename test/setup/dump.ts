import type pg from 'pg';

const TABLES = `
  SELECT format('%I.%I', n.nspname, c.relname) AS name
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname IN ('public', 'bullmq') AND c.relkind IN ('r', 'p') AND NOT c.relispartition
  ORDER BY 1`;

/**
 * Looks for values in every row of every table as text, as somebody would who has stolen a dump.
 * Case does not count.
 *
 * @param owner pool of the owner, who sees everything
 * @returns `table: value` for each find
 */
export async function findInDatabase(owner: pg.Pool, values: readonly string[]): Promise<string[]> {
  const tables = await owner.query<{ name: string }>(TABLES);
  const found: string[] = [];
  for (const { name } of tables.rows) {
    const { rows } = await owner.query<{ value: string }>(
      `SELECT DISTINCT v.value FROM ${name} t, unnest($1::text[]) AS v (value)
       WHERE position(lower(v.value) IN lower(t::text)) > 0 ORDER BY 1`,
      [values],
    );
    found.push(...rows.map(({ value }) => `${name}: ${value}`));
  }
  return found;
}
