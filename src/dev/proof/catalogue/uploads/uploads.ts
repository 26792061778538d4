import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { residentMemory } from '../../memory.js';
import type { ShopSource } from '../../proof-rig.js';
import type { ShopUnderTest } from '../../shop-under-test.js';
import { judged, type ProofRow } from '../../table.js';
import { type HostileFile, hostileFiles, largestPicture } from './hostile-files.js';
import { whenFree } from './when-free.js';

/** Of the process, above what it has before the first upload. */
const MAX_GROWTH_MB = 200;
/** While pictures of 25 megapixels are really drawn, one after the other: 100 MB of pixels each. */
const MAX_DRAWING_MB = 300;
const SAMPLE_MS = 50;
const FLOOD = 24;
const AT_ONCE = 8;

/** A shop with somebody who may upload, and a product to upload for. */
interface Stage {
  readonly shop: ShopUnderTest;
  readonly token: string;
  readonly productId: string;
}

/**
 * Every way in for every hostile file, then many large pictures at once.
 *
 * @param floodSize how many of those
 */
export async function uploads(source: ShopSource, floodSize = FLOOD): Promise<ProofRow[]> {
  const mediaDir = await mkdtemp(join(tmpdir(), 'eshop-hostile-'));
  try {
    return await play(source, mediaDir, floodSize);
  } finally {
    await rm(mediaDir, { recursive: true, force: true });
  }
}

async function play(source: ShopSource, mediaDir: string, floodSize: number): Promise<ProofRow[]> {
  const shop = await source.shop({
    variables: { MEDIA_DIR: mediaDir, MEDIA_QUOTA_FILES: '100000' },
  });
  const { pid } = await shop.startApi();
  const stage = await stageOf(shop);
  const files = await hostileFiles();
  const before = await residentMemory(pid);
  const [corpus, growth] = await watched(pid, before, () => refusals(stage, files));
  const left = await leftOvers(stage, mediaDir);
  const [flood, floodGrowth] = await watched(pid, before, () => sendFlood(stage, floodSize));
  return [
    judged(
      'hostile uploads are refused',
      corpus.n,
      `${files.length} files and ${FORMS.length} forms by three ways, ${left.length} left behind`,
      [...corpus.faults, ...left],
    ),
    memoryRow('hostile uploads stay small', corpus.n, growth, MAX_GROWTH_MB),
    judged(
      'a flood of the largest pictures is taken or turned away',
      flood.n,
      flood.seen,
      flood.faults,
    ),
    memoryRow('a flood of the largest pictures stays small', flood.n, floodGrowth, MAX_DRAWING_MB),
  ];
}

function memoryRow(name: string, n: number, growth: number, allowed: number): ProofRow {
  const isKept = growth <= allowed && n > 0;
  return { name, isKept, n, seen: `RSS at most +${growth} MB, allowed +${allowed}` };
}

async function stageOf(shop: ShopUnderTest): Promise<Stage> {
  const [userId, sessionId] = [randomUUID(), randomUUID()];
  await shop.owner.query(
    `WITH made AS (INSERT INTO users (id, role_id, username, email, phone_number, first_name, last_name, hashed_password, verified_email)
       SELECT $1, id, $2::text, $2::text || '@example.com', '0123456789', 'Ada', 'Byron', '!', true
         FROM user_roles WHERE code = 'admin' RETURNING id)
     INSERT INTO user_sessions (id, family_id, user_id, refresh_token, client_ip, expired_at, mfa_at)
       SELECT $3::uuid, $3::uuid, id, $3::text, '127.0.0.1', now() + interval '1 day', now() FROM made`,
    [userId, `keeper-${userId.slice(0, 8)}`, sessionId],
  );
  const { rows } = await shop.owner.query<{ id: string }>('SELECT id FROM products LIMIT 1');
  return { shop, token: shop.sign(userId, sessionId), productId: rows[0]?.id ?? '' };
}

/** Runs the work and looks at the memory meanwhile; @returns its result and the largest growth, MB. */
async function watched<T>(
  pid: number,
  before: number,
  work: () => Promise<T>,
): Promise<[T, number]> {
  let most = before;
  const timer = setInterval(() => {
    void residentMemory(pid).then((now) => (most = Math.max(most, now)));
  }, SAMPLE_MS);
  try {
    return [await work(), Math.max(0, most - before)];
  } finally {
    clearInterval(timer);
  }
}

interface Verdict {
  readonly n: number;
  readonly faults: readonly string[];
}

async function refusals(stage: Stage, files: readonly HostileFile[]): Promise<Verdict> {
  const faults: string[] = [];
  let n = 0;
  const expectRefusal = async (what: string, ask: () => Promise<number>): Promise<void> => {
    n += 1;
    const status = await whenFree(ask);
    if (status < 400 || status >= 500) faults.push(`${what} answered ${status}`);
  };
  for (const file of files) {
    await expectRefusal(`${file.name} in a form`, () => sendForm(stage, [file]));
    await expectRefusal(`${file.name} as avatar`, () => sendRaw(stage, '/me/avatar', file));
    await expectRefusal(`${file.name} planned`, () => sendPlanned(stage, file));
  }
  for (const [name, form] of FORMS) await expectRefusal(name, () => form(stage));
  return { n, faults };
}

