// A spreadsheet runs a cell that begins like this. An apostrophe before it makes it a text; one that
// stands there already gets another one, so that reading takes away exactly what writing has put in.
const DANGEROUS = /^'*[=+\-@\t\r]/;
const GUARDED = /^'+[=+\-@\t\r]/;
const NUMBER = /^-?\d+(\.\d+)?$/;

/** A value as it goes into a cell: no spreadsheet takes it for a formula. */
export function guardCell(text: string): string {
  return DANGEROUS.test(text) && !NUMBER.test(text) ? `'${text}` : text;
}

/** What {@link guardCell} was given. */
export function openCell(text: string): string {
  return GUARDED.test(text) ? text.slice(1) : text;
}
