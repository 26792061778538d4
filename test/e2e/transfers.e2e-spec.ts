import { beforeAll, describe, expect, it } from 'vitest';
import { useApi } from '../setup/test-api.js';

interface Import {
  readonly id: string;
  readonly status: string;
  readonly sizeBytes: number;
}

const IMPORTS = '/api/v1/admin/imports';

describe('Imports and exports', () => {
  const t = useApi();
  let token = '';

  /** Sends a file as it is. */
  const upload = async (
    path: string,
    body: string | Buffer,
    options: { token?: string; type?: string; method?: string } = {},
  ): Promise<{ status: number; body: Import & { code?: string; detail?: string } }> => {
    const answer = await fetch(`${t.baseUrl}${path}`, {
      method: options.method ?? 'POST',
      headers: {
        'content-type': options.type ?? 'text/csv',
        authorization: `Bearer ${options.token ?? token}`,
      },
      body: new Uint8Array(Buffer.from(body)),
    });
    return { status: answer.status, body: (await answer.json()) as Import };
  };

  beforeAll(async () => {
    token = (await t.given.staff({ catalog: 'rwx', inventory: 'rwx' })).token;
  });

  it('takes a file in pieces and goes on where it broke off', async () => {
    const first = await upload(`${IMPORTS}?kind=products&complete=false`, 'slug,name\na,A\n');
    expect(first).toMatchObject({ status: 202, body: { status: 'uploading', sizeBytes: 14 } });
    const { id } = first.body;
    const wrong = await upload(`${IMPORTS}/${id}/file?offset=3`, 'b,B\n', { method: 'PUT' });
    expect(wrong).toMatchObject({
      status: 409,
      body: { code: 'transfers.upload_offset_mismatch' },
    });
    const second = await upload(`${IMPORTS}/${id}/file?offset=14`, 'b,B\n', { method: 'PUT' });
    expect(second).toMatchObject({ status: 202, body: { status: 'queued', sizeBytes: 18 } });
    expect(await t.outboxOf('run-import')).toHaveLength(1);
    const list = await t.http<{ items: Import[] }>('GET', IMPORTS, { token });
    expect(list.body.items.map((item) => item.id)).toContain(id);
  });

  it('says what is wrong with a file that is no UTF-8 text', async () => {
    const cases: [Buffer, RegExp][] = [
      [Buffer.from('\ufeffslug,name\n', 'utf16le'), /UTF-16/],
      [Buffer.from('slug,name\n', 'utf16le'), /UTF-16/],
      [Buffer.from('PK\u0003\u0004xxxx', 'latin1'), /Excel/],
      [Buffer.from('slug,name\nx,Caf\xe9 bar\n', 'latin1'), /code page/],
      [Buffer.from('slug,name\nx,a\0b\n'), /zero bytes/],
    ];
    for (const [file, words] of cases) {
      const answer = await upload(`${IMPORTS}?kind=products`, file);
      expect(answer).toMatchObject({ status: 422, body: { code: 'transfers.not_utf8' } });
      expect(answer.body.detail).toMatch(words);
    }
    const empty = await upload(`${IMPORTS}?kind=products`, '');
    expect(empty).toMatchObject({ status: 422, body: { code: 'transfers.empty_file' } });
  });
});
