/** A row as it was, by column. */
export type RowContents = Readonly<Record<string, unknown>>;

/** The triggers leave secrets out; this is for the column that somebody forgot. */
const SECRET = /password|secret|token|verify_code|_hash$/;
/** Changes with every update and says nothing. */
const NOISE = 'updated_at';

/** The contents without anything that is named like a secret. */
export function withoutSecrets(contents: RowContents | null): RowContents | null {
  if (contents === null) return null;
  return Object.fromEntries(Object.entries(contents).filter(([name]) => !SECRET.test(name)));
}

/** Columns that differ, in alphabetical order; all of them for an insert and a delete. */
export function changedFields(before: RowContents | null, after: RowContents | null): string[] {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  names.delete(NOISE);
  return [...names]
    .filter((name) => JSON.stringify(before?.[name]) !== JSON.stringify(after?.[name]))
    .sort();
}
