import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { systemContext } from '../../src/common/request-context.js';
import { MediaProcessor } from '../../src/modules/media/media.processor.js';
import { MediaWorkerModule } from '../../src/modules/media/media.worker.module.js';
import { MediaStorage } from '../../src/modules/media/storage/media-storage.js';
import { useApi } from '../setup/test-api.js';

const folder = mkdtempSync(join(tmpdir(), 'eshop-avatar-'));
const MIB = 1_048_576;
const nobody = (): Promise<void> => Promise.resolve();

describe('A picture of oneself', () => {
  const t = useApi({ imports: [MediaWorkerModule], env: { MEDIA_DIR: folder } });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const put = (token: string | null, body: unknown, type = 'image/png') =>
    t.http<Record<string, string>>('PUT', '/api/v1/me/avatar', {
      token,
      body: body as Buffer,
      headers: { 'content-type': type },
    });
  const canvas = (width: number, height: number) =>
    sharp({ create: { width, height, channels: 3, background: '#336699' } });
  const filesNow = (): string[] =>
    existsSync(join(folder, 'avatars')) ? readdirSync(join(folder, 'avatars')) : [];
  const fetchBytes = async (url: string) => {
    const answer = await fetch(`${t.baseUrl}${url}`);
    return { answer, bytes: Buffer.from(await answer.arrayBuffer()) };
  };

  it.each(['png', 'jpeg', 'webp'] as const)(
    '%s becomes a small WebP without metadata',
    async (format) => {
      const user = await t.given.customer();
      const place = { IFD0: { Copyright: 'secret-place-48.2,16.3' } };
      const bytes = await canvas(1600, 800).withExif(place).toFormat(format).toBuffer();
      expect(bytes.includes('secret-place')).toBe(true);
      const answer = await put(user.token, bytes, `image/${format}`);
      expect(answer.status).toBe(200);
      const url = answer.body['avatarUrl'] ?? '';
      expect(url).toMatch(/^\/media\/avatars\/[0-9a-f-]{36}\.webp$/);
      const shown = await fetchBytes(url);
      expect(shown.answer.headers.get('content-type')).toBe('image/webp');
      expect(shown.answer.headers.get('content-security-policy')).toContain('sandbox');
      const { width, height, exif } = await sharp(shown.bytes).metadata();
      expect({ width, height, exif }).toEqual({ width: 512, height: 256, exif: undefined });
      expect(shown.bytes.includes('secret-place')).toBe(false);
      const me = await t.http<Record<string, string>>('GET', '/api/v1/me', { token: user.token });
      expect(me.body['avatarUrl']).toBe(url);
    },
  );

  it('the one before goes, by a worker; DELETE takes the last one away', async () => {
    const user = await t.given.customer();
    const bytes = await canvas(40, 40).png().toBuffer();
    const first = await put(user.token, bytes);
    const second = await put(user.token, bytes);
    const nameOf = (answer: typeof first) => answer.body['avatarUrl']?.split('/').at(-1) ?? '';
    expect(filesNow()).toContain(nameOf(first));
    const work = async (): Promise<void> => {
      const jobs = await t.outboxOf('remove-file');
      const handle = t.get(MediaProcessor).handlers['remove-file'];
      for (const { payload } of jobs) {
        const run = { ctx: systemContext('test'), delivery: null, attempt: 1, tell: nobody };
        await handle({ key: String(payload['key']) }, run);
      }
    };
    await work();
    expect(filesNow()).not.toContain(nameOf(first));
    expect(filesNow()).toContain(nameOf(second));
    const { token } = user;
    expect((await t.http('DELETE', '/api/v1/me/avatar', { token })).status).toBe(204);
    expect((await t.http('DELETE', '/api/v1/me/avatar', { token })).status).toBe(204);
    await work();
    expect(filesNow()).not.toContain(nameOf(second));
    const me = await t.http('GET', '/api/v1/me', { token });
    expect(me.body['avatarUrl']).toBeNull();
  });

  it('what is no picture is refused and leaves nothing behind', async () => {
    const user = await t.given.customer();
    const before = filesNow().length;
    const png = await canvas(64, 64).png().toBuffer();
    const bomb = await canvas(6000, 6000).png().toBuffer();
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
    const drawn =
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>';
    const refused = [
      Buffer.from(drawn),
      await canvas(8, 8).gif().toBuffer(),
      await canvas(8, 8).tiff().toBuffer(),
      Buffer.from(svg),
      Buffer.from('GIF89a'),
      Buffer.from('<?php echo 1;'),
      Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
      Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.from(svg)]),
      png.subarray(0, png.length - 30),
      bomb,
      Buffer.from('%PDF-1.7'),
    ];
    for (const bytes of refused) {
      const answer = await put(user.token, bytes);
      expect([answer.status, answer.body['code']], bytes.toString('latin1', 0, 12)).toEqual([
        422,
        'media.invalid_image',
      ]);
    }
    expect((await put(user.token, Buffer.alloc(2 * MIB + 1, 1))).status).toBe(413);
    expect((await put(user.token, svg, 'image/svg+xml')).status).toBe(415);
    expect((await put(user.token, '{"a":1}', 'application/json')).status).toBe(415);
    expect((await put(user.token, 'x', 'text/html')).status).toBe(415);
    expect((await put(user.token, Buffer.alloc(0))).status).toBeLessThan(500);
    expect((await t.http('PUT', '/api/v1/me/avatar', { token: user.token })).status).toBe(415);
    expect((await put(null, png)).status).toBe(401);
    expect(filesNow()).toHaveLength(before);
  });

  it('no other route takes a picture as its body', async () => {
    const user = await t.given.customer();
    const png = await canvas(8, 8).png().toBuffer();
    for (const [method, path] of [
      ['POST', '/auth/login'],
      ['PATCH', '/me'],
      ['POST', '/me/addresses'],
      ['POST', '/orders'],
    ] as const) {
      const answer = await t.http(method, `/api/v1${path}`, {
        token: user.token,
        body: png,
        headers: { 'content-type': 'image/png' },
      });
      expect([answer.status, answer.body['code']], path).toEqual([
        415,
        'request.unsupported_media_type',
      ]);
    }
  });

  it('a key that is not of our making never becomes a path', async () => {
    for (const key of ['../../etc/passwd', 'avatars/../x.webp', 'avatars/x.webp', '/etc/passwd']) {
      await expect(t.get(MediaStorage).remove([key])).rejects.toThrow('no key');
    }
  });

  it('many at once are drawn or turned away, never lost', async () => {
    const user = await t.given.customer();
    const bytes = await canvas(900, 900).png().toBuffer();
    const answers = await Promise.all(Array.from({ length: 12 }, () => put(user.token, bytes)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const { rows } = await t.owner.query<{ avatar_image_id: string }>(
      'SELECT avatar_image_id FROM users WHERE id = $1',
      [user.id],
    );
    const jobs = await t.outboxOf('remove-file');
    const removed = new Set(jobs.map(({ payload }) => payload['key']));
    const kept = answers
      .map(({ body }) => body['avatarUrl']?.replace('/media/', ''))
      .filter((key) => !removed.has(key));
    expect(kept).toEqual([rows[0]?.avatar_image_id]);
  });
});
