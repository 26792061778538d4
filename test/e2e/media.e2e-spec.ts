import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { useApi } from '../setup/test-api.js';

describe('Pictures over HTTP', () => {
  const folder = mkdtempSync(join(tmpdir(), 'eshop-media-'));
  const t = useApi({ env: { MEDIA_DIR: folder } });
  writeFileSync(join(folder, 'shirt.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(folder, '.hidden'), 'secret');
  afterAll(() => rmSync(folder, { recursive: true }));

  it('serves a picture that may be kept and cannot run anything', async () => {
    const answer = await t.http('GET', '/media/shirt.svg');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('image/svg+xml');
    expect(answer.headers.get('cache-control')).toContain('max-age=3600');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    const again = await t.http('GET', '/media/shirt.svg', {
      // Else fetch adds `no-cache`, which asks for the whole file.
      headers: {
        'if-none-match': String(answer.headers.get('etag')),
        'cache-control': 'max-age=0',
      },
    });
    expect(again.status).toBe(304);
  });

  it.each(['nothing.svg', '', '.hidden', '..%2f..%2fetc%2fpasswd', '%00', '%2e%2e/package.json'])(
    'has nothing at /media/%s',
    async (path) => {
      const answer = await t.http('GET', `/media/${path}`);
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
      expect(answer.text).not.toContain('secret');
    },
  );
});
