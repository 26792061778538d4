/** Minutes after the attempt was handed over at which its gateway is asked; then hourly. */
const FIRST_STEPS = [2, 5, 15, 60] as const;
const HOURLY_MINUTES = 60;
const LAST_HOUR = 72;

/** How often a gateway is asked before a person has to look. */
export const MAX_QUERIES = FIRST_STEPS.length + LAST_HOUR - 1;

/** Until the gateway is asked first. */
export const FIRST_QUERY_MINUTES = FIRST_STEPS[0];

/** Held money needs no hurry: its end is told, or it is asked for once a day. */
export const HELD_QUERY_MINUTES = 24 * 60;

/**
 * How long after a question the next one comes.
 *
 * @param asked how often the gateway was asked, this time included
 * @returns minutes; null after the last one
 */
export function minutesToNextQuery(asked: number): number | null {
  if (asked >= MAX_QUERIES) return null;
  const next = FIRST_STEPS[asked];
  const last = FIRST_STEPS[asked - 1];
  return next === undefined || last === undefined ? HOURLY_MINUTES : next - last;
}

/** `minutesToNextQuery` as SQL over a column that counts the questions before this one. */
export function nextQuerySql(count: string): string {
  const steps = FIRST_STEPS.slice(1).map(
    (minutes, at) => `WHEN ${at} THEN now() + interval '${minutes - (FIRST_STEPS[at] ?? 0)} min'`,
  );
  return `CASE WHEN ${count} + 1 >= ${MAX_QUERIES} THEN NULL ELSE CASE ${count} ${steps.join(' ')}
    ELSE now() + interval '${HOURLY_MINUTES} min' END END`;
}
