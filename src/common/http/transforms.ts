import type { TransformFnParams } from 'class-transformer';
import { isDay } from '../time/calendar-day.js';

/**
 * For whole numbers in query strings: plain digits become a number, anything else (`1e3`,
 * `0x10`, blanks) stays as it came and is refused by `@IsInt()`.
 */
export function toInteger({ value }: TransformFnParams): unknown {
  return typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
}

/** For flags in query strings: `true` and `false` only; the rest is refused by `@IsBoolean()`. */
export function toBoolean({ value }: TransformFnParams): unknown {
  if (value === 'true') return true;
  return value === 'false' ? false : value;
}

/** Cuts blanks at both ends of a text. */
export function toTrimmed({ value }: TransformFnParams): unknown {
  return typeof value === 'string' ? value.trim() : value;
}

/** {@link toTrimmed} for each text of a list. */
export function toTrimmedList({ value }: TransformFnParams): unknown {
  if (!Array.isArray(value)) return value;
  return value.map((item: unknown) => (typeof item === 'string' ? item.trim() : item));
}

/** For lists in query strings: `a,b` and `a&b` alike become an array. */
export function toList({ value }: TransformFnParams): unknown {
  if (typeof value === 'string') return value === '' ? [] : value.split(',');
  return value;
}

const INSTANT = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d))?$/;

/**
 * For times: an ISO 8601 day or instant with its zone becomes a `Date`; the rest, and a day
 * that no calendar has, is refused by `@IsDate()`.
 */
export function toInstant({ value }: TransformFnParams): unknown {
  return typeof value === 'string' && INSTANT.test(value) && isDay(value.slice(0, 10))
    ? new Date(value)
    : value;
}
