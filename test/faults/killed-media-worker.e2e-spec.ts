import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { systemContext } from '../../src/common/request-context.js';
import { WaitPoints } from '../../src/dev/proof/wait-points.js';
import { SweepMedia } from '../../src/modules/media/use-cases/sweep-media.js';
import { type ApiContext, useApi } from '../setup/test-api.js';
import { startS3Server } from '../setup/s3-server.js';
import { useWorkers } from '../setup/test-workers.js';

const SIZES = [160, 480, 960, 1600];
const WIDTH = 1700;
const NOW = { looseSeconds: 0, graceSeconds: 0 };
const REDELIVER = { REDELIVER_AFTER_SECONDS: '2' };
const WAIT = { timeout: 30_000, interval: 50 };

interface FileRow {
  readonly id: string;
  readonly state: string;
  readonly key: string;
  readonly sizes: readonly number[];
}

describe('A worker that dies while it stores the sizes of a picture', async () => {
  const s3 = await startS3Server();
  const t = useApi({
    env: {
      ...REDELIVER,
      S3_ENDPOINT: s3.endpoint,
      S3_BUCKET: s3.bucket,
      S3_ACCESS_KEY_ID: s3.accessKeyId,
      S3_SECRET_ACCESS_KEY: s3.secretAccessKey,
    },
  });
  const workers = useWorkers([]);
  afterAll(() => s3.stop());

  it('leaves whole pictures, and the next one makes the rest', async () => {
    const uploaded = await upload(t);
    let arrived = false;
    s3.hold.before = (key) => {
      arrived ||= key.endsWith('_960.webp');
      return arrived ? new Promise(() => undefined) : Promise.resolve();
    };
    const doomed = await workers.start(['media', 'relay']);
    await vi.waitUntil(() => arrived, WAIT);
    await doomed.kill('SIGKILL');
    s3.hold.before = () => Promise.resolve();
    // The others still answer with the whole picture.
    expect(await widthsOf(uploaded.key)).toEqual([160, 480, WIDTH, WIDTH, WIDTH]);
    expect((await fileRows(t))[0]?.sizes).toEqual([]);

    await workers.start(['media', 'relay']);
    await allDone(t);
    expect(await fileRows(t)).toEqual([{ ...uploaded, sizes: SIZES }]);
    expect(await widthsOf(uploaded.key)).toEqual([...SIZES, WIDTH]);
    expect(s3.objects.size).toBe(SIZES.length + 1);
    expect(await t.outboxOf('make-sizes')).toHaveLength(1);
  }, 60_000);

  async function widthsOf(key: string): Promise<(number | undefined)[]> {
    const names = [...SIZES.map((size) => key.replace('.webp', `_${size}.webp`)), key];
    return Promise.all(
      names.map(async (name) => (await sharp(s3.objects.get(name)?.bytes).metadata()).width),
    );
  }
});

