/** A text that does not say what its column asks for. */
export class BadCell extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

const TRUE = new Set(['true', 'yes', '1', 'y', 'x']);
const FALSE = new Set(['false', 'no', '0', 'n']);
const WHOLE = /^[+-]?\d{1,9}$/;

/** Nothing there means: empty it. */
export function textOrNull(text: string): string | null {
  return text === '' ? null : text;
}

/** Nothing there means: leave it, for what cannot be empty. */
export function textOrUndefined(text: string): string | undefined {
  return text === '' ? undefined : text;
}

/** @throws BadCell */
export function flag(text: string): boolean | undefined {
  const word = text.trim().toLowerCase();
  if (word === '') return undefined;
  if (TRUE.has(word)) return true;
  if (FALSE.has(word)) return false;
  throw new BadCell('transfers.not_boolean', 'Say true or false');
}

/** @throws BadCell */
export function whole(text: string): number | undefined {
  const digits = text.trim();
  if (digits === '') return undefined;
  if (!WHOLE.test(digits)) throw new BadCell('transfers.not_whole_number', 'Say a whole number');
  return Number(digits);
}

/** A document. @throws BadCell */
export function json(text: string): Record<string, unknown> | null {
  if (text.trim() === '') return null;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as Record<string, unknown>;
    }
  } catch {
    // Said below.
  }
  throw new BadCell('transfers.not_json', 'Say a JSON object, such as {"material":"oak"}');
}

/** Parts with `|` between them. */
export function list(text: string, separator = '|'): string[] {
  const parts = text.split(separator).map((part) => part.trim());
  return [...new Set(parts.filter((part) => part !== ''))];
}

/** A weight in another unit, in kilograms. @throws BadCell */
export function kilograms(text: string, unit: string): string | null {
  const amount = text.trim();
  if (amount === '') return null;
  const grams = GRAMS[unit.trim().toLowerCase()];
  if (grams === undefined) throw new BadCell('transfers.unknown_unit', 'Say kg, g, lb or oz');
  if (!/^\d{1,9}(\.\d{1,9})?$/.test(amount)) {
    throw new BadCell('transfers.not_number', 'Say a number');
  }
  return String(Math.round((Number(amount) * grams) / 10) / 100);
}

const GRAMS: Readonly<Record<string, number>> = {
  '': 1000,
  kg: 1000,
  g: 1,
  lb: 453.59237,
  oz: 28.349523125,
};
