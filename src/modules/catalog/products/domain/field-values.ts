import { isDay } from '../../../../common/time/calendar-day.js';
import { FieldValueInvalid } from '../products.errors.js';
import type { RowProblem } from './check-rows.js';
import type { FoundField } from './found.js';

const MAX_TEXT = 500;
const MAX_DECIMAL = 1_000_000_000_000;
const DATE = /^\d{4}-\d\d-\d\d$/;

/** Why a value is not one of its field, or null when it is. */
export function fieldFault({ type, choices }: FoundField, value: unknown): string | null {
  switch (type) {
    case 'text':
      return typeof value === 'string' && value.length <= MAX_TEXT
        ? null
        : `must be a text of at most ${MAX_TEXT} characters`;
    case 'integer':
      return Number.isSafeInteger(value) ? null : 'must be a whole number';
    case 'decimal':
      return typeof value === 'number' && Math.abs(value) < MAX_DECIMAL
        ? null
        : 'must be a number below 1000000000000';
    case 'boolean':
      return typeof value === 'boolean' ? null : 'must be true or false';
    case 'date':
      return isDate(value) ? null : 'must be a date like 2026-05-31';
    case 'choice':
      return typeof value === 'string' && choices?.includes(value) === true
        ? null
        : `must be one of ${(choices ?? []).slice(0, 20).join(', ')}`;
  }
}

/** The values of a product after a row has changed them; null takes one away. */
export function mergeFields(
  current: Readonly<Record<string, unknown>>,
  changes: Readonly<Record<string, unknown>>,
  fields: ReadonlyMap<string, FoundField>,
  problems: RowProblem[],
): Record<string, unknown> {
  const merged = new Map(Object.entries(current));
  for (const [code, value] of Object.entries(changes)) {
    const field = fields.get(code);
    const fault =
      field === undefined
        ? 'is no field of this shop'
        : value === null
          ? null
          : fieldFault(field, value);
    if (fault !== null) {
      problems.push({ pointer: `/customFields/${code}`, error: new FieldValueInvalid(fault) });
    } else if (value === null) merged.delete(code);
    else merged.set(code, value);
  }
  return Object.fromEntries(merged);
}

function isDate(value: unknown): boolean {
  return typeof value === 'string' && DATE.test(value) && isDay(value);
}
