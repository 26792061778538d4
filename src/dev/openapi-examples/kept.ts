import type { RecordedOperation } from '../../openapi/recorded.js';

/**
 * What is kept for an operation: what was there as long as a new answer looks the same, so that ids and times
 * of each run do not come as changes.
 */
export function keptOrNew(
  before: RecordedOperation | undefined,
  now: RecordedOperation | undefined,
  isAnew: boolean,
): RecordedOperation | null {
  if (now === undefined) return before ?? null;
  if (before === undefined || isAnew) return now;
  return formOf(before) === formOf(now) ? before : now;
}

/** A text that differs when names or types do. */
function formOf(value: unknown, key = ''): string {
  // Names of headers are what they are; everything else counts by its kind.
  if (key === 'headers' && Array.isArray(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${formOf((value as unknown[])[0])}]`;
  if (value === null || typeof value !== 'object') return typeof value;
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, one]) => `${name}:${formOf(one, name)}`).join(',')}}`;
}
