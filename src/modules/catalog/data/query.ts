import type { QueryResultRow } from 'pg';
import type { RowSource } from '../../../common/http/storefront-view.js';

/** A statement whose parameters have names: `:slug`, but neither `::text` nor `[:alnum:]`. */
export interface Query<Name extends string> {
  readonly name: string;
  readonly text: string;
  readonly parameters: readonly Name[];
}

/**
 * Numbers the named parameters of a template in the order in which they first stand there.
 * Without a name the statement is planned for its values each time.
 */
export function defineQuery<Name extends string>(name: string, template: string): Query<Name> {
  const parameters: Name[] = [];
  const text = template.replace(/(?<![:[]):([a-z][A-Za-z]*)/g, (_, parameter: Name) => {
    if (!parameters.includes(parameter)) parameters.push(parameter);
    return `$${parameters.indexOf(parameter) + 1}`;
  });
  return { name, text, parameters };
}

/** Runs it; values that it does not use are left out. */
export function runQuery<Row extends QueryResultRow, Name extends string>(
  db: RowSource,
  query: Query<Name>,
  values: Readonly<Record<Name, unknown>>,
): Promise<Row[]> {
  return db.query<Row>(
    query,
    query.parameters.map((name) => values[name]),
  );
}
