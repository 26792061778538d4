import {
  type Document,
  type Header,
  isSuccess,
  type Operation,
  operationsOf,
  type Parameter,
  parametersOf,
  type Placed,
  type Response,
  responsesOf,
} from '../document-parts.js';
import type { Recordings } from '../recorded.js';

const text = (description: string, example: string): Header => ({
  description,
  schema: { type: 'string', example },
});

/** Headers of answers that mean something to a program. */
const ANSWER_HEADERS: Readonly<Record<string, Header>> = {
  ETag: text('Version of what the answer shows: for `If-Match` and `If-None-Match`', '"k3VzQm1l"'),
  Location: text('Address of what was made, or where to go on', '/api/v1/me/orders'),
  'Idempotent-Replayed': text('`true` when the answer is the stored one of the same key', 'true'),
  'Content-Disposition': text('Name of the file', 'attachment; filename="orders.csv"'),
  'Content-Language': text('Language of the texts', 'en'),
  'Cache-Status': text('Whether the answer was kept ready (RFC 9211)', 'eshop; hit'),
  'X-Cart-Token': text(
    "Names a guest's new cart: send it along from now on",
    'the-token-of-the-cart',
  ),
  'Set-Cookie': text(
    'Cookie of the pages for staff, out of reach of scripts',
    'console=the-session',
  ),
  'Preference-Applied': text('What of `Prefer` was done (RFC 7240)', 'return=minimal'),
  'WWW-Authenticate': text('How to log in', 'Bearer'),
  'X-Request-Id': text('Names this request in our logs', '6f1f3f0e-3c1c-4a3e-9f5e-2b8a4f3f0b52'),
};
const KNOWN = new Map(Object.keys(ANSWER_HEADERS).map((name) => [name.toLowerCase(), name]));

const IDEMPOTENCY_KEY: Partial<Parameter> = {
  description:
    'A new one for each wish, the same for its repetitions; 1 to 255 printable characters.',
  schema: { type: 'string', minLength: 1, maxLength: 255, example: 'wish-2f1c9c1e' },
};

/** Refusals that can say when to come again. */
const WAITING = new Set(['idempotency.in_progress', 'orders.document_not_ready']);

/** One spelling for headers of requests, and every header of an answer that was seen or is promised. */
export function documentHeaders(
  document: Document,
  recorded: ReadonlyMap<string, Recordings>,
): Document {
  const used = new Set<string>();
  const versioned = versionedPaths(document);
  for (const placed of operationsOf(document)) {
    const { operation } = placed;
    spellRequestHeaders(operation);
    const sent = recorded.get(operation.operationId)?.[0]?.answers ?? {};
    for (const [status, response] of responsesOf(operation)) {
      const names = headersOf(placed, versioned, status, response, sent[status]?.headers ?? []);
      for (const name of names) used.add(name);
      putHeaders(response, names);
    }
  }
  const headers = Object.entries(ANSWER_HEADERS).filter(([name]) => used.has(name));
  return {
    ...document,
    components: {
      ...document.components,
      headers: { ...Object.fromEntries(headers), ...document.components?.headers },
    },
  };
}

function headersOf(
  placed: Placed,
  versioned: ReadonlySet<string>,
  status: string,
  response: Response,
  sent: readonly string[],
): string[] {
  const { path, operation } = placed;
  if (!isSuccess(status)) return refusalHeaders(status, response);
  const names = sent.flatMap((name) => KNOWN.get(name) ?? []);
  if (takes(operation, 'Idempotency-Key')) names.push('Idempotent-Replayed');
  // A guest who has no cart yet gets one by whatever he does first.
  if (takes(operation, 'X-Cart-Token') && status < '300') names.push('X-Cart-Token');
  if (status.startsWith('30') && status !== '304') names.push('Location');
  if (status === '301' || (takes(operation, 'Accept-Language') && status <= '304'))
    names.push('Content-Language');
  if (isFile(response) || FILE.test(path)) names.push('Content-Disposition');
  if (status < '300' && (isVersioned(path, versioned) || isJsonRead(placed, response)))
    names.push('ETag');
  return [...new Set(['X-Request-Id', ...names])];
}

/** Things that have a version: what takes If-Match, up to the id in its address. */
function versionedPaths(document: Document): ReadonlySet<string> {
  const paths = operationsOf(document)
    .filter(({ operation }) => takes(operation, 'If-Match'))
    .map(({ path }) => path.replace(/\}\/[^{}]*$/, '}'));
  return new Set(paths);
}

/** Whether it is done to such a thing, or makes one: the new version may come with the answer. */
function isVersioned(path: string, versioned: ReadonlySet<string>): boolean {
  return [...versioned].some((thing) => {
    return path.startsWith(thing) || path === thing.replace(/\/\{\w+\}$/, '');
  });
}

function isJsonRead({ method }: Placed, { content }: Response): boolean {
  return method === 'get' && content?.['application/json'] !== undefined;
}

function refusalHeaders(status: string, response: Response): string[] {
  const waits = response['x-problem-codes']?.some((code) => WAITING.has(code)) ?? false;
  return [
    ...(status === '401' ? ['WWW-Authenticate'] : []),
    ...(waits || status === '503' || status === '429' ? ['Retry-After'] : []),
  ];
}

function putHeaders(response: Response, names: readonly string[]): void {
  const added = names.map((name) => [name, { $ref: `#/components/headers/${name}` }] as const);
  response.headers = { ...Object.fromEntries(added), ...response.headers };
}

/** Addresses of files, also of those that are JSON. */
const FILE = /\/(file|csv|download)$/;

/** What browsers keep instead of showing it. */
function isFile({ content }: Response): boolean {
  return Object.keys(content ?? {}).some((type) => !/json$|^text\/html/.test(type));
}

function takes(operation: Operation, header: string): boolean {
  return parametersOf(operation).some((one) => one.in === 'header' && one.name === header);
}

/** The Swagger module lists a header that is read and described by both of its names: it is one. */
function spellRequestHeaders(operation: Operation): void {
  const known = new Map<string, Parameter>();
  for (const parameter of parametersOf(operation)) {
    const key = `${parameter.in} ${parameter.in === 'header' ? parameter.name.toLowerCase() : parameter.name}`;
    const before = known.get(key);
    // What was described says whether it is needed; what was merely read knows nothing of it.
    const described = before?.description === undefined ? parameter : before;
    known.set(key, { ...before, ...parameter, ...described });
  }
  const parameters = [...known.values()].map((parameter) =>
    parameter.in === 'header' && parameter.name.toLowerCase() === 'idempotency-key'
      ? { ...parameter, ...withDefaults(parameter), name: 'Idempotency-Key' }
      : parameter,
  );
  if (parameters.length > 0) operation.parameters = parameters;
}

function withDefaults({ description, schema }: Parameter): Partial<Parameter> {
  return {
    description: description ?? IDEMPOTENCY_KEY.description ?? '',
    schema: { ...IDEMPOTENCY_KEY.schema, ...schema },
  };
}
