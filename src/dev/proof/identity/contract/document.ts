/** The part of OpenAPI 3.1 that the proof reads. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly additionalProperties?: boolean | Schema;
  readonly enum?: readonly unknown[];
  readonly example?: unknown;
  readonly examples?: readonly unknown[];
  readonly default?: unknown;
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly required?: boolean;
  readonly example?: unknown;
  readonly schema?: Schema;
}

export interface MediaType {
  readonly schema?: Schema;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value?: unknown }>>;
}

export interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, MediaType>> };
  readonly responses: Readonly<Record<string, unknown>>;
}

export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** A way into a body: `['lines', '0', 'variantId']`. */
export type BodyPath = readonly string[];

/** A schema without references on its top level; parts of an `allOf` in one. */
export function resolve(document: ApiDocument, schema: Schema): Schema {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1) ?? '';
    const found = document.components.schemas[name];
    if (!found) throw new Error(`The document has no schema ${name}`);
    return resolve(document, found);
  }
  if (schema.allOf === undefined) return schema;
  const parts = schema.allOf.map((part) => resolve(document, part));
  return {
    ...schema,
    properties: Object.assign({}, ...parts.map((part) => part.properties ?? {})) as Record<
      string,
      Schema
    >,
    required: parts.flatMap((part) => part.required ?? []),
  };
}

/** Every field of a body by its path, objects before what is inside them; lists show their first element. */
export function* fieldsOf(
  document: ApiDocument,
  schema: Schema,
  path: BodyPath = [],
): Generator<{ path: BodyPath; schema: Schema }> {
  const resolved = resolve(document, schema);
  if (path.length > 0) yield { path, schema: resolved };
  if (path.length > 6) return;
  for (const [name, property] of Object.entries(resolved.properties ?? {})) {
    yield* fieldsOf(document, property, [...path, name]);
  }
  if (resolved.items) yield* fieldsOf(document, resolved.items, [...path, '0']);
}
