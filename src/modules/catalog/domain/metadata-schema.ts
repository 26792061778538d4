import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { RE2JS } from 're2js';
import type { FieldError } from '../../../common/errors/domain-error.js';
import { MetadataSchemaInvalid } from '../products/products.errors.js';
import { isPlainObject, jsonFault } from './json-bounds.js';

const SCHEMA_BOUNDS = { bytes: 16_384, depth: 12, parts: 600 };
const MAX_PATTERN = 200;
/** Steps of a compiled pattern: `(a{30}){30}` is 900 of them. */
const MAX_PROGRAM = 2_000;
const KEPT = 200;

/** Keywords by what their value holds. There is no reference among them: the time to check is bounded by the size. */
const ONE_SCHEMA = [
  'items',
  'additionalProperties',
  'contains',
  'propertyNames',
  'not',
  'if',
  'then',
  'else',
];
const SCHEMA_LIST = ['allOf', 'anyOf', 'oneOf', 'prefixItems'];
const SCHEMA_MAP = ['properties'];
const PLAIN = [
  ...[
    '$schema',
    '$comment',
    'title',
    'description',
    'default',
    'examples',
    'type',
    'enum',
    'const',
  ],
  ...['required', 'dependentRequired', 'minProperties', 'maxProperties'],
  ...['minItems', 'maxItems', 'minContains', 'maxContains', 'uniqueItems'],
  ...['minLength', 'maxLength', 'pattern'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
];
const KNOWN = new Set([...ONE_SCHEMA, ...SCHEMA_LIST, ...SCHEMA_MAP, ...PLAIN]);

const compiled = new Map<string, ValidateFunction>();

/**
 * Patterns run in time linear to the text, whatever they are: no backtracking, so no references back.
 * The library tells them apart by their text.
 */
function linearPattern(pattern: string): { test(text: string): boolean; toString(): string } {
  const program = RE2JS.compile(pattern);
  if (program.programSize() > MAX_PROGRAM) throw new Error('a pattern repeats too much');
  return { test: (text) => program.matcher(text).find(), toString: () => `/${pattern}/` };
}

/**
 * Checks a schema before it is stored: JSON Schema 2020-12 for an object, of bounded size, without
 * references (nothing is fetched, nothing is repeated) and with patterns that RE2 understands.
 *
 * @throws MetadataSchemaInvalid
 */
export function assertMetadataSchema(schema: unknown): asserts schema is Record<string, unknown> {
  const fault = jsonFault(schema, SCHEMA_BOUNDS) ?? schemaFault(schema, '');
  if (fault !== null) throw new MetadataSchemaInvalid(`The schema ${fault}`);
  try {
    compile(schema as object);
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'cannot be used';
    throw new MetadataSchemaInvalid(reason.slice(0, 300));
  }
}

/**
 * The first thing in the metadata that does not fit the schema; no metadata count as empty ones.
 */
export function checkMetadata(schema: unknown, metadata: unknown): FieldError[] {
  if (!isPlainObject(schema)) return [];
  const check = compile(schema);
  if (check(metadata ?? {})) return [];
  return (check.errors ?? []).map(toFieldError);
}

/** Compiled once per text: a merchant has few schemas and many products. The oldest goes first. */
function compile(schema: object): ValidateFunction {
  const text = JSON.stringify(schema);
  const known = compiled.get(text);
  if (known) return known;
  const ajv = new Ajv2020({
    strict: false,
    validateFormats: false,
    // Else `constructor` would be a property of every document.
    ownProperties: true,
    code: { regExp: Object.assign(linearPattern, { code: 'linearPattern' }) },
  });
  const made = ajv.compile(schema);
  if (compiled.size >= KEPT) compiled.delete(compiled.keys().next().value ?? '');
  compiled.set(text, made);
  return made;
}

function toFieldError({ instancePath, keyword, message }: ErrorObject): FieldError {
  const code = keyword.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return { pointer: instancePath, code, detail: message ?? 'does not fit' };
}

/** The bounds of the document have been checked, so that this cannot call itself without end. */
function schemaFault(schema: unknown, at: string): string | null {
  if (typeof schema === 'boolean') return null;
  if (!isPlainObject(schema)) return `must have a schema at ${at || '/'}`;
  for (const [keyword, value] of Object.entries(schema)) {
    if (!KNOWN.has(keyword)) return `must not use ${keyword.slice(0, 40)}`;
    const fault = keywordFault(keyword, value, `${at}/${keyword}`);
    if (fault !== null) return fault;
  }
  return null;
}

function keywordFault(keyword: string, value: unknown, at: string): string | null {
  if (keyword === 'pattern' && String(value).length > MAX_PATTERN) {
    return `must not have a pattern longer than ${MAX_PATTERN}`;
  }
  if (ONE_SCHEMA.includes(keyword)) return schemaFault(value, at);
  const isMap = SCHEMA_MAP.includes(keyword) && isPlainObject(value);
  if (!isMap && !(SCHEMA_LIST.includes(keyword) && Array.isArray(value))) return null;
  for (const [key, inner] of Object.entries(value)) {
    const fault = schemaFault(inner, `${at}/${key}`);
    if (fault !== null) return fault;
  }
  return null;
}
