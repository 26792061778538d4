import { InvalidRequest } from '../../../../common/errors/common-errors.js';
import type { AttributeFilter, FieldFilter } from './product-filters.js';

const RANGE = /^([^.]*(?:\.\d+)?)\.\.(.*)$/;

/**
 * Reads `colour:blue,navy`: one attribute each, its values separated by commas.
 *
 * @throws InvalidRequest for an attribute that comes twice: once more would mean neither AND nor OR.
 */
export function readAttributeFilters(texts: readonly string[]): AttributeFilter[] {
  const filters = texts.map((text) => {
    const [code, rest] = split(text);
    return { code, values: rest.split(',').filter((value) => value !== '') };
  });
  assertOnce('attribute', filters);
  return filters;
}

/** Reads `material:wool,cotton` and `pages:100..200` (either bound may be left out). */
export function readFieldFilters(texts: readonly string[]): FieldFilter[] {
  const filters = texts.map((text) => {
    const [code, rest] = split(text);
    const range = RANGE.exec(rest);
    if (range === null) return { code, values: rest.split(','), from: null, to: null };
    const [, from = '', to = ''] = range;
    return { code, values: [], from: from === '' ? null : from, to: to === '' ? null : to };
  });
  assertOnce('field', filters);
  return filters;
}

function split(text: string): [string, string] {
  const at = text.indexOf(':');
  return [text.slice(0, at), text.slice(at + 1)];
}

function assertOnce(name: string, filters: readonly { readonly code: string }[]): void {
  if (new Set(filters.map(({ code }) => code)).size === filters.length) return;
  throw new InvalidRequest(`${name} names the same code twice: put its values behind one another`);
}
