import type { Statement } from '../../../database/statement.js';
import {
  REPORT_FIELDS,
  REPORT_KINDS,
  type ReportField,
  type ReportKind,
  totalledFields,
} from '../domain/report-kinds.js';
import { REPORT_ROWS } from './report-rows.sql.js';

/** How a field leaves the database: amounts as text, which keeps every digit. */
function shown(alias: string, { name, kind }: ReportField): string {
  const column = `${alias}."${name}"`;
  return kind === 'money' ? `${column}::text` : column;
}

function totalled({ name, kind, totalName = name }: ReportField): string {
  const sum =
    kind === 'flag' ? `count(*) FILTER (WHERE r."${name}")` : `coalesce(sum(r."${name}"), 0)`;
  return `'${totalName}', (${sum})${kind === 'money' ? '::text' : ''}`;
}

const ORDER = (alias: string): string =>
  `${alias}.currency, -${alias}.rank, ${alias}.key COLLATE "C"`;

/** Parameters that a report does not use need a type all the same. */
const PARAMETERS = 'num_nulls($1::text, $2::text, $3::text, $4::text, $5::text) >= 0';

/**
 * A page and the totals of the whole from one look at the tables.
 * Beside the report's own: $6 rows at most, $7 to $9 currency, negated rank and key of the last row.
 */
function pageOf(kind: ReportKind): Statement {
  const fields = REPORT_FIELDS[kind];
  const object = fields.map((field) => `'${field.name}', ${shown('p', field)}`).join(', ');
  const totals = totalledFields(kind).map(totalled).join(', ');
  return {
    name: `report-${kind}`,
    text: `
    WITH r AS MATERIALIZED (${REPORT_ROWS[kind]})
    SELECT coalesce((SELECT json_agg(json_build_object('currency', p.currency, 'key', p.key,
          'rank', (-p.rank)::text, ${object}) ORDER BY ${ORDER('p')})
        FROM (SELECT * FROM r WHERE $7::text IS NULL
            OR (r.currency, -r.rank, r.key COLLATE "C") > ($7::text, $8::text::numeric, $9::text)
          ORDER BY ${ORDER('r')} LIMIT $6::int) p), '[]') AS items,
      coalesce((SELECT json_agg(t.total ORDER BY t.currency) FROM (
        SELECT r.currency, json_build_object('currency', r.currency, 'rows', count(*), ${totals}) AS total
        FROM r GROUP BY r.currency) t), '[]') AS totals,
      CASE WHEN pg_is_in_recovery() THEN pg_last_xact_replay_timestamp() ELSE now() END AS "asOf"
    WHERE ${PARAMETERS}`,
  };
}

/** All rows, for a file. */
function fileOf(kind: ReportKind): Statement {
  const columns = REPORT_FIELDS[kind].map((field) => `${shown('r', field)} AS "${field.name}"`);
  return {
    name: `report-file-${kind}`,
    text: `SELECT r.currency, ${columns.join(', ')} FROM (${REPORT_ROWS[kind]}) r
      WHERE ${PARAMETERS} ORDER BY ${ORDER('r')}`,
  };
}

const each = (statement: (kind: ReportKind) => Statement) =>
  Object.fromEntries(REPORT_KINDS.map((kind) => [kind, statement(kind)])) as Record<
    ReportKind,
    Statement
  >;

export const REPORT_PAGES: Readonly<Record<ReportKind, Statement>> = each(pageOf);
export const REPORT_FILES: Readonly<Record<ReportKind, Statement>> = each(fileOf);
