const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * How far two runs of a schedule can be apart, in seconds: the unit above the largest one that its
 * pattern fixes (`20 3 * * *` fixes hours, so a day). Steps and lists only make it more often.
 */
export function intervalOf(
  timing: { readonly every: number } | { readonly pattern: string },
): number {
  if ('every' in timing) return Math.max(1, Math.ceil(timing.every / 1_000));
  const fields = timing.pattern.trim().split(/\s+/);
  // With six fields the first one is seconds.
  const [minute = '*', hour = '*', day = '*', month = '*', weekday = '*'] = fields.slice(-5);
  if (month !== '*') return 366 * DAY;
  if (day !== '*') return 31 * DAY;
  if (weekday !== '*') return 7 * DAY;
  if (hour !== '*') return stepOf(hour, HOUR) ?? DAY;
  return stepOf(minute, MINUTE) ?? (minute === '*' ? MINUTE : HOUR);
}

function stepOf(field: string, unit: number): number | null {
  const step = /^\*\/(\d{1,2})$/.exec(field)?.[1];
  return step === undefined ? null : Number(step) * unit;
}
