import type { Statement } from '../../../database/statement.js';

const COLUMNS = `
  a.id, a.created_at, a.created_at::text AS at, a.table_name, a.row_id, a.action, a.actor_id, a.on_behalf_of,
  a.api_key_id, a.request_id, a.before, a.after, a.erased_at,
  EXISTS (SELECT FROM audit_digests d WHERE d.audit_id = a.id) AS sealed`;

/** What one can search by, and its condition with a place for the number of its value. */
const CONDITIONS = {
  table: 'a.table_name = ?',
  rowId: 'a.row_id = ?',
  actorId: 'a.actor_id = ?::uuid',
  onBehalfOf: 'a.on_behalf_of = ?::uuid',
  apiKeyId: 'a.api_key_id = ?::uuid',
  requestId: 'a.request_id = ?',
  action: 'a.action = ?',
  from: 'a.created_at >= ?::timestamptz',
  to: 'a.created_at < ?::timestamptz',
} as const;

export type SearchField = keyof typeof CONDITIONS;

const FIELDS = Object.keys(CONDITIONS) as SearchField[];

/**
 * A page of entries, newest first. One statement per set of filters, so that each set has a plan of
 * its own. Values: limit, time and id of the cursor (null for the first page), then those of the filters
 * in the order of the returned fields.
 */
export function searchStatement(given: readonly SearchField[]): {
  readonly statement: Statement;
  readonly fields: readonly SearchField[];
} {
  const fields = FIELDS.filter((field) => given.includes(field));
  const conditions = fields.map((field, index) => {
    return `AND ${CONDITIONS[field].replace('?', `$${index + 4}`)}`;
  });
  const code = fields.map((field) => FIELDS.indexOf(field)).join('');
  return {
    fields,
    statement: {
      name: `audit-search-${code}`,
      text: `
        SELECT ${COLUMNS} FROM audit_log a
         WHERE (a.created_at, a.id) < (coalesce($2::timestamptz, 'infinity'), coalesce($3::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
           ${conditions.join('\n           ')}
         ORDER BY a.created_at DESC, a.id DESC LIMIT $1`,
    },
  };
}

export const FIND_ENTRY: Statement = {
  name: 'audit-find-entry',
  text: `SELECT ${COLUMNS} FROM audit_log a WHERE a.id = $1`,
};
