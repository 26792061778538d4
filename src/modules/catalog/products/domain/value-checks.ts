import { InvalidRequest } from '../../../../common/errors/common-errors.js';
import { isDay } from '../../../../common/time/calendar-day.js';
import { minorToDb, parseMoney } from '../../../../common/money/money.js';
import { MAX_SLUG, SLUG } from '../../domain/slug.js';
import { type JsonBounds, jsonFault } from '../../domain/json-bounds.js';
import { DocumentRefused } from '../products.errors.js';

/** What a check needs to know beside the value. */
export interface CheckContext {
  readonly currency: string;
}

/** Reads a value that came from outside; throws the problem when it cannot be used. */
export type Check = (value: unknown, context: CheckContext) => unknown;

const MAX_WEIGHT = 99_999_999;
const METADATA: JsonBounds = { bytes: 16_384, depth: 6, parts: 400 };
const DIMENSIONS: JsonBounds = { bytes: 1_024, depth: 1, parts: 10 };
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;
const WEIGHT = /^\d{1,8}(\.\d{1,2}0*)?$/;
// Line breaks and tabs belong to texts; other control characters and halves of pairs do not.
const NO_TEXT = /[\p{Cs}\0-\x08\x0b\x0c\x0e-\x1f\x7f]/u;
const NO_LINE = /[\p{Cc}\p{Cs}]/u;

export const refuse = (detail: string): never => {
  throw new InvalidRequest(detail);
};

/** One line of text, blanks around it cut off. */
export function line(max: number, min = 1): Check {
  return (value) => {
    if (typeof value !== 'string') return refuse('must be a text');
    const text = value.trim();
    if (text.length < min || text.length > max)
      return refuse(`must have ${min} to ${max} characters`);
    return NO_LINE.test(text) ? refuse('must be one line of text') : text;
  };
}

/** A text of several lines. */
export function text(max: number): Check {
  return (value) => {
    if (typeof value !== 'string') return refuse('must be a text');
    if (value.length > max) return refuse(`must have at most ${max} characters`);
    return NO_TEXT.test(value) ? refuse('must not have control characters') : value;
  };
}

export function nullable(check: Check): Check {
  return (value, context) => (value === null ? null : check(value, context));
}

/** A code that may be left empty: an empty text is none. */
export function code(max: number): Check {
  const check = line(max, 0);
  return nullable((value, context) => check(value, context) || null);
}

export const flag: Check = (value) =>
  typeof value === 'boolean' ? value : refuse('must be true or false');

export function oneOf(values: readonly string[]): Check {
  return (value) =>
    typeof value === 'string' && values.includes(value)
      ? value
      : refuse(`must be one of ${values.join(', ')}`);
}

export function whole(min: number, max: number): Check {
  return (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max
      ? value
      : refuse(`must be a whole number from ${min} to ${max}`);
}

/** A decimal text in the shop's currency, as its column takes it. */
export const money: Check = (value, { currency }) => {
  if (typeof value !== 'string' || value.length > 20) return refuse('must be an amount as a text');
  return minorToDb(parseMoney(value, currency).amount, currency);
};

/** Kilograms with two digits behind the point, as a number or a text. */
export const weight: Check = (value) => {
  const written = typeof value === 'number' ? String(value) : value;
  if (typeof written !== 'string' || !WEIGHT.test(written) || Number(written) * 100 > MAX_WEIGHT) {
    return refuse('must be a weight from 0 to 999999.99 with two digits behind the point');
  }
  return written;
};

export const slug: Check = (value) =>
  typeof value === 'string' && value.length <= MAX_SLUG && SLUG.test(value)
    ? value
    : refuse('must be small letters, digits and dashes, at most 255');

/** The slug of something else; whether it exists is asked later. */
export const slugText: Check = line(255);

export const uuid: Check = (value) =>
  typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)
    ? value.toLowerCase()
    : refuse('must be a UUID');

/** An instant with its zone, as a text that the database reads. */
export const instant: Check = (value) => {
  const isText = typeof value === 'string' && INSTANT.test(value) && isDay(value.slice(0, 10));
  const date = isText ? new Date(value) : value;
  const isDate = date instanceof Date && !Number.isNaN(date.getTime());
  return isDate && date.getUTCFullYear() < 3000 ? date.toISOString() : refuse('must be an instant');
};

function document(bounds: JsonBounds): Check {
  return (value) => {
    const fault = jsonFault(value, bounds);
    if (fault !== null) throw new DocumentRefused(fault);
    return value;
  };
}

export const metadata = document(METADATA);
/** Custom fields by code; what each may be says its field. */
export const fieldValues = document({ bytes: 16_384, depth: 1, parts: 200 });

/** Named lengths, or words like a unit: `{ "length": 30, "width": 20.5, "unit": "cm" }`. */
export const dimensions: Check = (value) => {
  const fault = jsonFault(value, DIMENSIONS);
  if (fault !== null) throw new DocumentRefused(fault);
  const fits = Object.values(value as object).every((part) =>
    typeof part === 'number' ? part >= 0 && part <= 1_000_000 : typeof part === 'string',
  );
  if (!fits) throw new DocumentRefused('holds only lengths from 0 to 1000000 and words');
  return value;
};
