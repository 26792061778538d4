import {
  type ApiDocument,
  type BodyPath,
  type MediaType,
  type Parameter,
  resolve,
  type Schema,
} from './document.js';

const MISSING = Symbol('no example');

/** The example of a parameter; undefined when the document shows none. */
export function parameterExample(document: ApiDocument, parameter: Parameter): unknown {
  if (parameter.example !== undefined) return parameter.example;
  const found = parameter.schema ? exampleOf(document, parameter.schema) : MISSING;
  return found === MISSING ? undefined : found;
}

/**
 * A body as the document shows it: the first example of the whole, else the examples of what is
 * required, else (a PATCH) of everything that has one.
 */
export function bodyExample(document: ApiDocument, media: MediaType): unknown {
  if (media.example !== undefined) return structuredClone(media.example);
  const first = Object.values(media.examples ?? {})[0]?.value;
  if (first !== undefined) return structuredClone(first);
  const found = media.schema ? exampleOf(document, media.schema) : MISSING;
  return found === MISSING ? {} : structuredClone(found);
}

/** The example of a schema, put together from its parts where it has none itself. */
function exampleOf(document: ApiDocument, schema: Schema): unknown {
  const own = schema.example ?? schema.examples?.[0];
  if (own !== undefined) return own;
  const resolved = resolve(document, schema);
  const shown = resolved.example ?? resolved.examples?.[0] ?? resolved.default;
  if (shown !== undefined) return shown;
  if (resolved.enum) return resolved.enum[0];
  if (resolved.items) {
    const item = exampleOf(document, resolved.items);
    return item === MISSING ? MISSING : [item];
  }
  return resolved.properties ? exampleOfObject(document, resolved) : MISSING;
}

function exampleOfObject(document: ApiDocument, schema: Schema): unknown {
  const required = schema.required ?? [];
  const all = Object.entries(schema.properties ?? {});
  const wanted = required.length > 0 ? all.filter(([name]) => required.includes(name)) : all;
  const entries = wanted.map(([name, property]) => [name, exampleOf(document, property)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== MISSING));
}

/** A copy of a body with one field set; objects and lists on the way are made. */
export function withField(body: unknown, path: BodyPath, value: unknown): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  const base: unknown = body ?? (name === '0' ? [] : {});
  if (Array.isArray(base)) {
    const copy: unknown[] = [...(base as unknown[])];
    copy[Number(name)] = withField(copy[Number(name)], rest, value);
    return copy;
  }
  const object = base as Record<string, unknown>;
  return { ...object, [name]: withField(object[name], rest, value) };
}

/** What a body holds at a path; undefined when the way ends before. */
export function fieldAt(body: unknown, path: BodyPath): unknown {
  return path.reduce<unknown>(
    (value, name) =>
      typeof value === 'object' && value !== null
        ? (value as Record<string, unknown>)[name]
        : undefined,
    body,
  );
}
