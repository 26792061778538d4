import type { Statement } from '../../../database/statement.js';
import { type StoredTable, storedTables } from '../personal-data.js';

/** One ciphertext of a row: a column, or a field of a document in it. */
export interface SealedPlace {
  readonly column: string;
  readonly field: string | null;
  /** What its `aad` begins with; the id of the row follows. */
  readonly aad: string;
}

/** A table with ciphertexts. */
export interface SealedTable {
  readonly name: string;
  readonly places: readonly SealedPlace[];
  /** Columns to read and write, those of blind indexes included. */
  readonly columns: readonly string[];
  /** Keyed digests of a sealed column, by the column that holds them. */
  readonly digests: Readonly<Record<string, string>>;
}

/** Every table with ciphertexts, as the registry says. */
export function sealedTables(): SealedTable[] {
  return storedTables()
    .map(describe)
    .filter(({ places }) => places.length > 0);
}

function describe({ name, aadName, rules }: StoredTable): SealedTable {
  const places = Object.entries(rules.columns).flatMap(
    ([column, { protection, fields }]): SealedPlace[] => {
      if (protection !== 'encrypted') return [];
      const aad = `${aadName}.${column}`;
      if (!fields) return [{ column, field: null, aad }];
      return fields.map((field) => ({ column, field, aad: `${aad}.${field}` }));
    },
  );
  const digests = Object.fromEntries(
    Object.entries(rules.columns).flatMap(([column, { digestOf }]) =>
      digestOf === undefined ? [] : [[column, digestOf]],
    ),
  );
  const columns = [...new Set([...places.map(({ column }) => column), ...Object.keys(digests)])];
  return { name, places, columns, digests };
}

/** SQL of a ciphertext in a row `t`; NULL where there is none. */
function sealedText({ column, field }: SealedPlace): string {
  return field === null ? `t.${column}` : `t.${column} ->> '${field}'`;
}

/**
 * Up to $2 rows behind the id $1 with a text that does not begin with the id $3 of the current key;
 * $4: also those whose digests may be of an old key.
 */
export function staleRows(table: SealedTable): Statement {
  const stale = table.places.map(
    (place) => `left(${sealedText(place)}, length($3::text)) <> $3::text`,
  );
  const hasDigests = Object.keys(table.digests).length > 0;
  const documents = table.columns.map((column) => `'${column}', t.${column}`).join(', ');
  return {
    name: `privacy-stale-${table.name}`,
    text: `SELECT t.id, jsonb_build_object(${documents}) AS before FROM ${table.name} t
      WHERE t.id > $1::uuid AND (${stale.join(' OR ')} OR ($4::boolean AND ${String(hasDigests)}))
      ORDER BY t.id LIMIT $2::int`,
  };
}

/** How many texts of a place are of which key. */
export function keysOf(table: SealedTable, place: SealedPlace): Statement {
  const text = sealedText(place);
  return {
    name: `privacy-keys-${table.name}-${place.column}-${place.field ?? ''}`.slice(0, 63),
    text: `SELECT split_part(${text}, '.', 1) AS key, count(*)::int AS rows FROM ${table.name} t
      WHERE ${text} <> '' GROUP BY 1 ORDER BY 1`,
  };
}

/** The next $2 guests behind the digest $1 that counts their uses of discounts, with their address. */
export const GUEST_DIGESTS: Statement = {
  name: 'privacy-guest-digests',
  text: `
    SELECT g.digest, (
      SELECT o.email FROM (
        SELECT order_id FROM discount_usages WHERE guest_hash = g.digest UNION ALL
        SELECT order_id FROM discount_usages_archive WHERE guest_hash = g.digest) u
      JOIN LATERAL (SELECT email FROM orders WHERE id = u.order_id UNION ALL
                    SELECT email FROM orders_archive WHERE id = u.order_id) o ON TRUE
      LIMIT 1) AS email
    FROM (
      SELECT DISTINCT digest FROM (
        SELECT guest_hash AS digest FROM discount_usages WHERE guest_hash > $1::text UNION ALL
        SELECT guest_hash FROM discount_usages_archive WHERE guest_hash > $1::text) d
      ORDER BY digest LIMIT $2::int) g
    ORDER BY g.digest`,
};

export const RENAME_GUEST: Statement = {
  name: 'privacy-rename-guest',
  text: 'SELECT rename_guest($1, $2, $3::uuid[]) AS renamed',
};

/** $1 table, $2 columns, $3 changes; see the function. */
export const REWRITE: Statement = {
  name: 'privacy-rewrite',
  text: 'SELECT rewrite_ciphertexts($1, $2::text[], $3::jsonb) AS written',
};
