import { BadCell } from '../domain/cells.js';
import type { Cells } from '../domain/columns.js';

const MAX_VARIANTS = 500;

/**
 * A line of a JSONL file as rows of cells, so that both ways to write a file mean the same:
 * `shortDescription` is `short_description`, `attributes.Colour` is `option:Colour`,
 * `prices.EUR.price` is `price:EUR`, `translations.vi.name` is `name@vi`, and each of `variants` is a row.
 *
 * @throws BadCell
 */
export function cellsOfLine(line: string): Cells[] {
  const value = parse(line);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new BadCell('transfers.not_an_object', 'A line is one JSON object');
  }
  const { variants, items, ...own } = value as Record<string, unknown>;
  const product = cellsOf(own);
  if (Array.isArray(items)) {
    // Orders, which are only ever written: each of their lines is a row that says it all.
    const lines = items.map((item: unknown) => new Map([...product, ...cellsOf(asObject(item))]));
    return lines.length > 0 ? lines : [product];
  }
  if (variants === undefined) return [product];
  if (!Array.isArray(variants) || variants.length > MAX_VARIANTS) {
    throw new BadCell('transfers.bad_variants', `variants is a list of at most ${MAX_VARIANTS}`);
  }
  const key = product.get('slug');
  const rows = variants.map((variant: unknown) => variantCells(variant, key));
  const [first, ...others] = rows;
  return first === undefined ? [product] : [new Map([...product, ...first]), ...others];
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new BadCell('transfers.not_json', 'The line is not JSON');
  }
}

function variantCells(variant: unknown, key: string | undefined): Map<string, string> {
  if (typeof variant !== 'object' || variant === null || Array.isArray(variant)) {
    throw new BadCell('transfers.bad_variants', 'A variant is an object');
  }
  const { name, ...others } = variant as Record<string, unknown>;
  const cells = cellsOf(others);
  if (name !== undefined) cells.set('variant_name', textOf(name));
  if (key !== undefined) cells.set('slug', key);
  return cells;
}

function cellsOf(object: Record<string, unknown>): Map<string, string> {
  const cells = new Map<string, string>();
  for (const [key, value] of Object.entries(object)) {
    if (value === undefined) continue;
    if (key === 'attributes') spread(value, (name, text) => cells.set(`option:${name}`, text));
    else if (key === 'prices')
      spreadTwice(value, (code, field, text) => cells.set(`${field}:${code}`, text));
    else if (key === 'translations') {
      spreadTwice(value, (locale, field, text) => cells.set(`${field}@${locale}`, text));
    } else cells.set(snake(key), textOf(value));
  }
  return cells;
}

function spread(value: unknown, take: (key: string, text: string) => void): void {
  for (const [key, inner] of Object.entries(asObject(value))) take(key, textOf(inner));
}

function spreadTwice(
  value: unknown,
  take: (key: string, field: string, text: string) => void,
): void {
  for (const [key, inner] of Object.entries(asObject(value))) {
    spread(inner, (field, text) => take(key, snake(field), text));
  }
}

function asObject(value: unknown): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw new BadCell('transfers.not_an_object', 'attributes, prices and translations are objects');
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((part) => typeof part === 'string'))
    return value.join('|');
  try {
    return JSON.stringify(value);
  } catch {
    throw new BadCell('transfers.not_json', 'It is nested too deeply');
  }
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
