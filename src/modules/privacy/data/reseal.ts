import type { BlindIndex } from '../../../common/crypto/blind-index.js';
import type { FieldCipher } from '../../../common/crypto/field-cipher.js';
import type { SealedTable } from './encrypted-columns.js';

/** Comes before every id. */
export const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** The columns of a row that hold ciphertexts and digests, as JSON. */
export interface SealedRow {
  readonly id: string;
  readonly before: Readonly<Record<string, unknown>>;
}

/**
 * The same columns with each text of an old key encrypted anew, bound to the same place.
 *
 * @returns null when all of them are up to date
 * @throws CannotDecrypt when no key of the ring opens one
 */
export function reseal(
  table: SealedTable,
  { id, before }: SealedRow,
  cipher: FieldCipher,
  blindIndex: BlindIndex,
): Record<string, unknown> | null {
  const after: Record<string, unknown> = structuredClone(before);
  for (const { column, field, aad } of table.places) {
    const holder = field === null ? after : after[column];
    const name = field ?? column;
    if (!isDocument(holder)) continue;
    const text = holder[name];
    // An erased one is empty.
    if (typeof text !== 'string' || text === '' || !cipher.isStale(text)) continue;
    const place = `${aad}:${id}`;
    holder[name] = cipher.encrypt(cipher.decrypt(text, place), place);
  }
  for (const [column, source] of Object.entries(table.digests)) {
    const text = after[source];
    const place = table.places.find((known) => known.column === source);
    if (typeof text !== 'string' || !place) continue;
    after[column] = blindIndex.of(cipher.decrypt(text, `${place.aad}:${id}`));
  }
  return JSON.stringify(after) === JSON.stringify(before) ? null : after;
}

function isDocument(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
