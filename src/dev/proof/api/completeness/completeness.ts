import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DIST } from '../../proof-rig.js';
import { judged, type ProofRow } from '../../table.js';
import { type ApiDocument, operationsOf } from './api-document.js';
import { COLUMNS } from './columns.js';

/** One column of the table: how many operations it speaks of, and which of them lack it. */
export interface Completeness {
  readonly name: string;
  readonly n: number;
  readonly missing: readonly string[];
}

/** What the operations of a document show, column by column. */
export function completenessOf(document: ApiDocument): Completeness[] {
  const operations = operationsOf(document);
  return COLUMNS.map(({ name, holds }) => {
    const seen = operations.map((operation) => ({ name: operation.name, holds: holds(operation) }));
    const asked = seen.filter((one) => one.holds !== null);
    const missing = asked.filter((one) => one.holds === false).map((one) => one.name);
    return { name, n: asked.length, missing };
  });
}

/** The table of the committed document; a row for each column. */
export async function completeness(): Promise<ProofRow[]> {
  const file = join(DIST, '../test/contract/openapi.json');
  const document = JSON.parse(await readFile(file, 'utf8')) as ApiDocument;
  return completenessOf(document).map(({ name, n, missing }) => {
    const share = n === 0 ? 100 : Math.floor((100 * (n - missing.length)) / n);
    return judged(`document: ${name}`, n, `${share} % of ${n} operations`, missing);
  });
}
