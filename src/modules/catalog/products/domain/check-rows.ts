import { InvalidRequest } from '../../../../common/errors/common-errors.js';
import { DomainError, type FieldError } from '../../../../common/errors/domain-error.js';
import { PRODUCT_STATUSES } from '../../catalog.types.js';
import { isPlainObject } from '../../domain/json-bounds.js';
import { AttributeRepeated } from '../products.errors.js';
import { type AttributeChoice, MAX_VARIANTS_OF_PRODUCT } from '../products.types.js';
import * as is from './value-checks.js';

/** A refusal and where in the row it stands. */
export interface RowProblem {
  readonly pointer: string;
  readonly error: DomainError;
}

/** A variant whose values can be stored. `columns` are of `product_variants`. */
export interface CheckedVariant {
  readonly id: string | undefined;
  readonly columns: Readonly<Record<string, unknown>>;
  readonly attributes: readonly AttributeChoice[] | undefined;
  readonly stock: number;
}

/** A row whose values can be stored; whether it fits what is there is asked later. */
export interface CheckedRow {
  readonly index: number;
  readonly id: string | undefined;
  /** Of `products`; those of groups hold slugs still. */
  readonly columns: Readonly<Record<string, unknown>>;
  readonly brand: string | null | undefined;
  readonly category: string | null | undefined;
  readonly collections: readonly string[] | undefined;
  readonly customFields: Readonly<Record<string, unknown>> | undefined;
  readonly variants: readonly CheckedVariant[] | undefined;
  readonly problems: RowProblem[];
}

interface Rule {
  /** The column that takes it; without one the value is worked on further. */
  readonly column?: string;
  readonly check: is.Check;
}

const MAX_COLLECTIONS = 50;
const MAX_ATTRIBUTES = 10;
const MAX_INT = 2_147_483_647;
const UNKNOWN = 'unknown_field';
const PUBLISHING = ['published', 'publishAt', 'unpublishAt'];
const amount = is.money;

const PRODUCT_RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['id', { check: is.uuid }],
  ['slug', { column: 'slug', check: is.slug }],
  ['sku', { column: 'sku', check: is.code(100) }],
  ['name', { column: 'name', check: is.line(255) }],
  ['shortDescription', { column: 'short_description', check: is.nullable(is.text(1_000)) }],
  ['description', { column: 'description', check: is.nullable(is.text(20_000)) }],
  ['brand', { check: is.nullable(is.slugText) }],
  ['category', { check: is.nullable(is.slugText) }],
  ['collections', { check: listOf(MAX_COLLECTIONS, is.slugText) }],
  ['basePrice', { column: 'base_price', check: amount }],
  ['status', { column: 'status', check: is.oneOf(PRODUCT_STATUSES) }],
  ['featured', { column: 'featured', check: is.flag }],
  ['taxClass', { column: 'tax_class', check: is.code(50) }],
  ['published', { column: 'published', check: is.flag }],
  ['publishAt', { column: 'publish_at', check: is.nullable(is.instant) }],
  ['unpublishAt', { column: 'unpublish_at', check: is.nullable(is.instant) }],
  ['weight', { column: 'weight', check: is.nullable(is.weight) }],
  ['dimensions', { column: 'dimensions', check: is.nullable(is.dimensions) }],
  ['metadata', { column: 'metadata', check: is.nullable(is.metadata) }],
  ['customFields', { check: is.fieldValues }],
  ['variants', { check: listOf(MAX_VARIANTS_OF_PRODUCT, (value) => value) }],
]);

const VARIANT_RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['id', { check: is.uuid }],
  ['sku', { column: 'sku', check: is.code(100) }],
  ['name', { column: 'name', check: is.line(255) }],
  ['attributes', { check: attributes }],
  ['price', { column: 'price', check: amount }],
  ['compareAtPrice', { column: 'compare_at_price', check: is.nullable(amount) }],
  ['costPerItem', { column: 'cost_per_item', check: is.nullable(amount) }],
  ['barcode', { column: 'barcode', check: is.code(64) }],
  ['weight', { column: 'weight', check: is.nullable(is.weight) }],
  ['position', { column: 'position', check: is.whole(0, 1_000_000) }],
  ['isActive', { column: 'is_active', check: is.flag }],
  ['requiresShipping', { column: 'requires_shipping', check: is.flag }],
  ['taxable', { column: 'taxable', check: is.flag }],
  ['stock', { check: is.whole(0, MAX_INT) }],
]);

