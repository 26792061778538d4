import { UnknownField } from '../common/errors/common-errors.js';
import type { MannersTable, OperationManners } from './operation-manners.js';

/** Wanted members; null below one: all of it. */
type Selection = ReadonlyMap<string, Selection | null>;

const MAX_LENGTH = 1_000;
const MAX_NAMES = 100;
const POINTER = '/fields';

/**
 * Reads the parameter `fields`: names separated by commas, `a.b` for a member of a member.
 *
 * @param value as it came: a text, or several of them
 * @throws UnknownField
 */
export function readFields(
  value: unknown,
  { of }: NonNullable<OperationManners['fields']>,
  classes: MannersTable['classes'],
): Selection {
  const text = [value].flat().map(String).join(',');
  const names = text.length > MAX_LENGTH ? [] : text.split(',');
  if (names.length === 0 || names.length > MAX_NAMES) {
    throw refusal(`fields takes up to ${MAX_NAMES} names and ${MAX_LENGTH} characters`);
  }
  const selection = new Map<string, Selection | null>();
  for (const name of names) add(selection, name.trim().split('.'), of, classes);
  return selection;
}

type Growing = Map<string, Selection | null>;

function add(
  selection: Growing,
  path: readonly string[],
  of: string,
  classes: MannersTable['classes'],
): void {
  const [name = '', ...rest] = path;
  const members = classes[of] ?? {};
  const inner = Object.hasOwn(members, name) ? members[name] : undefined;
  if (inner === undefined) {
    throw refusal(`There is no ${JSON.stringify(name.slice(0, 100))} in the answer`);
  }
  const known = selection.get(name);
  if (rest.length === 0 || known === null) {
    selection.set(name, null);
    return;
  }
  const below: Growing = new Map(known);
  selection.set(name, below);
  add(below, rest, inner, classes);
}

function refusal(detail: string): UnknownField {
  return new UnknownField(detail, undefined, [{ pointer: POINTER, code: 'unknown_field', detail }]);
}

/** The text of a JSON answer with the wanted members only; `id` stays, and so does what stands beside the items of a list. */
export function narrow(text: string, selection: Selection, isList: boolean): string {
  const body = JSON.parse(text) as Record<string, unknown>;
  const kept: Selection = new Map(selection).set('id', selection.get('id') ?? null);
  if (!isList) return JSON.stringify(pick(body, kept));
  return JSON.stringify({ ...body, items: pick(body['items'], kept) });
}

function pick(value: unknown, selection: Selection): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => pick(one, selection));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).flatMap(([name, one]: [string, unknown]) => {
    const below = selection.get(name);
    if (below === undefined) return [];
    return [[name, below === null ? one : pick(one, below)] as const];
  });
  return Object.fromEntries(entries);
}
