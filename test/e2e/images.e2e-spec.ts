import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemContext } from '../../src/common/request-context.js';
import { IMAGE_WIDTHS } from '../../src/modules/media/domain/image-sizes.js';
import { SweepMedia } from '../../src/modules/media/use-cases/sweep-media.js';
import type { GivenStaff } from '../setup/given/staff.js';
import { useApi } from '../setup/test-api.js';

const folder = mkdtempSync(join(tmpdir(), 'eshop-images-'));

interface Image {
  readonly id: string;
  readonly url: string;
  readonly altText: string | null;
  readonly variantId: string | null;
  readonly width: number | null;
}
interface Answer {
  readonly items: Image[];
  readonly code?: string;
}

describe('Images', () => {
  const t = useApi({ env: { MEDIA_DIR: folder } });
  let staff: GivenStaff;
  let picture: Buffer;
  beforeAll(async () => {
    staff = await t.given.staff({ media: 'rw', catalog: 'rw' });
    const canvas = sharp({ create: { width: 300, height: 200, channels: 3, background: 'plum' } });
    picture = await canvas.jpeg().toBuffer();
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  async function fileFor(ownerKind: string, ownerId: string): Promise<string> {
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(picture)]), 'a.jpg');
    const url = `${t.baseUrl}/api/v1/admin/media?ownerKind=${ownerKind}&ownerId=${ownerId}`;
    const headers = { authorization: `Bearer ${staff.token}` };
    const answer = await fetch(url, { method: 'POST', body: form, headers });
    const { items } = (await answer.json()) as { items: { id: string }[] };
    return items[0]?.id ?? '';
  }
  const call = (method: string, path: string, body?: object, headers = {}, token = staff.token) =>
    t.http<Answer>(method, `/api/v1/admin/${path}`, { token, body, headers });
  const attach = (path: string, fileIds: readonly string[], more = {}) =>
    call('POST', `${path}/images`, { fileIds, ...more });
  const stateOf = async (id: string) => {
    const found = await t.owner.query<{ state: string }>(
      'SELECT state FROM media_files WHERE id = $1',
      [id],
    );
    return found.rows[0]?.state;
  };
  const sweep = () =>
    t.get(SweepMedia).execute(systemContext('test'), { looseSeconds: 86_400, graceSeconds: 0 });
  const pathOf = (image: Image | undefined) =>
    join(folder, (image?.url ?? '').replace('/media/', ''));
  const refused = (answer: { status: number; body: Answer }) => [answer.status, answer.body.code];

  it('stand in an order, with a text, and the first one stands for the product', async () => {
    const product = await t.given.product({ variants: 2 });
    const path = `products/${product.id}`;
    const files = [await fileFor('product', product.id), await fileFor('product', product.id)];
    const attached = await attach(path, files, { altText: 'In plum' });
    expect(attached.status).toBe(201);
    const [first, second] = attached.body.items;
    expect(first).toMatchObject({ altText: 'In plum', width: 300, variantId: null });
    expect(attached.headers.get('etag')).toMatch(/^"/);
    const ids = [second?.id, first?.id];
    const order = await call('PUT', `${path}/images`, { imageIds: ids });
    expect(order.body.items.map(({ id }) => id)).toEqual(ids);
    const described = await call('PATCH', `${path}/images/${first?.id ?? ''}`, {
      altText: null,
      variantId: product.variantIds[1],
    });
    expect(described.body.items[1]).toMatchObject({
      altText: null,
      variantId: product.variantIds[1],
    });
    const card = await t.owner.query<{ url: string }>(
      `SELECT card::json -> 'image' ->> 'url' AS url FROM product_listings WHERE id = $1`,
      [product.id],
    );
    expect(card.rows[0]?.url).toBe(second?.url);
    const stale = await call(
      'PUT',
      `${path}/images`,
      { imageIds: ids },
      { 'if-match': attached.headers.get('etag') },
    );
    expect(stale.status).toBe(412);
    const seen = { 'if-match': described.headers.get('etag') };
    expect((await call('PUT', `${path}/images`, { imageIds: ids }, seen)).status).toBe(200);
    const gone = await call('DELETE', `${path}/images/${second?.id ?? ''}`);
    expect(gone.status).toBe(204);
    expect((await call('GET', `${path}/images`)).body.items).toHaveLength(1);
  });

  it.each([
    ['category', 'categories'],
    ['brand', 'brands'],
    ['collection', 'collections'],
  ] as const)('a %s shows its first image', async (kind, path) => {
    const group = await t.given[kind]();
    const shown = async () => {
      const answer = await t.http<{ imageUrl: string | null }>(
        'GET',
        `/api/v1/${path}/${group.slug}`,
      );
      return answer.body.imageUrl;
    };
    const files = [await fileFor(kind, group.id), await fileFor(kind, group.id)];
    const { body } = await attach(`${path}/${group.id}`, files);
    const [first, second] = body.items;
    expect(await shown()).toBe(first?.url);
    await call('PATCH', `${path}/${group.id}/images/${first?.id ?? ''}`, { altText: 'A plum' });
    const page = await t.http('GET', `/api/v1/${path}/${group.slug}`);
    const image = { url: first?.url, altText: 'A plum', width: 300, height: 200 };
    expect(page.body).toMatchObject({ image: { ...image, srcset: expect.any(String) as string } });
    const all = await t.http<{ items: { id: string }[] }>('GET', `/api/v1/${path}`);
    expect(all.body.items.find(({ id }) => id === group.id)).toMatchObject({ image });
    await call('PUT', `${path}/${group.id}/images`, { imageIds: [second?.id, first?.id] });
    expect(await shown()).toBe(second?.url);
    await call('DELETE', `${path}/${group.id}/images/${second?.id ?? ''}`);
    expect(await shown()).toBe(first?.url);
    await call('DELETE', `${path}/${group.id}/images/${first?.id ?? ''}`);
    expect(await shown()).toBeNull();
    const variant = (await t.given.product()).variantId;
    const file = await fileFor(kind, group.id);
    expect(refused(await attach(`${path}/${group.id}`, [file], { variantId: variant }))).toEqual([
      422,
      'catalog.image_variant_unknown',
    ]);
  });

  it('nobody shows a file of another owner, whoever asks for it and however', async () => {
    const [mine, other] = [await t.given.product(), await t.given.product()];
    const brand = await t.given.brand();
    const file = await fileFor('product', other.id);
    const answers = [
      await attach(`products/${mine.id}`, [file]),
      await attach(`brands/${brand.id}`, [file]),
      await attach(`products/${mine.id}`, [randomUUID()]),
    ];
    expect(answers.map(refused)).toEqual(answers.map(() => [404, 'media.not_found']));
    // The database itself, were a route to forget it.
    const insert = `INSERT INTO images (product_id, brand_id, file_id, url, cloudinary_id) VALUES ($1, $2, $3, 'x', 'x')`;
    for (const values of [
      [mine.id, null, file],
      [null, brand.id, file],
      [null, null, file],
    ]) {
      await expect(t.db.query(insert, values)).rejects.toThrow('own owner');
    }
    const shown = (await attach(`products/${other.id}`, [file])).body.items[0];
    await expect(
      t.db.query('UPDATE images SET product_id = $1 WHERE id = $2', [mine.id, shown?.id]),
    ).rejects.toThrow('own owner');
    await t.db.query(`UPDATE images SET cloudinary_id = 'avatars/of-somebody' WHERE id = $1`, [
      shown?.id,
    ]);
    const kept = await t.owner.query<{ key: string }>(
      'SELECT cloudinary_id AS key FROM images WHERE id = $1',
      [shown?.id],
    );
    expect(kept.rows[0]?.key).toContain(other.id);
    expect(refused(await attach(`products/${other.id}`, [file]))).toEqual([409, 'media.in_use']);
    const foreign = `products/${mine.id}/images/${shown?.id ?? ''}`;
    expect(refused(await call('DELETE', foreign))).toEqual([404, 'catalog.image_not_found']);
    expect(refused(await call('PATCH', foreign, { altText: 'x' }))).toEqual([
      404,
      'catalog.image_not_found',
    ]);
    const use = await t.http('DELETE', `/api/v1/admin/media/${file}`, { token: staff.token });
    expect([use.status, await stateOf(file)]).toEqual([409, 'ready']);
  });

  it('two requests that attach the same file attach it once', async () => {
    const product = await t.given.product();
    const file = await fileFor('product', product.id);
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => attach(`products/${product.id}`, [file])),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
  });

  it('files go when nothing shows them: detached, or the owner deleted for good; not the shown ones', async () => {
    const product = await t.given.product();
    const path = `products/${product.id}`;
    const files = [await fileFor('product', product.id), await fileFor('product', product.id)];
    const { items } = (await attach(path, files)).body;
    const loose = await fileFor('product', product.id);
    await call('DELETE', `${path}/images/${items[0]?.id ?? ''}`);
    expect(await stateOf(files[0] ?? '')).toBe('orphaned');
    await sweep();
    expect([existsSync(pathOf(items[0])), existsSync(pathOf(items[1]))]).toEqual([false, true]);
    expect([await stateOf(files[0] ?? ''), await stateOf(files[1] ?? '')]).toEqual([
      undefined,
      'ready',
    ]);
    // Shown by nothing for a day: attaching comes too late, or in time.
    const saved = await fileFor('product', product.id);
    await t.owner.query('ALTER TABLE media_files DISABLE TRIGGER update_media_files_updated_at');
    await t.owner.query(
      `UPDATE media_files SET updated_at = now() - interval '2 days' WHERE attached_at IS NULL`,
    );
    await t.owner.query('ALTER TABLE media_files ENABLE TRIGGER update_media_files_updated_at');
    await attach(path, [saved]);
    await sweep();
    expect([await stateOf(loose), await stateOf(saved)]).toEqual([undefined, 'ready']);
    expect(refused(await attach(path, [loose]))).toEqual([404, 'media.not_found']);
    await t.owner.query('DELETE FROM products WHERE id = $1', [product.id]);
    await sweep();
    expect(existsSync(pathOf(items[1]))).toBe(false);
  });

  it('bad input is refused with a code', async () => {
    const product = await t.given.product();
    const other = await t.given.product();
    const path = `products/${product.id}`;
    const file = await fileFor('product', product.id);
    const reader = await t.given.staff({ catalog: 'r' });
    expect(
      (await call('POST', `${path}/images`, { fileIds: [file] }, {}, reader.token)).status,
    ).toBe(403);
    expect((await call('GET', `${path}/images`, undefined, {}, reader.token)).status).toBe(200);
    for (const body of [
      { fileIds: ['http://127.0.0.1/x.png'] },
      { fileIds: [file], url: 'http://127.0.0.1/x.png' },
      { fileIds: [file], cloudinaryId: 'avatars/x' },
      { fileIds: [file, file] },
      { fileIds: [] },
      { fileIds: Array.from({ length: 21 }, () => randomUUID()) },
      { fileIds: [file], altText: 'a'.repeat(256) },
      { fileIds: [file], altText: 'nul\0' },
      { fileIds: [file], altText: 'half \ud800' },
    ]) {
      expect((await call('POST', `${path}/images`, body)).status, JSON.stringify(body)).toBe(400);
    }
    expect(refused(await attach(path, [file], { variantId: other.variantId }))).toEqual([
      422,
      'catalog.image_variant_unknown',
    ]);
    expect((await attach(`users/${staff.id}`, [file])).status).toBe(404);
    expect(refused(await attach(`products/${randomUUID()}`, [file]))[0]).toBe(404);
    const image = (await attach(path, [file])).body.items[0];
    for (const imageIds of [[], [randomUUID()], [image?.id, randomUUID()]]) {
      expect(refused(await call('PUT', `${path}/images`, { imageIds }))).toEqual([
        422,
        'catalog.image_order_incomplete',
      ]);
    }
  });

  it('the address of a size follows from the address of the picture alone', async () => {
    const id = randomUUID();
    const srcset = async (url: string, width: number | null) => {
      const found = await t.db.query<{ s: string | null }>('SELECT image_srcset($1, $2) AS s', [
        url,
        width,
      ]);
      return found.rows[0]?.s ?? null;
    };
    const all = (await srcset(`/media/products/${id}/${id}.webp`, 2400)) ?? '';
    expect(all.match(/ \d+w/g)?.map((text) => Number.parseInt(text))).toEqual([
      ...IMAGE_WIDTHS,
      2400,
    ]);
    expect(await srcset(`https://cdn.example/brands/${id}/${id}.webp`, 480)).toBe(
      `https://cdn.example/brands/${id}/${id}_160.webp 160w, https://cdn.example/brands/${id}/${id}.webp 480w`,
    );
    expect(
      await srcset(
        `https://res.cloudinary.com/shop/image/upload/v1/products/${id}/${id}.webp`,
        200,
      ),
    ).toContain(`/image/upload/c_limit,q_auto,w_160/v1/products/${id}/${id}.webp 160w, `);
    expect(await srcset('/media/demo/linen-shirt-0.svg', 600)).toBeNull();
    expect(await srcset(`/media/products/${id}/${id}.webp`, null)).toBeNull();
  });
});
