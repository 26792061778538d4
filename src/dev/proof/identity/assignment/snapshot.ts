import type pg from 'pg';

/** A digest of all rows of each table. */
export type Snapshot = ReadonlyMap<string, string>;

/** Written by any request at all, whatever its body says; no business row among them. */
const OF_ANY_REQUEST: readonly string[] = [];

/** Every row of every table of the shop, byte for byte, as one digest for each table. */
export async function snapshot(owner: pg.Pool): Promise<Snapshot> {
  const tables = await owner.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      ORDER BY 1`,
  );
  const parts = tables.rows
    .filter(({ name }) => !OF_ANY_REQUEST.includes(name))
    .map(
      ({ name }) =>
        `SELECT '${name}' AS name, coalesce(md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))), '') AS digest
           FROM public."${name}" t`,
    );
  const { rows } = await owner.query<{ name: string; digest: string }>(parts.join(' UNION ALL '));
  return new Map(rows.map(({ name, digest }) => [name, digest]));
}

/** Tables that are not what they were. */
export function changedTables(before: Snapshot, after: Snapshot): string[] {
  return [...after].flatMap(([name, digest]) => (before.get(name) === digest ? [] : [name]));
}
