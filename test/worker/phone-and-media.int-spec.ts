import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { ShortCodes } from '../../src/common/crypto/short-codes.js';
import { useApi } from '../setup/test-api.js';
import { queueBackends } from '../setup/test-redis.js';
import { useWorkers } from '../setup/test-workers.js';

interface Planned {
  readonly id: string;
  readonly url: string;
  readonly headers: Record<string, string>;
}

const folder = mkdtempSync(join(tmpdir(), 'eshop-worker-media-'));

describe.each(queueBackends())('Workers for phones and pictures, on %s', (backend) => {
  const t = useApi({ backend, env: { MEDIA_DIR: folder } });
  const workers = useWorkers(['phone-verification', 'media', 'relay'], backend);
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  async function done(job: string): Promise<void> {
    const end = Date.now() + 20_000;
    for (;;) {
      const jobs = await t.outboxOf(job);
      if (jobs.length > 0 && jobs.every(({ done_at }) => done_at !== null)) return;
      if (Date.now() > end) throw new Error(`${job} was not done within 20 seconds`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  it('the code is sent; number and code are in no log, only that there was a message', async () => {
    const user = await t.given.customer({ phoneNumber: '+12025550123' });
    const { token } = user;
    const asked = await t.http('POST', '/api/v1/me/phone/send-code', { token });
    expect(asked.status).toBe(202);
    await done('send-code');
    const { rows } = await t.owner.query<{ id: string }>(
      'SELECT id FROM phone_verifications WHERE user_id = $1',
      [user.id],
    );
    const id = rows[0]?.id ?? '';
    const code = t.get(ShortCodes).codeFor(id, 'verify_phone');
    const logOf = () => workers.processes.map((worker) => worker.log()).join('\n');
    await expect.poll(logOf).toContain(`phone-code-${id} was not sent: SMS_DRIVER=log`);
    const log = logOf();
    expect(log).not.toContain('2025550123');
    expect(log).not.toContain(`${code} is`);
    const verified = await t.http('POST', '/api/v1/me/phone/verify', { token, body: { code } });
    expect(verified.status).toBe(204);
  });

  it('a direct upload is checked, made public and made in sizes', async () => {
    const { token } = await t.given.staff({ media: 'rw' });
    const { id: ownerId } = await t.given.product();
    const canvas = sharp({ create: { width: 600, height: 300, channels: 3, background: 'navy' } });
    const bytes = await canvas.jpeg().toBuffer();
    const wish = { ownerKind: 'product', ownerId, contentType: 'image/jpeg', bytes: bytes.length };
    const path = '/api/v1/admin/media/uploads';
    const planned = await t.http<Planned>('POST', path, { token, body: wish });
    const { id, url, headers } = planned.body;
    const sent = await fetch(url, { method: 'PUT', headers, body: new Uint8Array(bytes) });
    expect(sent.status).toBe(204);
    const said = await t.http('POST', `${path}/${id}/complete`, { token, body: {} });
    expect(said.status).toBe(202);
    await done('check-upload');
    await done('make-sizes');
    const answer = await t.http<Planned>('GET', `/api/v1/admin/media/${id}`, { token });
    expect(answer.body).toMatchObject({ state: 'ready', width: 600 });
    const file = join(folder, answer.body.url.replace('/media/', ''));
    const widths = [file, file.replace('.webp', '_480.webp'), file.replace('.webp', '_160.webp')];
    const made = await Promise.all(
      widths.map(async (name) => (await sharp(name).metadata()).width),
    );
    expect(made).toEqual([600, 480, 160]);
  });

  it('the picture that was replaced is deleted', async () => {
    const { token } = await t.given.customer();
    const body = await sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    const put = async (): Promise<string> => {
      const answer = await t.http<{ avatarUrl: string }>('PUT', '/api/v1/me/avatar', {
        token,
        body,
        headers: { 'content-type': 'image/png' },
      });
      return join(folder, answer.body.avatarUrl.replace('/media/', ''));
    };
    const first = await put();
    expect(existsSync(first)).toBe(true);
    const second = await put();
    await done('remove-file');
    expect([existsSync(first), existsSync(second)]).toEqual([false, true]);
  });
});
