import type { QueryResultRow } from 'pg';
import { Db, ScopedDb } from './db.js';
import type { Statement } from './statement.js';
import { sessionOf, type Tx } from './tx.js';

/**
 * Runs a statement under its name on the raw client, in the transaction or, with a {@link Db}
 * or a {@link ScopedDb}, outside of one. TypeORM's own `query()` sends no names and costs about half of the speed.
 * Behind a pooler that cannot keep names (`DATABASE_NAMED_STATEMENTS=false`) it goes unnamed.
 */
export async function namedQuery<Row extends QueryResultRow>(
  executor: Tx | Db | ScopedDb,
  statement: Statement,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  if (executor instanceof Db || executor instanceof ScopedDb) {
    return executor.query<Row>(statement, values);
  }
  const { client, named } = sessionOf(executor);
  const { name, text } = statement;
  const config = named ? { name, text } : { text };
  const result = await client.query<Row>({ ...config, values: [...values] });
  return result.rows;
}
