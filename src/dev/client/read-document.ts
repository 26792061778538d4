import { generateApi } from 'swagger-typescript-api';

/** What the client needs of the document. */
interface DocumentView {
  readonly schemas: readonly Schema[];
  readonly operations: readonly ClientOperation[];
}

/** A named schema as the generator wrote it. */
export interface Schema {
  readonly name: string;
  readonly description: string;
  /** Members with their comments, or the whole right side of a type. */
  readonly content: string;
  readonly isInterface: boolean;
}

/** An operation with its types as source text. */
export interface ClientOperation {
  readonly id: string;
  readonly tag: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  readonly isDeprecated: boolean;
  readonly pathParams: readonly { readonly name: string; readonly type: string }[];
  /** Source text of an object type; null when there is no query. */
  readonly query: { readonly type: string; readonly isOptional: boolean } | null;
  readonly body: { readonly type: string; readonly isOptional: boolean } | null;
  readonly answer: string;
  readonly headers: readonly string[];
}

interface Media {
  readonly schema?: object;
}

interface RawOperation {
  readonly operationId?: string;
  readonly tags?: readonly string[];
  readonly summary?: string;
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly content?: Readonly<Record<string, Media>> };
  readonly responses?: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, Media>> }>
  >;
}

/** The parts of an OpenAPI document that this reads. */
export interface RawDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, RawOperation>>>>;
  readonly components?: { readonly schemas?: object };
}

/** As much of the generator's model as is used here; its own declarations leave it open. */
interface Route {
  readonly routeName: { readonly usage: string };
  readonly request: {
    readonly path: string;
    readonly method: string;
    readonly parameters?: readonly { readonly name: string; readonly type: string }[];
    readonly query?: { readonly type: string; readonly optional: boolean };
    readonly payload?: { readonly type: string; readonly optional: boolean };
  };
  readonly response: { readonly type: string };
}

interface Model {
  readonly modelTypes: readonly (Omit<Schema, 'isInterface'> & {
    readonly typeIdentifier: string;
  })[];
  readonly routes: { readonly combined?: readonly { readonly routes: readonly Route[] }[] };
}

/** Lets the generator read a document. */
export async function readDocument(document: RawDocument): Promise<DocumentView> {
  const model = await modelOf(thinned(document));
  const routes = new Map(
    (model.routes.combined ?? []).flatMap(({ routes: all }) =>
      all.map((route) => [route.routeName.usage, route] as const),
    ),
  );
  const schemas = model.modelTypes.map(({ name, description, content, typeIdentifier }) => ({
    name,
    description,
    content,
    isInterface: typeIdentifier === 'interface',
  }));
  const operations = Object.values(document.paths).flatMap((methods) =>
    Object.values(methods).map((operation) => {
      const route = routes.get(operation.operationId ?? '');
      if (route === undefined) throw new Error(`${operation.operationId ?? '?'} was not generated`);
      return operationOf(operation, route);
    }),
  );
  return { schemas, operations };
}

/** What only people read, and refusals, which are all alike, would cost the generator most of its time. */
function thinned(document: RawDocument): object {
  const paths = Object.entries(document.paths).map(([path, methods]) => [
    path,
    Object.fromEntries(
      Object.entries(methods).map(([method, operation]) => [method, thinnedOperation(operation)]),
    ),
  ]);
  const { schemas } = document.components ?? {};
  return {
    openapi: '3.1.0',
    info: { title: 'eshop', version: '1' },
    paths: Object.fromEntries(paths) as object,
    components: { schemas },
  };
}

function thinnedOperation(operation: RawOperation): object {
  const { operationId, tags, parameters, requestBody, responses = {} } = operation;
  const answers = Object.entries(responses)
    .filter(([status]) => status.startsWith('2'))
    .map(([status, { content }]) => [status, { description: '', ...contentOf(content) }]);
  return {
    operationId,
    tags,
    parameters: parameters?.filter((one) => one.in !== 'header'),
    ...(requestBody ? { requestBody: { ...requestBody, ...contentOf(requestBody.content) } } : {}),
    responses:
      answers.length === 0 ? { 204: { description: '' } } : (Object.fromEntries(answers) as object),
  };
}

function contentOf(content: Readonly<Record<string, Media>> | undefined): object {
  if (content === undefined) return {};
  const types = Object.entries(content).map(([type, { schema }]) => [type, { schema }]);
  return { content: Object.fromEntries(types) as object };
}

async function modelOf(spec: object): Promise<Model> {
  let model: Model | undefined;
  await generateApi({
    spec: spec,
    output: false,
    silent: true,
    modular: true,
    moduleNameFirstTag: true,
    generateUnionEnums: true,
    generateClient: false,
    defaultResponseType: 'undefined',
    codeGenConstructs: (given) => ({ ...given, Keyword: { ...given.Keyword, Any: 'unknown' } }),
    primitiveTypeConstructs: (given) => ({
      ...given,
      object: 'Record<string, unknown>',
      string: { $default: 'string', binary: 'Blob', byte: 'string' },
    }),
    hooks: {
      onInit: (config, process) => {
        // Its own files are not used, so that nothing of them has to be made pretty.
        process.codeFormatter.formatCode = (code: string) => Promise.resolve(code);
        return config;
      },
      onPrepareConfig: (config) => {
        model = config as unknown as Model;
        return config;
      },
    },
  });
  if (model === undefined) throw new Error('The generator made nothing of the document');
  return model;
}

function operationOf(raw: RawOperation, { routeName, request, response }: Route): ClientOperation {
  const { query, payload } = request;
  return {
    id: routeName.usage,
    tag: raw.tags?.[0] ?? 'Shop',
    method: request.method.toUpperCase(),
    path: request.path,
    summary: raw.summary ?? '',
    description: raw.description ?? '',
    isDeprecated: raw.deprecated === true,
    pathParams: (request.parameters ?? []).map(({ name, type }) => ({ name, type })),
    query: query ? { type: query.type, isOptional: query.optional } : null,
    body: payload ? { type: bodyTypeOf(raw, payload.type), isOptional: payload.optional } : null,
    answer: response.type,
    headers: (raw.parameters ?? []).filter((one) => one.in === 'header').map(({ name }) => name),
  };
}

/** Files and forms are what browsers have for them. */
function bodyTypeOf(raw: RawOperation, type: string): string {
  const types = Object.keys(raw.requestBody?.content ?? {});
  if (types.every((one) => one.endsWith('json') && one !== 'application/x-ndjson')) return type;
  const parts = types.includes('multipart/form-data') ? ['FormData'] : [];
  const hasFile = types.some((one) => one !== 'multipart/form-data');
  return [...(hasFile ? ['Blob', 'Uint8Array<ArrayBuffer>', 'string'] : []), ...parts].join(' | ');
}
