import { InvalidCursor } from '../errors/common-errors.js';
import { decodeCursor, encodeCursor } from './cursor.js';

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
// What PostgreSQL prints for `created_at::text`; anything else would fail in a cast.
const TIMESTAMP = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d)?$/;

/** Where a page of a list by time ends: the text keeps all six digits that a `Date` would lose. */
export interface TimePosition {
  /** `created_at::text` of the last row. */
  readonly at: string;
  readonly id: string;
}

/** Cursor of a list that is sorted by time and id. */
export function encodeTimeCursor({ at, id }: TimePosition): string {
  return encodeCursor([at, id]);
}

/** @throws InvalidCursor for anything that the database could not read as a time and a UUID. */
export function decodeTimeCursor(text: string): TimePosition {
  const [at, id] = decodeCursor(text, 2);
  if (typeof at !== 'string' || typeof id !== 'string') throw new InvalidCursor();
  if (!TIMESTAMP.test(at) || !UUID.test(id)) throw new InvalidCursor();
  return { at, id };
}
