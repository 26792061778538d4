import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { storefrontPage, STOREFRONT_PATH } from './page.js';
import { STOREFRONT_STYLE } from './style.js';

/** The page may run its own modules and ask its own shop, nothing else; pictures may be anywhere. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: http: https:; " +
  "connect-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'; " +
  "require-trusted-types-for 'script'; trusted-types 'none'";

/** One thing that the page is made of. */
interface StorefrontFile {
  readonly type: string;
  readonly text: string;
  readonly etag: string;
}

/** Where `npm run build` puts the compiled modules; tests build elsewhere. */
export const STOREFRONT_BUILD = {
  folder: join(fileURLToPath(new URL('.', import.meta.url)), '../../storefront'),
};

/**
 * The storefront at `/`, for looking and for reading; production has a storefront of its own. It is read at the first
 * request: a build without it has no page there.
 */
export function mountStorefront(server: FastifyInstance): void {
  let files: Promise<ReadonlyMap<string, StorefrontFile>> | undefined;
  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    files ??= storefrontFiles(STOREFRONT_BUILD.folder);
    const [path = '/'] = request.url.split('?');
    const file = (await files).get(path);
    if (file === undefined) return reply.callNotFound();
    reply.header('etag', file.etag).header('cache-control', 'no-cache');
    if (file.type.startsWith('text/html')) reply.header('content-security-policy', POLICY);
    if (request.headers['if-none-match'] === file.etag) return reply.status(304).send();
    return reply.type(file.type).send(file.text);
  };
  server.get('/', { exposeHeadRoute: false }, answer);
  server.get(`${STOREFRONT_PATH}*`, { exposeHeadRoute: false }, answer);
}

/** Everything by its address; nothing when there is no build. */
export async function storefrontFiles(
  folder: string,
): Promise<ReadonlyMap<string, StorefrontFile>> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const modules = names
    .filter((name) => name.endsWith('.js'))
    .map((name) => name.split(sep).join('/'))
    .sort();
  if (modules.length === 0) return new Map();
  const scripts = modules.map(async (name) => {
    const text = await readFile(join(folder, name), 'utf8');
    return [`${STOREFRONT_PATH}${name}`, fileOf('text/javascript', text)] as const;
  });
  // Modules that only had types are empty, and nobody loads them.
  const loaded = (await Promise.all(scripts)).filter(
    ([, { text }]) => !/^export \{\};\s*$/.test(text),
  );
  const preloads = loaded.map(([path]) => path.slice(STOREFRONT_PATH.length));
  return new Map<string, StorefrontFile>([
    ['/', fileOf('text/html', storefrontPage(preloads))],
    [`${STOREFRONT_PATH}style.css`, fileOf('text/css', STOREFRONT_STYLE)],
    ...loaded,
  ]);
}

function fileOf(type: string, text: string): StorefrontFile {
  const digest = createHash('sha256').update(text).digest('base64url').slice(0, 22);
  return { type: `${type}; charset=utf-8`, text, etag: `"${digest}"` };
}
