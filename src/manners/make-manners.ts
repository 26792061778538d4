import type { MannersTable, OperationManners } from './operation-manners.js';
import { NEEDS_ITS_BODY } from './needs-its-body.js';
import { OPEN_QUERIES } from './open-queries.js';
import { SchemaReader } from './schema-reader.js';

/** As much of a schema as tells which members there are. */
export interface AnswerSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly items?: AnswerSchema;
  readonly properties?: Readonly<Record<string, AnswerSchema>>;
  readonly allOf?: readonly AnswerSchema[];
  readonly oneOf?: readonly AnswerSchema[];
  readonly anyOf?: readonly AnswerSchema[];
}

/** As much of an operation as its manners follow from. */
interface DocumentedOperation {
  readonly operationId?: string;
  readonly parameters?: readonly {
    readonly name?: string;
    readonly in?: string;
    readonly schema?: { readonly type?: string | readonly string[] };
  }[];
  readonly responses?: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { schema?: AnswerSchema }>> }>
  >;
}

/** As much of a document. */
export interface Documented {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, AnswerSchema>> };
}

const PREFIX = '/api/v1/';
const WRITES = ['post', 'put', 'patch', 'delete'];

/** What each operation of a document under `/api/v1` takes, for the program that answers it and for the document itself. */
export function makeManners(document: Documented): MannersTable {
  const reader = new SchemaReader(document.components?.schemas ?? {});
  const operations = Object.entries(document.paths)
    .filter(([path]) => path.startsWith(PREFIX))
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => {
        const manners = mannersOf(document, reader, { path, method, operation });
        return [operation.operationId ?? '', manners] as const;
      }),
    );
  return { operations: sorted(operations), classes: sorted([...reader.classes]) };
}

interface Place {
  readonly path: string;
  readonly method: string;
  readonly operation: DocumentedOperation;
}

function mannersOf(document: Documented, reader: SchemaReader, place: Place): OperationManners {
  const { method, operation } = place;
  const { operationId = '', parameters = [] } = operation;
  const own = parameters.filter((one) => one.in === 'query');
  const names = own.flatMap(({ name }) => (name === undefined ? [] : [name]));
  const isOpen = Object.hasOwn(OPEN_QUERIES, operationId);
  const hasOwnFields = own.some(
    ({ name, schema }) => name === 'fields' && schema?.type === 'array',
  );
  const fields =
    method === 'get' && !hasOwnFields
      ? reader.fieldsOf(operation.responses?.['200']?.content?.['application/json']?.schema)
      : undefined;
  const query = names.filter((name) => name !== 'fields' || fields === undefined).sort();
  const location = method === 'post' ? locationOf(document, reader, place) : undefined;
  return {
    query,
    ...(isOpen ? { isOpen } : {}),
    ...(fields === undefined ? {} : { fields }),
    ...(isMinimal(place) ? { isMinimal: true } : {}),
    ...(location === undefined ? {} : { location }),
  };
}

function isMinimal({ method, operation }: Place): boolean {
  if (!WRITES.includes(method)) return false;
  if (Object.hasOwn(NEEDS_ITS_BODY, operation.operationId ?? '')) return false;
  const { responses = {} } = operation;
  return ['200', '201'].some((status) => responses[status]?.content?.['application/json']);
}

/** What is made at `/x` is read at `/x/{id}`; of variants, which belong to a product, at an address of their own. */
const READ_ELSEWHERE: Readonly<Record<string, string>> = {
  createVariant: '/api/v1/admin/variants/{id}',
};

function locationOf(
  document: Documented,
  reader: SchemaReader,
  { path, operation: { operationId = '', responses = {} } }: Place,
): string | undefined {
  if (!reader.hasId(responses['201']?.content?.['application/json']?.schema)) return undefined;
  const elsewhere = READ_ELSEWHERE[operationId];
  if (elsewhere !== undefined) return elsewhere;
  const child = Object.entries(document.paths).find(
    ([other, methods]) =>
      methods['get'] !== undefined &&
      other.startsWith(`${path}/{`) &&
      !other.slice(path.length + 1).includes('/'),
  );
  return child === undefined ? undefined : `${path}/{id}`;
}

function sorted<T>(entries: readonly (readonly [string, T])[]): Record<string, T> {
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}