const HARMLESS: HostileFile = {
  name: 'harmless',
  fileName: 'x.png',
  type: 'image/png',
  bytes: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
    'base64',
  ),
};

/** Forms that are wrong by themselves, whatever is in their files. */
const FORMS: readonly (readonly [string, (stage: Stage) => Promise<number>])[] = [
  ['nine files', (stage) => sendForm(stage, Array<HostileFile>(9).fill(HARMLESS))],
  ['a thousand files', (stage) => sendForm(stage, Array<HostileFile>(1000).fill(HARMLESS))],
  ['no file', (stage) => sendForm(stage, [])],
  ['a form without boundary', (stage) => sendBody(stage, 'x', 'multipart/form-data')],
  [
    'a form that ends early',
    (stage) => sendBody(stage, '--b\r\nContent-Disp', 'multipart/form-data; boundary=b'),
  ],
  [
    'a field that names the prototype',
    (stage) => sendBody(stage, partOf('__proto__'), 'multipart/form-data; boundary=b'),
  ],
  ['a picture as JSON', (stage) => sendBody(stage, '{"file":"x"}', 'application/json')],
  ['a picture by itself', (stage) => sendBody(stage, 'x', 'image/png')],
];

function partOf(name: string): string {
  return `--b\r\nContent-Disposition: form-data; name="${name}"; filename="x.png"\r\n\r\nx\r\n--b--\r\n`;
}

function uploadPath({ productId }: Stage): string {
  return `/admin/media?ownerKind=product&ownerId=${productId}`;
}

async function sendForm(stage: Stage, files: readonly HostileFile[]): Promise<number> {
  const form = new FormData();
  for (const { bytes, type, fileName } of files) {
    form.append('file', new Blob([new Uint8Array(bytes)], { type }), fileName);
  }
  return send(stage, 'POST', uploadPath(stage), form);
}

function sendBody(stage: Stage, body: string, type: string): Promise<number> {
  return send(stage, 'POST', uploadPath(stage), body, type);
}

function sendRaw(stage: Stage, path: string, { bytes, type }: HostileFile): Promise<number> {
  return send(stage, 'PUT', path, new Uint8Array(bytes), type);
}

/** Straight to the storage: refused when it is planned, sent, said to be done, or by its state at last. */
async function sendPlanned(stage: Stage, file: HostileFile): Promise<number> {
  const { shop, token, productId } = stage;
  const contentType = file.type.startsWith('image/') ? file.type : 'image/png';
  const wish = { ownerKind: 'product', ownerId: productId, contentType, bytes: file.bytes.length };
  const planned = await shop.request('POST', '/admin/media/uploads', { token, body: wish });
  if (planned.status !== 201) return planned.status;
  const { id, url } = planned.body as { id: string; url: string };
  const path = url.slice(`${shop.url}/api/v1`.length);
  const sent = await sendRaw(stage, path, { ...file, type: contentType });
  if (sent !== 204) return sent;
  const done = await shop.request('POST', `/admin/media/uploads/${id}/complete`, {
    token,
    body: {},
  });
  if (done.status !== 202) return done.status;
  // Waits for a worker, and is shown to nobody until then.
  const shown = await fetch(`${shop.url}/media/products/${productId}/${id}.webp`);
  return shown.status;
}

/** A connection that is cut while too much is being sent is a refusal too, and no crash. */
async function send(
  { shop, token }: Stage,
  method: string,
  path: string,
  body: FormData | string | Uint8Array<ArrayBuffer>,
  type?: string,
): Promise<number> {
  const headers = { authorization: `Bearer ${token}`, ...(type ? { 'content-type': type } : {}) };
  const answer = await fetch(`${shop.url}/api/v1${path}`, { method, headers, body });
  await answer.arrayBuffer();
  return answer.status;
}

/** Files in the storage, and rows that say that a picture is public. */
async function leftOvers({ shop, productId }: Stage, mediaDir: string): Promise<string[]> {
  const { rows } = await shop.owner.query<{ storage_key: string }>(
    `SELECT storage_key FROM media_files WHERE state = 'ready'`,
  );
  const ofProduct = join(mediaDir, 'products', productId);
  const found = await readdir(ofProduct).catch(() => []);
  const avatars = await readdir(join(mediaDir, 'avatars')).catch(() => []);
  const known = rows.map((row) => `${row.storage_key} is ready`);
  return [...known, ...found, ...avatars];
}

async function sendFlood(stage: Stage, size: number): Promise<Verdict & { seen: string }> {
  const bytes = largestPicture();
  const file: HostileFile = { name: 'large', fileName: 'x.png', type: 'image/png', bytes };
  const statuses: number[] = [];
  const lanes = Array.from({ length: AT_ONCE }, async () => {
    while (statuses.length < size) {
      const at = statuses.push(0) - 1;
      statuses[at] = await sendForm(stage, [file]);
    }
  });
  await Promise.all(lanes);
  const taken = statuses.filter((status) => status === 201).length;
  const wrong = statuses.filter((status) => status !== 201 && status !== 503);
  const faults = wrong.map((status) => `answered ${status}`);
  return {
    n: statuses.length,
    faults,
    seen: `${taken} of ${statuses.length} taken, ${AT_ONCE} at once`,
  };
}
