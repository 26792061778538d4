import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import sharp from 'sharp';

/** A picture that the server has. */
export interface CloudinaryAsset {
  readonly publicId: string;
  readonly type: string;
  readonly bytes: Buffer;
  readonly version: number;
  createdAt: Date;
}

/** A server that speaks Cloudinary's upload, destroy, download and admin API and believes no wrong signature. */
export interface CloudinaryServer {
  /** For `CLOUDINARY_URL`. */
  readonly url: string;
  /** Where the API is. */
  readonly api: string;
  /** By `type:public_id`. */
  readonly assets: Map<string, CloudinaryAsset>;
  /** What was refused, and why. */
  readonly refusals: string[];
  stop(): Promise<void>;
}

const CLOUD = 'shop';
const KEY = '123456789012345';
const SECRET = 'cloudinary-test-secret';
const ONE_HOUR = 3600;
const UNSIGNED = new Set(['file', 'api_key', 'signature', 'resource_type', 'cloud_name']);

class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** Starts it on a free port of this machine. */
export async function startCloudinaryServer(): Promise<CloudinaryServer> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const state: CloudinaryServer = {
    url: `cloudinary://${KEY}:${SECRET}@${CLOUD}?upload_prefix=${api}`,
    api,
    assets: new Map(),
    refusals: [],
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
  state: CloudinaryServer,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const body = await dispatch(state, request);
    if (Buffer.isBuffer(body)) response.writeHead(200, { 'content-type': 'image/jpeg' }).end(body);
    else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  } catch (error) {
    const status = error instanceof Refusal ? error.status : 500;
    const message = error instanceof Error ? error.message : 'unknown';
    state.refusals.push(message);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ error: { message } }));
  }
}

async function dispatch(state: CloudinaryServer, request: IncomingMessage): Promise<unknown> {
  const { pathname, searchParams } = new URL(request.url ?? '', state.api);
  const prefix = `/v1_1/${CLOUD}/`;
  if (!pathname.startsWith(prefix)) throw new Refusal(404, `no such cloud: ${pathname}`);
  const path = decodeURIComponent(pathname.slice(prefix.length));
  if (path === 'image/upload') return upload(state, await formOf(request));
  if (path === 'image/destroy') return destroy(state, await formOf(request));
  if (path === 'image/download') return download(state, Object.fromEntries(searchParams));
  if (path.startsWith('resources/image/')) {
    assertBasic(request);
    return resources(state, path.slice('resources/image/'.length), searchParams);
  }
  throw new Refusal(404, `no such route: ${path}`);
}

async function formOf(request: IncomingMessage): Promise<Record<string, string | Blob>> {
  const headers = { 'content-type': request.headers['content-type'] ?? '' };
  const body = Readable.toWeb(request) as ReadableStream;
  return Object.fromEntries(await new Response(body, { headers }).formData());
}

async function upload(
  state: CloudinaryServer,
  form: Record<string, string | Blob>,
): Promise<unknown> {
  const { file, ...fields } = form;
  const given = texts(fields);
  assertSigned(given);
  if (!(file instanceof Blob)) throw new Refusal(400, 'Missing required parameter - file');
  const bytes = Buffer.from(await file.arrayBuffer());
  const found = await sharp(bytes)
    .metadata()
    .catch(() => {
      throw new Refusal(400, 'Invalid image file');
    });
  const format = found.format === 'jpeg' ? 'jpg' : found.format;
  const allowed = given['allowed_formats']?.split(',');
  if (allowed && !allowed.includes(format)) throw new Refusal(400, `Format ${format} not allowed`);
  const { public_id: publicId = '', type = 'upload' } = given;
  const name = `${type}:${publicId}`;
  const known = state.assets.get(name);
  const asset =
    known && given['overwrite'] === 'false'
      ? known
      : { publicId, type, bytes, version: Math.floor(Date.now() / 1000), createdAt: new Date() };
  state.assets.set(name, asset);
  const { width, height } = found;
  return { ...describe(asset), format, width, height, signature: receiptOf(asset) };
}

function destroy(state: CloudinaryServer, form: Record<string, string | Blob>): unknown {
  const given = texts(form);
  assertSigned(given);
  const gone = state.assets.delete(`${given['type'] ?? 'upload'}:${given['public_id'] ?? ''}`);
  return { result: gone ? 'ok' : 'not found' };
}

function download(state: CloudinaryServer, query: Record<string, string>): Buffer {
  assertSigned(query);
  if (Number(query['expires_at']) < Date.now() / 1000) throw new Refusal(401, 'Expired');
  const asset = state.assets.get(`${query['type'] ?? 'upload'}:${query['public_id'] ?? ''}`);
  if (!asset) throw new Refusal(404, 'Resource not found');
  return asset.bytes;
}

function resources(state: CloudinaryServer, path: string, query: URLSearchParams): unknown {
  const [type = '', ...rest] = path.split('/');
  if (rest.length > 0) {
    const asset = state.assets.get(`${type}:${rest.join('/')}`);
    if (!asset) throw new Refusal(404, 'Resource not found');
    return describe(asset);
  }
  const prefix = query.get('prefix') ?? '';
  const all = [...state.assets.values()]
    .filter((asset) => asset.type === type && asset.publicId.startsWith(prefix))
    .sort((one, other) => (one.publicId < other.publicId ? -1 : 1));
  const from = Number(query.get('next_cursor') ?? 0);
  // Few, so that a handful of pictures has several pages.
  const to = from + Math.min(2, Number(query.get('max_results') ?? 10));
  const next = to < all.length ? { next_cursor: String(to) } : {};
  return { resources: all.slice(from, to).map(describe), ...next };
}

function describe(asset: CloudinaryAsset): Record<string, unknown> {
  const { publicId: public_id, version, type, bytes, createdAt } = asset;
  return { public_id, version, type, bytes: bytes.length, created_at: createdAt.toISOString() };
}

function receiptOf({ publicId, version }: CloudinaryAsset): string {
  return sha1(`public_id=${publicId}&version=${version}${SECRET}`);
}

function assertSigned(given: Readonly<Record<string, string>>): void {
  if (given['api_key'] !== KEY) throw new Refusal(401, 'Unknown API key');
  const age = Date.now() / 1000 - Number(given['timestamp']);
  if (!(Math.abs(age) <= ONE_HOUR)) throw new Refusal(400, 'Stale request');
  const text = Object.keys(given)
    .filter((name) => !UNSIGNED.has(name))
    .sort()
    .map((name) => `${name}=${(given[name] ?? '').replaceAll('&', '%26')}`)
    .join('&');
  if (sha1(text + SECRET) !== given['signature']) throw new Refusal(401, `Invalid Signature`);
}

function assertBasic({ headers }: IncomingMessage): void {
  const expected = `Basic ${Buffer.from(`${KEY}:${SECRET}`).toString('base64')}`;
  if (headers.authorization !== expected) throw new Refusal(401, 'Unknown API key');
}

function texts(form: Readonly<Record<string, string | Blob>>): Record<string, string> {
  const entries = Object.entries(form).filter(([, value]) => typeof value === 'string');
  return Object.fromEntries(entries) as Record<string, string>;
}

function sha1(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}
