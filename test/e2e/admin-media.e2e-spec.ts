import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemContext } from '../../src/common/request-context.js';
import { CheckUpload } from '../../src/modules/media/use-cases/check-upload.js';
import { MakeSizes } from '../../src/modules/media/use-cases/make-sizes.js';
import { SweepMedia } from '../../src/modules/media/use-cases/sweep-media.js';
import type { GivenStaff } from '../setup/given/staff.js';
import { useApi } from '../setup/test-api.js';

const folder = mkdtempSync(join(tmpdir(), 'eshop-uploads-'));
const MIB = 1_048_576;
const NOW = { looseSeconds: 0, graceSeconds: 0 };

interface Media {
  readonly id: string;
  readonly state: string;
  readonly url: string;
  readonly srcset: string;
  readonly width: number;
  readonly failure: string | null;
  readonly code?: string;
}
interface Ticket {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
}

describe('Uploads of staff', () => {
  const t = useApi({
    env: { MEDIA_DIR: folder, MEDIA_QUOTA_FILES: '12', MEDIA_QUOTA_MEGABYTES: '8' },
  });
  let staff: GivenStaff;
  let productId: string;
  beforeAll(async () => {
    staff = await t.given.staff({ media: 'rw' });
    productId = (await t.given.product()).id;
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const canvas = (width: number, height: number) =>
    sharp({ create: { width, height, channels: 3, background: '#336699' } });
  const jpegOf = (width: number, height = width) => canvas(width, height).jpeg().toBuffer();
  const query = (id = productId) => `?ownerKind=product&ownerId=${id}`;
  async function upload(
    files: readonly Buffer[],
    {
      token = staff.token,
      path = `/api/v1/admin/media${query()}`,
      name = 'x.jpg',
      extra = {},
    } = {},
  ) {
    const form = new FormData();
    for (const [field, value] of Object.entries(extra)) form.append(field, String(value));
    for (const file of files) form.append('file', new Blob([new Uint8Array(file)]), name);
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(t.baseUrl + path, { method: 'POST', body: form, headers });
    const body = (await answer.json()) as { items?: Media[]; code?: string; errors?: unknown };
    return { status: answer.status, body };
  }
  const read = async (url: string) => {
    const answer = await fetch(t.baseUrl + url);
    return {
      status: answer.status,
      headers: answer.headers,
      bytes: Buffer.from(await answer.arrayBuffer()),
    };
  };
  const filesBelow = (path = folder): string[] =>
    readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  const rows = async (state?: string) => {
    const found = await t.owner.query<{ id: string; state: string }>(
      'SELECT id, state FROM media_files WHERE $1::text IS NULL OR state = $1',
      [state ?? null],
    );
    return found.rows;
  };
  const mediaOf = async (id: string) =>
    (await t.http<Media>('GET', `/api/v1/admin/media/${id}`, { token: staff.token })).body;
  const plan = (body: object, token = staff.token) =>
    t.http<Ticket & { code?: string }>('POST', '/api/v1/admin/media/uploads', { token, body });
  const planned = (bytes: Buffer, contentType = 'image/jpeg') =>
    plan({ ownerKind: 'product', ownerId: productId, contentType, bytes: bytes.length });
  const send = async (url: string, body: Buffer, type = 'image/jpeg') => {
    const headers = { 'content-type': type };
    return (await fetch(url, { method: 'PUT', headers, body: new Uint8Array(body) })).status;
  };
  const complete = (id: string, token = staff.token) =>
    t.http<Media>('POST', `/api/v1/admin/media/uploads/${id}/complete`, { token, body: {} });
  const check = (id: string) => t.get(CheckUpload).execute(systemContext('test'), id);

  it('a form with two pictures: both are drawn anew, named by us and public at once', async () => {
    const evil = await canvas(1000, 500)
      .withExif({ IFD0: { Copyright: 'my-street-7' } })
      .jpeg()
      .toBuffer();
    const answer = await upload([evil, await jpegOf(100)], { name: '../../etc/passwd' });
    expect(answer.status).toBe(201);
    const [first, second] = answer.body.items ?? [];
    expect(first).toMatchObject({ state: 'ready', width: 1000, height: 500, isAttached: false });
    expect(first?.url).toMatch(new RegExp(`^/media/products/${productId}/[0-9a-f-]{36}\\.webp$`));
    expect(second?.srcset).toBe(`${second?.url ?? ''} 100w`);
    const shown = await read(first?.url ?? '');
    expect((await sharp(shown.bytes).metadata()).format).toBe('webp');
    expect(shown.bytes.includes('my-street')).toBe(false);
  });

  it('sizes answer before they are made, and are made once', async () => {
    const [media] = (await upload([await jpegOf(1200, 600)])).body.items ?? [];
    const widths = media?.srcset.split(', ').map((part) => part.split(' ')) ?? [];
    expect(widths.map(([, width]) => width)).toEqual(['160w', '480w', '960w', '1200w']);
    const small = widths[0]?.[0] ?? '';
    const widthNow = async () => (await sharp((await read(small)).bytes).metadata()).width;
    expect([await widthNow(), (await read(small)).headers.get('cache-control')]).toEqual([
      1200,
      'public, max-age=60',
    ]);
    const jobs = await t.outboxOf('make-sizes');
    expect(jobs.map(({ payload }) => payload['fileId'])).toContain(media?.id);
    const make = () => t.get(MakeSizes).execute(systemContext('test'), media?.id ?? '');
    await make();
    await make();
    expect(await widthNow()).toBe(160);
    expect((await read(small)).headers.get('cache-control')).toContain('max-age=3600');
    expect((await read(small.replace('_160', '_1600'))).status).toBe(200);
    expect((await read(small.replace('_160', '_7'))).status).toBe(404);
  });

  it('only who may write files uploads, for what exists, and lists show no persons', async () => {
    const reader = await t.given.staff({ media: 'r' });
    const customer = await t.given.customer();
    const bytes = await jpegOf(20);
    expect((await upload([bytes], { token: reader.token })).status).toBe(403);
    expect((await upload([bytes], { token: customer.token })).status).toBe(403);
    expect((await upload([bytes], { token: 'x' })).status).toBe(401);
    const nowhere = await upload([bytes], { path: `/api/v1/admin/media${query(randomUUID())}` });
    expect([nowhere.status, nowhere.body.code]).toEqual([404, 'media.owner_not_found']);
    const asUser = `/api/v1/admin/media?ownerKind=user&ownerId=${customer.id}`;
    expect((await upload([bytes], { path: asUser })).status).toBe(400);
    const avatar = await t.http('PUT', '/api/v1/me/avatar', {
      token: customer.token,
      body: bytes,
      headers: { 'content-type': 'image/jpeg' },
    });
    expect(avatar.status).toBe(200);
    const list = await t.http<{ items: { ownerKind: string }[]; nextCursor: string | null }>(
      'GET',
      `/api/v1/admin/media?limit=2&ownerKind=product&ownerId=${productId}`,
      { token: reader.token },
    );
    expect(list.body.items).toHaveLength(2);
    expect(list.body.nextCursor).not.toBeNull();
    const all = await t.http<typeof list.body>('GET', '/api/v1/admin/media', {
      token: reader.token,
    });
    expect(all.body.items.every(({ ownerKind }) => ownerKind === 'product')).toBe(true);
  });

  it('a form that is not all pictures leaves nothing', async () => {
    const good = await jpegOf(30);
    const before = (await rows('ready')).length;
    const bad = await upload([good, Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')]);
    expect(bad).toMatchObject({
      status: 422,
      body: { code: 'media.invalid_image', errors: [{ pointer: '/file/1' }] },
    });
    const late = await upload([good, good.subarray(0, good.length / 2)]);
    expect([late.status, late.body.code]).toEqual([422, 'media.invalid_image']);
    const many = await upload(Array<Buffer>(9).fill(good));
    expect([many.status, many.body.code]).toEqual([413, 'media.too_many_files']);
    expect((await upload([Buffer.alloc(5 * MIB + 1, good)])).status).toBe(413);
    expect((await upload([good], { extra: { ownerId: randomUUID() } })).status).toBe(400);
    expect((await upload([])).status).toBe(400);
    expect((await rows('ready')).length).toBe(before);
    await t.get(SweepMedia).execute(systemContext('test'), NOW);
    expect(filesBelow().filter((path) => path.includes(productId))).toEqual([]);
    expect((await rows()).length).toBe(1);
  });

  it('a direct upload is public only after a worker has checked it', async () => {
    const bytes = await jpegOf(640, 320);
    const { status, body: ticket } = await planned(bytes);
    expect([status, ticket.method]).toEqual([201, 'PUT']);
    const early = await complete(ticket.id);
    expect([early.status, early.body.code]).toEqual([409, 'media.upload_missing']);
    expect(await send(ticket.url, bytes)).toBe(204);
    const key = `/media/products/${productId}/${ticket.id}.webp`;
    expect((await read(key)).status).toBe(404);
    expect((await read(`/media/.incoming/products/${productId}/${ticket.id}`)).status).toBe(404);
    const other = await t.given.staff({ media: 'rw' });
    expect((await complete(ticket.id, other.token)).status).toBe(404);
    expect((await complete(ticket.id)).body).toMatchObject({ state: 'waiting', url: null });
    expect((await complete(ticket.id)).status).toBe(202);
    expect(await send(ticket.url, bytes)).toBe(403);
    const jobs = (await t.outboxOf('check-upload')).filter(
      ({ payload }) => payload['fileId'] === ticket.id,
    );
    expect(jobs).toHaveLength(1);
    await check(ticket.id);
    await check(ticket.id);
    expect(await mediaOf(ticket.id)).toMatchObject({ state: 'ready', url: key, width: 640 });
    expect((await sharp((await read(key)).bytes).metadata()).format).toBe('webp');
    expect(filesBelow().some((path) => path.includes('.incoming'))).toBe(false);
  });

  it('a signed address takes what was announced, while it is good, and is good for nothing else', async () => {
    const bytes = await jpegOf(50);
    const { url } = (await planned(bytes)).body;
    const changed = (name: string, value: string) => {
      const other = new URL(url);
      other.searchParams.set(name, value);
      return other.href;
    };
    const past = String(Math.floor(Date.now() / 1000) - 1);
    expect(await send(url, Buffer.concat([bytes, bytes]))).toBe(403);
    expect(await send(url, bytes.subarray(1))).toBe(403);
    expect(await send(url, bytes, 'image/png')).toBe(403);
    expect(await send(url, bytes, 'image/svg+xml')).toBe(415);
    expect(await send(changed('expires', past), bytes)).toBe(403);
    expect(await send(changed('signature', 'a'.repeat(43)), bytes)).toBe(403);
    expect(await send(url.replace(/uploads\/[^?]+/, `uploads/${randomUUID()}`), bytes)).toBe(403);
    expect(await send(url.replace(/\?.*/, ''), bytes)).toBe(400);
    expect(filesBelow().some((path) => path.includes('.incoming'))).toBe(false);
    const tooLarge = {
      ownerKind: 'product',
      ownerId: productId,
      contentType: 'image/png',
      bytes: 6 * MIB,
    };
    expect((await plan(tooLarge)).status).toBe(413);
    expect((await plan({ ...tooLarge, bytes: 10, contentType: 'image/svg+xml' })).status).toBe(400);
    expect((await plan({ ...tooLarge, bytes: 10, url: 'http://127.0.0.1/x.png' })).status).toBe(
      400,
    );
  });

  it('what arrives and is no picture fails, at once by its first bytes or later by the worker', async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>');
    const first = (await planned(svg)).body;
    expect(await send(first.url, svg)).toBe(204);
    const refused = await complete(first.id);
    expect([refused.status, refused.body.code]).toEqual([422, 'media.invalid_image']);
    expect(await mediaOf(first.id)).toMatchObject({ state: 'failed', failure: 'not_as_planned' });
    const broken = (await jpegOf(300)).subarray(0, 400);
    const second = (await planned(broken)).body;
    expect(await send(second.url, broken)).toBe(204);
    expect((await complete(second.id)).status).toBe(202);
    await check(second.id);
    expect(await mediaOf(second.id)).toMatchObject({
      state: 'failed',
      failure: 'invalid_image',
      url: null,
    });
  });

  it('files that nothing shows count, together and however they come', async () => {
    const busy = await t.given.staff({ media: 'rw' });
    const bytes = await jpegOf(10);
    const { token } = busy;
    const wish = { ownerKind: 'product', ownerId: productId, contentType: 'image/jpeg', bytes: 10 };
    const answers = await Promise.all(Array.from({ length: 15 }, () => plan(wish, token)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(12);
    const last = await upload([bytes], { token });
    expect([last.status, last.body.code]).toEqual([429, 'media.quota_exceeded']);
    const id = answers.find(({ status }) => status === 201)?.body.id ?? '';
    expect((await t.http('DELETE', `/api/v1/admin/media/${id}`, { token })).status).toBe(204);
    expect((await t.http('DELETE', `/api/v1/admin/media/${id}`, { token })).status).toBe(404);
    expect((await upload([bytes], { token })).status).toBe(201);
    const heavy = await t.given.staff({ media: 'rw' });
    const large = { ...wish, bytes: 5 * MIB };
    expect((await plan(large, heavy.token)).status).toBe(201);
    expect((await plan(large, heavy.token)).status).toBe(429);
  });

  it('leftovers in the storage go when they are old, others never', async () => {
    const [media] = (await upload([await jpegOf(40)])).body.items ?? [];
    const made = (name: string, ageSeconds: number): string => {
      const path = join(folder, 'products', productId, name);
      writeFileSync(path, 'x');
      utimesSync(path, Date.now() / 1000 - ageSeconds, Date.now() / 1000 - ageSeconds);
      return path;
    };
    const old = [made(`${randomUUID()}.webp`, 200_000), made(`${randomUUID()}_160.webp`, 200_000)];
    const kept = [
      made(`${randomUUID()}.webp`, 80_000),
      made('by-hand.svg', 200_000),
      made(`${media?.id ?? ''}.webp`, 200_000),
    ];
    await t.get(SweepMedia).executeOnStorage(systemContext('test'));
    expect(old.map((path) => existsSync(path))).toEqual([false, false]);
    expect(kept.map((path) => existsSync(path))).toEqual([true, true, true]);
  });
});