describe('Workers that die between the storage and the row', () => {
  const folder = mkdtempSync(join(tmpdir(), 'eshop-killed-media-'));
  const t = useApi({ env: { ...REDELIVER, MEDIA_DIR: folder } });
  const workers = useWorkers([]);
  let gate: WaitPoints;
  beforeAll(() => {
    gate = new WaitPoints(t.owner);
  });
  afterAll(async () => {
    await gate.open();
    rmSync(folder, { recursive: true, force: true });
  });

  it('leave nothing behind: checked once, made once, one row each', async () => {
    const [marked, committed] = [await upload(t), await upload(t)];
    const drawn = await uploadDirectly(t);
    const of = ({ id }: { id: string }, change: string) => `NEW.id = '${id}' AND ${change}`;
    const table = 'media_files';
    await gate.close([
      { name: 'sizes', table, moment: 'UPDATE', when: of(marked, 'cardinality(NEW.sizes) > 0') },
      { name: 'ready', table, moment: 'UPDATE', when: of(drawn, `NEW.state = 'ready'`) },
      { name: 'end', table, moment: 'COMMIT', when: of(committed, 'cardinality(NEW.sizes) > 0') },
    ]);
    const doomed = [
      await workers.start(['media', 'relay']),
      await workers.start(['media']),
      await workers.start(['media']),
    ];
    await gate.waiting(doomed.length);
    await Promise.all(doomed.map((worker) => worker.kill('SIGKILL')));
    await gate.open();
    // What stood at COMMIT is committed: the server hears of the dead client only afterwards.
    await vi.waitUntil(
      async () => (await rowOf(committed.id))?.sizes.length === SIZES.length,
      WAIT,
    );
    expect((await rowOf(marked.id))?.sizes).toEqual([]);
    expect((await rowOf(drawn.id))?.state).toBe('waiting');

    await workers.start(['media', 'relay']);
    await allDone(t);
    const rows = await fileRows(t);
    expect(rows.map(({ id }) => id)).toEqual([marked.id, committed.id, drawn.id]);
    for (const row of rows) expect(row).toMatchObject({ state: 'ready', sizes: SIZES });
    const expected = rows.flatMap(({ key }) => [
      key,
      ...SIZES.map((size) => key.replace('.webp', `_${size}.webp`)),
    ]);
    expect(filesBelow(folder)).toEqual(expected.sort());
    expect(await t.outboxOf('make-sizes')).toHaveLength(rows.length);
    expect(await t.outboxOf('check-upload')).toHaveLength(1);
    // Looked at by what lies there, nothing belongs to nobody.
    expect(await t.get(SweepMedia).executeOnStorage(systemContext('test'), NOW)).toBe(0);
  }, 90_000);

  async function rowOf(id: string): Promise<FileRow | undefined> {
    return (await fileRows(t)).find((row) => row.id === id);
  }
});

async function jpeg(): Promise<Buffer<ArrayBuffer>> {
  const canvas = sharp({ create: { width: WIDTH, height: 900, channels: 3, background: 'navy' } });
  return Buffer.from(await canvas.jpeg().toBuffer());
}

/** A form with one picture; its sizes are still to be made. */
async function upload(t: ApiContext): Promise<FileRow> {
  const { token } = await t.given.staff({ media: 'rw' });
  const { id: ownerId } = await t.given.product();
  const form = new FormData();
  form.append('file', new Blob([await jpeg()], { type: 'image/jpeg' }), 'x.jpg');
  const answer = await fetch(
    `${t.baseUrl}/api/v1/admin/media?ownerKind=product&ownerId=${ownerId}`,
    { method: 'POST', headers: { authorization: `Bearer ${token}` }, body: form },
  );
  expect(answer.status).toBe(201);
  return lastRow(t);
}

/** The bytes of a direct upload have come; nobody has looked at them yet. */
async function uploadDirectly(t: ApiContext): Promise<FileRow> {
  const { token } = await t.given.staff({ media: 'rw' });
  const { id: ownerId } = await t.given.product();
  const body = await jpeg();
  const wish = { ownerKind: 'product', ownerId, contentType: 'image/jpeg', bytes: body.length };
  const path = '/api/v1/admin/media/uploads';
  const { body: planned } = await t.http<{
    id: string;
    url: string;
    headers: Record<string, string>;
  }>('POST', path, { token, body: wish });
  const sent = await fetch(planned.url, { method: 'PUT', headers: planned.headers, body });
  expect(sent.status).toBe(204);
  const said = await t.http('POST', `${path}/${planned.id}/complete`, { token, body: {} });
  expect(said.status).toBe(202);
  return lastRow(t);
}

async function fileRows(t: ApiContext): Promise<FileRow[]> {
  const { rows } = await t.owner.query<FileRow>(
    'SELECT id, state, storage_key AS key, sizes FROM media_files ORDER BY created_at, id',
  );
  return rows;
}

async function lastRow(t: ApiContext): Promise<FileRow> {
  const row = (await fileRows(t)).at(-1);
  if (!row) throw new Error('Nothing was uploaded');
  return row;
}

async function allDone(t: ApiContext): Promise<void> {
  await vi.waitUntil(async () => {
    const { rows } = await t.owner.query(
      `SELECT FROM outbox_events WHERE queue = 'media' AND done_at IS NULL
       UNION ALL SELECT FROM media_files WHERE sizes = '{}'`,
    );
    return rows.length === 0;
  }, WAIT);
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}