/** Checks the values of a row one by one; everything that is wrong with it is named. */
export function checkRow(row: unknown, index: number, context: is.CheckContext): CheckedRow {
  const problems: RowProblem[] = [];
  const { columns, rest } = read(row, PRODUCT_RULES, '', context, problems);
  const list = rest['variants'] as unknown[] | undefined;
  const variants = list?.map((variant, at) => {
    const part = read(variant, VARIANT_RULES, `/variants/${at}`, context, problems);
    return {
      id: part.rest['id'] as string | undefined,
      columns: part.columns,
      attributes: part.rest['attributes'] as AttributeChoice[] | undefined,
      stock: (part.rest['stock'] as number | undefined) ?? 0,
    };
  });
  return {
    index,
    id: rest['id'] as string | undefined,
    columns,
    brand: rest['brand'] as string | null | undefined,
    category: rest['category'] as string | null | undefined,
    collections: rest['collections'] as string[] | undefined,
    customFields: rest['customFields'] as Record<string, unknown> | undefined,
    variants,
    problems,
  };
}

/**
 * The names in rows of a request that its contract does not have, publishing among them: such a
 * request is malformed as a whole, where a bad value is a matter of its row.
 */
export function unknownNames(rows: readonly unknown[]): FieldError[] {
  const names = (source: unknown, rules: ReadonlyMap<string, Rule>, at: string): FieldError[] =>
    Object.keys(isPlainObject(source) ? source : {})
      .filter((name) => !rules.has(name) || PUBLISHING.includes(name))
      .map((name) => ({ pointer: `${at}/${name.slice(0, 100)}`, code: UNKNOWN }));
  return rows.flatMap((row, index) => {
    const variants: unknown = isPlainObject(row) ? row['variants'] : undefined;
    const list: unknown[] = Array.isArray(variants) ? variants : [];
    return [
      ...names(row, PRODUCT_RULES, `/rows/${index}`),
      ...list.flatMap((one, at) => names(one, VARIANT_RULES, `/rows/${index}/variants/${at}`)),
    ];
  });
}

interface Read {
  readonly columns: Record<string, unknown>;
  readonly rest: Record<string, unknown>;
}

function read(
  source: unknown,
  rules: ReadonlyMap<string, Rule>,
  at: string,
  context: is.CheckContext,
  problems: RowProblem[],
): Read {
  const columns: Record<string, unknown> = {};
  const rest: Record<string, unknown> = {};
  if (!isPlainObject(source)) {
    problems.push({ pointer: at, error: new InvalidRequest('must be an object') });
    return { columns, rest };
  }
  for (const [name, value] of Object.entries(source)) {
    if (value === undefined) continue;
    const pointer = `${at}/${name.slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const rule = rules.get(name);
    if (rule === undefined) {
      const errors = [{ pointer, code: UNKNOWN }];
      problems.push({ pointer, error: new InvalidRequest('is not known here', undefined, errors) });
      continue;
    }
    try {
      const checked = rule.check(value, context);
      if (rule.column === undefined) rest[name] = checked;
      else columns[rule.column] = checked;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      problems.push({ pointer, error });
    }
  }
  return { columns, rest };
}

function listOf(max: number, check: is.Check): is.Check {
  return (value, context) => {
    if (!Array.isArray(value)) return is.refuse('must be a list');
    if (value.length > max) return is.refuse(`must have at most ${max} items`);
    return value.map((item) => check(item, context));
  };
}

function attributes(value: unknown): AttributeChoice[] {
  if (!Array.isArray(value) || value.length > MAX_ATTRIBUTES) {
    return is.refuse(`must be a list of at most ${MAX_ATTRIBUTES} attributes`);
  }
  const word = is.line(100);
  const choices = value.map((item: unknown) => {
    if (!isPlainObject(item)) return is.refuse('must have a name and a value');
    const context = { currency: '' };
    return { name: word(item['name'], context), value: word(item['value'], context) };
  }) as AttributeChoice[];
  if (new Set(choices.map(({ name }) => name)).size < choices.length) throw new AttributeRepeated();
  return choices;
}
