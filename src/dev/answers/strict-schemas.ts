import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { ApiDocument, JsonSchema } from './api-document.js';

const STRICT = 'strict';
const OPEN = 'open';

/**
 * Schemas of the document in which an object has the properties that are written down and no others.
 * JSON Schema lets unknown ones pass; for a document that must not lie, each is a lie. Compiled
 * when first asked for.
 */
export class StrictSchemas {
  private readonly asSent: SchemaSet;
  private readonly asText: SchemaSet;

  constructor(document: ApiDocument) {
    this.asSent = new SchemaSet(ajvFor(document, false));
    this.asText = new SchemaSet(ajvFor(document, true));
  }

  /** What of a value differs from the schema, one short sentence each; the same schema object is compiled once. */
  faultsOf(schema: JsonSchema, value: unknown): string[] {
    return this.asSent.check(schema, schema, value);
  }

  /** The same for text of an address or a header, which becomes what the schema wants where it can. */
  faultsOfText(schema: JsonSchema, value: string | readonly string[]): string[] {
    // What is turned into a number needs something that holds it.
    const holder = { type: 'object', properties: { value: schema } };
    const held = { value: Array.isArray(value) ? [...(value as string[])] : value };
    return this.asText.check(schema, holder, held).map((fault) => fault.replace(/^\/value ?/, ''));
  }
}

class SchemaSet {
  private readonly compiled = new WeakMap<JsonSchema, ValidateFunction>();

  constructor(private readonly ajv: Ajv2020) {}

  check(key: JsonSchema, schema: JsonSchema, value: unknown): string[] {
    const validate = this.compiled.get(key) ?? this.ajv.compile(pointed(close(schema), STRICT));
    this.compiled.set(key, validate);
    return validate(value) ? [] : [...new Set((validate.errors ?? []).map(sentence))];
  }
}

function ajvFor(document: ApiDocument, coerceTypes: boolean): Ajv2020 {
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    logger: false,
    validateSchema: false,
    coerceTypes: coerceTypes ? 'array' : false,
  });
  addFormats.default(ajv);
  // In an address a day is taken where an instant is: its first moment.
  if (coerceTypes) ajv.addFormat('date-time', { validate: isInstantOrDay });
  const schemas = document.components?.schemas ?? {};
  const closed = Object.entries(schemas).map(([name, schema]) => [name, close(schema)] as const);
  ajv.addSchema({ $id: STRICT, components: { schemas: Object.fromEntries(closed) } });
  ajv.addSchema({ $id: OPEN, components: { schemas } });
  return ajv;
}

function isInstantOrDay(text: string): boolean {
  return !Number.isNaN(Date.parse(text)) && /^\d{4}-\d\d-\d\d(T.+)?$/.test(text);
}

/** A copy in which every object that lists its properties takes no others. */
function close(schema: JsonSchema): JsonSchema {
  const parts = schema['allOf'];
  // Each part alone knows only its own properties: they stay open, and the whole is closed.
  if (Array.isArray(parts) && parts.length > 1) {
    return {
      ...schema,
      allOf: parts.map((part) => pointed(part as JsonSchema, OPEN)),
      unevaluatedProperties: false,
    };
  }
  const entries = Object.entries(schema).map(([key, value]) => [key, closeUnder(key, value)]);
  const copy = Object.fromEntries(entries) as Record<string, unknown>;
  if (copy['properties'] !== undefined && copy['additionalProperties'] === undefined) {
    copy['additionalProperties'] = false;
  }
  return copy;
}

/** Keywords whose value is a schema, a list of schemas, or named schemas. */
const SCHEMAS = ['items', 'additionalProperties', 'not'];
const LISTS = ['allOf', 'anyOf', 'oneOf', 'prefixItems'];
const NAMED = ['properties', 'patternProperties'];

function closeUnder(key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (SCHEMAS.includes(key)) return close(value as JsonSchema);
  if (LISTS.includes(key)) return (value as JsonSchema[]).map(close);
  if (!NAMED.includes(key)) return value;
  const named = Object.entries(value as Record<string, JsonSchema>);
  return Object.fromEntries(named.map(([name, schema]) => [name, close(schema)]));
}

/** A copy whose references lead into one of the two sets. */
function pointed(schema: JsonSchema, set: string): JsonSchema {
  return JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/', `"$ref":"${set}#/`)) as never;
}

/** `/items/3/price` and `/items/7/price` are the same fault. */
function sentence({ instancePath, keyword, params, message }: ErrorObject): string {
  const where = instancePath.replace(/\/\d+(?=\/|$)/g, '/*');
  const named = params as Readonly<Record<string, string | undefined>>;
  const name =
    named['additionalProperty'] ?? named['unevaluatedProperty'] ?? named['missingProperty'];
  if (keyword === 'required') return `${where}/${name ?? ''} is missing`;
  if (name !== undefined) return `${where}/${name} is not in the document`;
  return `${where === '' ? '(whole)' : where} ${message ?? keyword}`;
}
