import { InvalidRequest } from '../../../common/errors/common-errors.js';
import { isDay } from '../../../common/time/calendar-day.js';
import type { ReportScope } from '../reports.types.js';

const DEFAULT_DAYS = 30;
/** Ten years. */
const MAX_DAYS = 3_660;
const DAY_MS = 86_400_000;
const DAY = /^\d{4}-\d\d-\d\d$/;

/**
 * What was asked for with what was left out: the last thirty days, in UTC.
 *
 * @throws InvalidRequest for days that no calendar has, the last before the first, more than ten years.
 */
export function wholeScope(asked: Partial<ReportScope>, now: Date): ReportScope {
  const { timeZone = 'UTC' } = asked;
  const to = asked.to ?? dayIn(timeZone, now);
  assertDay('to', to);
  const from = asked.from ?? dayBefore(to, DEFAULT_DAYS - 1);
  assertDay('from', from);
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
  if (days < 1) refuse('from', 'after_to', 'from is after to');
  if (days > MAX_DAYS) refuse('from', 'too_long', `A report covers ${MAX_DAYS} days at most`);
  return { ...asked, from, to, timeZone };
}

/** Which day it is somewhere: `2026-01-31`. */
export function dayIn(timeZone: string, at: Date): string {
  // Swedish days look like those of ISO 8601.
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(at);
}

function dayBefore(day: string, days: number): string {
  return new Date(Date.parse(day) - days * DAY_MS).toISOString().slice(0, 10);
}

function assertDay(name: string, day: string): void {
  if (!DAY.test(day) || !isDay(day) || day < '1970') refuse(name, 'no_day', `${name} is no day`);
}

function refuse(name: string, code: string, detail: string): never {
  throw new InvalidRequest(detail, undefined, [{ pointer: `/${name}`, code, detail }]);
}
