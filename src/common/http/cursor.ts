import { InvalidCursor } from '../errors/common-errors.js';

/** What a cursor can hold: the sort values of the last row of a page. */
export type CursorValue = string | number | null;

/** The sort values of the last row as one opaque text. */
export function encodeCursor(values: readonly CursorValue[]): string {
  return Buffer.from(JSON.stringify(values), 'utf8').toString('base64url');
}

/**
 * Reads a cursor back. The values come from outside: pass them as parameters only, and check
 * their kind where a cast could fail (a UUID, a timestamp).
 *
 * @throws InvalidCursor when it is not one or has another number of values.
 */
export function decodeCursor(text: string, arity: number): CursorValue[] {
  const values = parse(text);
  if (!Array.isArray(values) || values.length !== arity || !values.every(isCursorValue)) {
    throw new InvalidCursor();
  }
  return values;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    throw new InvalidCursor();
  }
}

function isCursorValue(value: unknown): value is CursorValue {
  if (value === null || typeof value === 'number') return true;
  return typeof value === 'string' && !value.includes('\0');
}
