/** How many backups stay: the newest of each of as many days, ISO weeks and months (UTC). */
export interface Retention {
  readonly daily: number;
  readonly weekly: number;
  readonly monthly: number;
}

const DAY_MS = 86_400_000;

/**
 * Which backups stay. The newest one always does, however old it is.
 *
 * @param times when each was taken
 */
export function keptBackups(times: readonly Date[], { daily, weekly, monthly }: Retention): Date[] {
  const newestFirst = [...times].sort((a, b) => b.getTime() - a.getTime());
  const kept = new Set<Date>(newestFirst.slice(0, 1));
  keepNewestOf(newestFirst, daily, dayOf, kept);
  keepNewestOf(newestFirst, weekly, weekOf, kept);
  keepNewestOf(newestFirst, monthly, (time) => time.toISOString().slice(0, 7), kept);
  return newestFirst.filter((time) => kept.has(time));
}

function keepNewestOf(
  newestFirst: readonly Date[],
  count: number,
  spanOf: (time: Date) => string,
  kept: Set<Date>,
): void {
  const seen = new Set<string>();
  for (const time of newestFirst) {
    const span = spanOf(time);
    if (seen.has(span)) continue;
    if (seen.size === count) return;
    seen.add(span);
    kept.add(time);
  }
}

function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}

/** The Monday that the week begins with. */
function weekOf(time: Date): string {
  const sinceMonday = (time.getUTCDay() + 6) % 7;
  return dayOf(new Date(time.getTime() - sinceMonday * DAY_MS));
}
