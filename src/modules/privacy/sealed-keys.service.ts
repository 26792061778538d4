import type { Statement } from '../../database/statement.js';
import { keysOf, sealedTables } from './data/encrypted-columns.js';

/** For each place with ciphertexts a statement that counts them by `key`, the id of the key that they need. */
export function sealedKeyStatements(): readonly Statement[] {
  return sealedTables().flatMap((table) => table.places.map((place) => keysOf(table, place)));
}
