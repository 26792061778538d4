import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface S3Object {
  readonly bytes: Buffer;
  readonly type: string;
  readonly cacheControl: string;
  modifiedAt: Date;
}

/** A bucket that checks signatures of version 4, in headers and in addresses, and lets the public read all but `incoming/`. */
export interface S3Server {
  readonly endpoint: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly objects: Map<string, S3Object>;
  readonly refusals: string[];
  /** Called before bytes are stored under a key; what it waits for, the sender waits for. */
  readonly hold: { before: (key: string) => Promise<void> };
  stop(): Promise<void>;
}

const BUCKET = 'pictures';
const ACCESS_KEY = 'test-access-key';
const SECRET_KEY = 'test-secret-key';

interface Call {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly key: string;
}

class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
  ) {
    super(code);
  }
}

/** Starts it on a free port of this machine. */
export async function startS3Server(): Promise<S3Server> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const state: S3Server = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bucket: BUCKET,
    accessKeyId: ACCESS_KEY,
    secretAccessKey: SECRET_KEY,
    objects: new Map(),
    refusals: [],
    hold: { before: () => Promise.resolve() },
    stop: () => stop(server),
  };
  server.on('request', (request, response) => {
    void answer(state, request, response);
  });
  return state;
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

async function answer(
  state: S3Server,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const call = await callOf(state, request);
    const isPublic = call.method === 'GET' && call.key !== '' && !call.key.startsWith('incoming/');
    const isSigned =
      'authorization' in call.headers || call.url.searchParams.has('X-Amz-Signature');
    if (isSigned || !isPublic) assertSigned(call);
    if (call.method === 'PUT') await state.hold.before(call.key);
    handle(state, call, response);
  } catch (error) {
    const refusal = error instanceof Refusal ? error : new Refusal(500, String(error));
    if (refusal.status !== 404) state.refusals.push(refusal.code);
    response.writeHead(refusal.status, { 'content-type': 'application/xml' });
    response.end(`<Error><Code>${refusal.code}</Code><Message>${refusal.code}</Message></Error>`);
  }
}

async function callOf(state: S3Server, request: IncomingMessage): Promise<Call> {
  const url = new URL(request.url ?? '', state.endpoint);
  if (url.pathname !== `/${BUCKET}` && !url.pathname.startsWith(`/${BUCKET}/`)) {
    throw new Refusal(404, 'NoSuchBucket');
  }
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
  );
  const key = decodeURIComponent(url.pathname.slice(BUCKET.length + 2));
  return { method: request.method ?? '', url, headers, body: Buffer.concat(chunks), key };
}

function handle(state: S3Server, call: Call, response: ServerResponse): void {
  const { method, url, key, body } = call;
  if (method === 'PUT') return put(state, call, response);
  if (method === 'POST' && url.searchParams.has('delete')) {
    const names = [...body.toString().matchAll(/<Key>([^<]*)<\/Key>/g)].map(
      ([, name = '']) => name,
    );
    for (const name of names) state.objects.delete(name);
    const deleted = names.map((name) => `<Deleted><Key>${name}</Key></Deleted>`).join('');
    return xml(response, `<DeleteResult>${deleted}</DeleteResult>`);
  }
  if (method === 'DELETE') {
    state.objects.delete(key);
    response.writeHead(204).end();
    return;
  }
  if (key === '') return list(state, url.searchParams, response);
  get(state, call, response);
}

function put(state: S3Server, { key, headers, body }: Call, response: ServerResponse): void {
  const source = headers['x-amz-copy-source'];
  const from = source && state.objects.get(decodeURIComponent(source).replace(`/${BUCKET}/`, ''));
  if (source !== undefined && !from) throw new Refusal(404, 'NoSuchKey');
  state.objects.set(key, {
    bytes: from ? from.bytes : body,
    type: headers['content-type'] ?? '',
    cacheControl: headers['cache-control'] ?? '',
    modifiedAt: new Date(),
  });
  const etag = '"etag"';
  if (!from) {
    response.writeHead(200, { etag }).end();
    return;
  }
  xml(
    response,
    `<CopyObjectResult><ETag>${etag}</ETag><LastModified>${new Date().toISOString()}</LastModified></CopyObjectResult>`,
  );
}

