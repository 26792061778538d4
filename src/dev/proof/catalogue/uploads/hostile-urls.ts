import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { FREE_FORM } from '../../identity/assignment/reviewed.js';
import { fieldsOf } from '../../identity/contract/document.js';
import { roleFor } from '../../identity/audit/effects.js';
import { isWrite, type Route } from '../../identity/contract/routes.js';
import type { WireAnswer } from '../../identity/people/http.js';
import { openScene } from '../../identity/people/open-scene.js';
import type { Scene } from '../../identity/people/scene.js';
import { draftOf, wireOf } from '../../identity/recipes/build.js';
import type { Draft } from '../../identity/recipes/recipe.js';
import type { ShopSource } from '../../proof-rig.js';
import { judged, type ProofRow } from '../../table.js';
import { whenFree } from './when-free.js';

/** Names under which other shops take the address of a picture. */
const FIELDS = [
  'url',
  'imageUrl',
  'image_url',
  'avatarUrl',
  'images',
  'image',
  'src',
  'cloudinaryId',
];
/** Time in which whatever would fetch later fetches. */
const SETTLE_MS = 1_500;

/** A server that must never be called. */
interface Canary {
  readonly port: number;
  readonly calls: () => number;
  stop(): Promise<void>;
}

/** Addresses by which a fetcher is led inside, all of them to the canary where an address can be. */
export function hostileUrls(port: number): string[] {
  return [
    `http://127.0.0.1:${port}/a.png`,
    `http://localhost:${port}/a.png`,
    `http://127.1:${port}/a.png`,
    `http://0x7f.1:${port}/a.png`,
    `http://0177.0.0.1:${port}/a.png`,
    `http://2130706433:${port}/a.png`,
    `http://0:${port}/a.png`,
    `http://0.0.0.0:${port}/a.png`,
    `http://[::1]:${port}/a.png`,
    `http://[::]:${port}/a.png`,
    `http://[::ffff:127.0.0.1]:${port}/a.png`,
    `http://[::ffff:7f00:1]:${port}/a.png`,
    `http://127.0.0.1.nip.io:${port}/a.png`,
    `http://shop.example@127.0.0.1:${port}/a.png`,
    `http://127.0.0.1:${port}#@shop.example/a.png`,
    `http://127.0.0.1:${port}/redirect?to=http://169.254.169.254/`,
    `https://127.0.0.1:${port}/a.png`,
    `//127.0.0.1:${port}/a.png`,
    `HTTP://LOCALHOST:${port}/a.png`,
    `http:\\\\127.0.0.1:${port}\\a.png`,
    `http://①②⑦.0.0.1:${port}/a.png`,
    'http://169.254.169.254/latest/meta-data/iam/security-credentials/',
    'http://metadata.google.internal/computeMetadata/v1/',
    'file:///etc/passwd',
    `gopher://127.0.0.1:${port}/_GET%20/a.png`,
    `ftp://127.0.0.1:${port}/a.png`,
    `dict://127.0.0.1:${port}/info`,
    'data:image/svg+xml,<svg onload="alert(1)"/>',
    'javascript:alert(1)',
    `jar:http://127.0.0.1:${port}!/a.png`,
  ];
}

async function startCanary(): Promise<Canary> {
  let calls = 0;
  const server = createServer((socket) => {
    calls += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    calls: () => calls,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/**
 * Addresses instead of pictures, at every route that takes JSON and under every name that might be
 * read: each request is refused, nothing of it is stored, and nobody calls where it leads.
 *
 * @param isWanted which routes; all that write when left out
 */
export async function urlsOfPictures(
  source: ShopSource,
  isWanted: (route: Route) => boolean = () => true,
): Promise<ProofRow> {
  const { scene } = await openScene(source, null);
  await scene.shop.startWorker('media', 'relay');
  const canary = await startCanary();
  const faults: string[] = [];
  const urls = hostileUrls(canary.port);
  const routes = scene.routes.filter((route) => takesJson(route) && isWanted(route));
  let n = 0;
  try {
    for (const route of routes) {
      try {
        const tried = await tryRoute(scene, route, urls, n);
        n += tried.n;
        faults.push(...tried.faults);
      } catch (error) {
        faults.push(`${route.name}: no usable request: ${String(error)}`);
      }
    }
    await sleep(SETTLE_MS);
    faults.push(...(await stored(scene, canary.port)));
    if (canary.calls() > 0) faults.push(`the canary was called ${canary.calls()} times`);
  } finally {
    await canary.stop();
  }
  const seen = `${urls.length} addresses at ${routes.length} routes, ${canary.calls()} calls`;
  return judged('addresses of pictures are never fetched', n, seen, faults);
}

function takesJson(route: Route): boolean {
  const isJson = route.body?.type === 'application/json';
  return isWrite(route) && isJson && !(route.operationId in FREE_FORM);
}

/** Each name once, each time with other addresses, so that all routes together see all of them. */
async function tryRoute(
  scene: Scene,
  route: Route,
  urls: readonly string[],
  offset: number,
): Promise<{ n: number; faults: string[] }> {
  const faults: string[] = [];
  // One request for all of them: whatever it may do once is never done.
  const draft = await draftOf(scene, route, await scene.person(roleFor(route)));
  const names = FIELDS.filter((name) => !knows(scene, route, name));
  for (const [index, name] of names.entries()) {
    const url = urls[(offset + index) % urls.length] ?? '';
    let text = '';
    const status = await whenFree(async () => {
      const answer = await send(scene, route, draft, name, url);
      text = answer.text;
      return answer.status;
    });
    // Refused by the name of the field, not for something else.
    if (status !== 400 || !text.includes(`"/${name}"`))
      faults.push(`${route.name} answered ${status} to ${name}: ${url} ${text.slice(0, 200)}`);
  }
  return { n: names.length, faults };
}

/** Whether the contract has a field of this name at the top of the body. */
function knows(scene: Scene, { body }: Route, name: string): boolean {
  if (!body?.media.schema) return false;
  return [...fieldsOf(scene.document, body.media.schema)].some(({ path }) => path[0] === name);
}

function send(
  scene: Scene,
  route: Route,
  draft: Draft,
  name: string,
  url: string,
): Promise<WireAnswer> {
  const value = name === 'images' ? [{ url, altText: 'x' }] : url;
  const body = { ...(draft.body as object), [name]: value };
  return scene.send(wireOf(route, { ...draft, body }));
}

const HOLDERS = `
  SELECT 'images' AS place, url AS text FROM images UNION ALL SELECT 'users', avatar_url FROM users
  UNION ALL SELECT 'categories', image_url FROM categories UNION ALL SELECT 'brands', image_url FROM brands
  UNION ALL SELECT 'collections', image_url FROM collections UNION ALL SELECT 'media_files', url FROM media_files
  UNION ALL SELECT 'cards', card FROM product_listings`;

async function stored(scene: Scene, port: number): Promise<string[]> {
  const { rows } = await scene.shop.owner.query<{ place: string }>(
    `SELECT place FROM (${HOLDERS}) held WHERE text ~ $1 OR text ~ '^(javascript|data|file):'`,
    [`:${port}\\M`],
  );
  return rows.map(({ place }) => `${place} holds one of the addresses`);
}