function get(state: S3Server, { method, key, headers }: Call, response: ServerResponse): void {
  const found = state.objects.get(key);
  if (!found) throw new Refusal(404, 'NoSuchKey');
  const range = /^bytes=(\d+)-(\d+)$/.exec(headers['range'] ?? '');
  const bytes = range ? found.bytes.subarray(Number(range[1]), Number(range[2]) + 1) : found.bytes;
  response.writeHead(range ? 206 : 200, {
    'content-length': bytes.length,
    'content-type': found.type,
    'cache-control': found.cacheControl,
    etag: '"etag"',
  });
  response.end(method === 'HEAD' ? undefined : bytes);
}

function list(state: S3Server, query: URLSearchParams, response: ServerResponse): void {
  const prefix = query.get('prefix') ?? '';
  const all = [...state.objects].filter(([key]) => key.startsWith(prefix)).sort();
  const from = Number(query.get('continuation-token') ?? 0);
  // Few, so that a handful of objects has several pages.
  const to = from + Math.min(2, Number(query.get('max-keys') ?? 1000));
  const isMore = to < all.length;
  const contents = all.slice(from, to).map(([key, { bytes, modifiedAt }]) => {
    return `<Contents><Key>${key}</Key><Size>${bytes.length}</Size><LastModified>${modifiedAt.toISOString()}</LastModified><ETag>"e"</ETag></Contents>`;
  });
  const next = isMore ? `<NextContinuationToken>${to}</NextContinuationToken>` : '';
  xml(
    response,
    `<ListBucketResult><IsTruncated>${String(isMore)}</IsTruncated>${next}${contents.join('')}</ListBucketResult>`,
  );
}

function xml(response: ServerResponse, body: string): void {
  response.writeHead(200, { 'content-type': 'application/xml' });
  response.end(`<?xml version="1.0" encoding="UTF-8"?>${body}`);
}

/** AWS Signature Version 4, as written down by Amazon; payloads may be unsigned. */
function assertSigned(call: Call): void {
  const { headers, url } = call;
  const header =
    /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=(\w+)$/.exec(
      headers['authorization'] ?? '',
    );
  const query = url.searchParams;
  const [, credential, names, signature] = header ?? [
    '',
    query.get('X-Amz-Credential') ?? '',
    query.get('X-Amz-SignedHeaders') ?? '',
    query.get('X-Amz-Signature') ?? '',
  ];
  const date = header ? (headers['x-amz-date'] ?? '') : (query.get('X-Amz-Date') ?? '');
  assertFresh(date, header ? 900 : Number(query.get('X-Amz-Expires')));
  const [key = '', ...scope] = (credential ?? '').split('/');
  if (key !== ACCESS_KEY) throw new Refusal(403, 'InvalidAccessKeyId');
  const payload = header ? (headers['x-amz-content-sha256'] ?? '') : 'UNSIGNED-PAYLOAD';
  const canonical = canonicalOf(call, (names ?? '').split(';'), payload);
  const text = ['AWS4-HMAC-SHA256', date, scope.join('/'), sha256(canonical)].join('\n');
  const signingKey = scope.reduce<Buffer | string>(
    (last, part) => hmac(last, part),
    `AWS4${SECRET_KEY}`,
  );
  if (hmac(signingKey, text).toString('hex') !== signature) {
    throw new Refusal(403, 'SignatureDoesNotMatch');
  }
}

function canonicalOf(
  { method, url, headers }: Call,
  names: readonly string[],
  payload: string,
): string {
  const query = [...url.searchParams]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${escape(name)}=${escape(value)}`)
    .sort()
    .join('&');
  const lines = names.map((name) => `${name}:${(headers[name] ?? '').trim()}\n`).join('');
  return [method, url.pathname, query, lines, names.join(';'), payload].join('\n');
}

function assertFresh(date: string, seconds: number): void {
  const iso = date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
  const age = (Date.now() - Date.parse(iso)) / 1000;
  if (!(age < seconds && age > -900)) throw new Refusal(403, 'RequestTimeTooSkewed');
}

function escape(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
