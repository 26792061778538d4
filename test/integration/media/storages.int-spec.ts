import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadEnv } from '../../../src/config/env.js';
import { incomingKey, keyFor, sizeKey } from '../../../src/modules/media/media-key.js';
import { CloudinaryStorage } from '../../../src/modules/media/storage/cloudinary-storage.js';
import { FolderStorage } from '../../../src/modules/media/storage/folder-storage.js';
import type {
  MediaStorage,
  PlannedUpload,
  StoredFile,
  UploadReceipt,
} from '../../../src/modules/media/storage/media-storage.js';
import { openStorage } from '../../../src/modules/media/storage/open-storage.js';
import { S3Storage } from '../../../src/modules/media/storage/s3-storage.js';
import { type CloudinaryServer, startCloudinaryServer } from '../../setup/cloudinary-server.js';
import { type S3Server, startS3Server } from '../../setup/s3-server.js';

const DATABASE_URL = 'postgres://nobody@127.0.0.1:1/nothing';
const folder = mkdtempSync(join(tmpdir(), 'eshop-storages-'));
let s3: S3Server;
let cloudinary: CloudinaryServer;
let webp: Buffer;
let jpeg: Buffer;

beforeAll(async () => {
  s3 = await startS3Server();
  cloudinary = await startCloudinaryServer();
  const picture = sharp({ create: { width: 40, height: 30, channels: 3, background: 'teal' } });
  webp = await picture.clone().webp().toBuffer();
  jpeg = await picture.clone().jpeg().toBuffer();
});

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await s3.stop();
  await cloudinary.stop();
});

const s3Variables = () => ({
  S3_ENDPOINT: s3.endpoint,
  S3_BUCKET: s3.bucket,
  S3_ACCESS_KEY_ID: s3.accessKeyId,
  S3_SECRET_ACCESS_KEY: s3.secretAccessKey,
});
const OPEN: Readonly<Record<string, () => Promise<MediaStorage>>> = {
  local: () => openStorage(loadEnv({ DATABASE_URL, MEDIA_DIR: folder })),
  s3: () => openStorage(loadEnv({ DATABASE_URL, ...s3Variables() })),
  cloudinary: () => openStorage(loadEnv({ DATABASE_URL, CLOUDINARY_URL: cloudinary.url })),
};

const newKey = (): string => keyFor('product', randomUUID(), randomUUID());
const planned = (key: string): PlannedUpload => ({
  id: randomUUID(),
  key,
  contentType: 'image/jpeg',
  bytes: jpeg.length,
  expiresAt: new Date(Date.now() + 900_000),
});

/** What a browser does with the ticket; the local storage is sent to by a route, see the e2e suite. */
async function send(storage: MediaStorage, upload: PlannedUpload, bytes = jpeg) {
  const ticket = await storage.plan(upload);
  if (storage instanceof FolderStorage) {
    await storage.receive(
      upload.key,
      Readable.from([bytes]),
      bytes.length,
      () => new Error('size'),
    );
    return { status: 200, receipt: {} satisfies UploadReceipt };
  }
  let body: FormData | Uint8Array<ArrayBuffer> = new Uint8Array(bytes);
  if (ticket.method === 'POST') {
    body = new FormData();
    for (const [name, value] of Object.entries(ticket.fields)) body.append(name, value);
    body.append('file', new Blob([new Uint8Array(bytes)]), '../../evil.svg');
  }
  const { method, url, headers } = ticket;
  const answer = await fetch(url, { method, headers, body });
  const text = await answer.text();
  const said = ticket.method === 'POST' ? (JSON.parse(text) as Record<string, unknown>) : {};
  const receipt = { version: String(said['version']), signature: String(said['signature']) };
  return { status: answer.status, receipt };
}

async function allStored(storage: MediaStorage): Promise<StoredFile[]> {
  const files: StoredFile[] = [];
  for await (const batch of storage.stored()) files.push(...batch);
  return files;
}

describe.each(Object.keys(OPEN))('Pictures stored by %s', (driver) => {
  let storage: MediaStorage;
  beforeAll(async () => {
    const open = OPEN[driver];
    if (!open) throw new Error('no such driver');
    storage = await open();
  });

  it('is the one that the environment implies', () => {
    expect(storage.driver).toBe(driver);
  });

  it('are there whole under an address that stays, and gone after remove, however often', async () => {
    const key = newKey();
    expect(await storage.get(key)).toBeNull();
    const url = storage.urlOf(key);
    await storage.put(key, webp);
    await storage.put(key, webp);
    expect(await storage.get(key)).toEqual(webp);
    expect(storage.urlOf(key)).toBe(url);
    expect(url).toContain(key.replace('.webp', ''));
    await storage.remove([key]);
    await storage.remove([key]);
    expect(await storage.get(key)).toBeNull();
  });

  it('take what a direct upload brings, hide it, and show what arrived', async () => {
    const upload = planned(newKey());
    expect(await storage.inspect(upload.key, {})).toBeNull();
    expect(await storage.readIncoming(upload.key, 1_000_000)).toBeNull();
    const { status, receipt } = await send(storage, upload);
    expect(status).toBe(200);
    const arrived = await storage.inspect(upload.key, receipt);
    expect(arrived?.bytes).toBe(jpeg.length);
    if (arrived?.head) expect(arrived.head).toEqual(jpeg.subarray(0, arrived.head.length));
    expect(await storage.get(upload.key)).toBeNull();
    expect(await storage.readIncoming(upload.key, jpeg.length - 1)).toBeNull();
    expect(await storage.readIncoming(upload.key, jpeg.length)).toEqual(jpeg);
    await storage.removeIncoming(upload.key);
    await storage.removeIncoming(upload.key);
    expect(await storage.readIncoming(upload.key, 1_000_000)).toBeNull();
  });

  it('are listed with what belongs to them, page by page, and deleted by name', async () => {
    const keys = [newKey(), newKey(), keyFor('user', randomUUID(), randomUUID())];
    for (const key of keys) await storage.put(key, webp);
    const waiting = planned(newKey());
    await send(storage, waiting);
    if (!storage.drawsSizes) await storage.putSize(keys[0] ?? '', 160, webp);
    const files = await allStored(storage);
    const found = files.map(({ key }) => key);
    expect(new Set(found)).toEqual(new Set([...keys, waiting.key]));
    expect(files).toHaveLength(storage.drawsSizes ? 4 : 5);
    expect(files.every(({ modifiedAt }) => Math.abs(Date.now() - +modifiedAt) < 60_000)).toBe(true);
    await storage.removeFiles(files.map(({ name }) => name));
    expect(await allStored(storage)).toEqual([]);
  });

  it('a key that is not of our making reaches no file', async () => {
    const bad = [
      '../../etc/passwd',
      'products/../x.webp',
      'products/x.webp',
      '/etc/passwd',
      '',
      'incoming/x',
    ];
    for (const key of bad) {
      await expect(storage.put(key, webp)).rejects.toThrow('no key');
      await expect(storage.remove([key])).rejects.toThrow('no key');
      await expect(storage.get(key)).rejects.toThrow('no key');
      await expect(storage.readIncoming(key, 1)).rejects.toThrow('no key');
    }
  });
});

describe('The bucket', () => {
  const open = () => S3Storage.open(loadEnv({ DATABASE_URL, ...s3Variables() }));

  it('answers at the address of a size at once, for a minute with the whole picture', async () => {
    const storage = await open();
    const key = newKey();
    await storage.put(key, webp);
    await storage.reserveSizes(key, [160, 480]);
    const read = (url: string) => fetch(url);
    const url = storage.urlOf(sizeKey(key, 160));
    const early = await read(url);
    expect([early.status, early.headers.get('cache-control')]).toEqual([200, 'public, max-age=60']);
    expect(Buffer.from(await early.arrayBuffer())).toEqual(webp);
    await storage.putSize(key, 160, jpeg);
    const late = await read(url);
    expect(late.headers.get('cache-control')).toContain('immutable');
    expect(Buffer.from(await late.arrayBuffer())).toEqual(jpeg);
    await storage.remove([key]);
    expect((await read(url)).status).toBe(404);
    expect(s3.objects.size).toBe(0);
  });

  it('takes the announced size and type and nothing else, at no other place', async () => {
    const storage = await open();
    const upload = planned(newKey());
    const { url, headers } = await storage.plan(upload);
    const other = url.replace(incomingKey(upload.key), incomingKey(newKey()));
    expect(other).not.toBe(url);
    const put = async (to: string, body: Buffer, type: string) => {
      const answer = await fetch(to, {
        method: 'PUT',
        headers: { 'content-type': type },
        body: new Uint8Array(body),
      });
      return answer.status;
    };
    expect(await put(url, Buffer.concat([jpeg, jpeg]), 'image/jpeg')).toBe(403);
    expect(await put(url, jpeg, 'image/svg+xml')).toBe(403);
    expect(await put(other, jpeg, 'image/jpeg')).toBe(403);
    expect(
      await put(url.replace(/X-Amz-Expires=\d+/, 'X-Amz-Expires=99999'), jpeg, 'image/jpeg'),
    ).toBe(403);
    expect(s3.objects.size).toBe(0);
    expect(await put(url, jpeg, headers['content-type'] ?? '')).toBe(200);
    // Waiting uploads are for nobody.
    expect((await fetch(`${s3.endpoint}/${s3.bucket}/${incomingKey(upload.key)}`)).status).toBe(
      403,
    );
    await storage.removeIncoming(upload.key);
  });

  it('with a wrong secret nothing works', async () => {
    const env = loadEnv({ DATABASE_URL, ...s3Variables(), S3_SECRET_ACCESS_KEY: 'wrong' });
    const storage = await S3Storage.open(env);
    await expect(storage.put(newKey(), webp)).rejects.toThrow();
    await expect(storage.get(newKey())).rejects.toThrow();
    expect(s3.refusals).toContain('SignatureDoesNotMatch');
  });
});

describe('The image service', () => {
  const open = () =>
    CloudinaryStorage.open(loadEnv({ DATABASE_URL, CLOUDINARY_URL: cloudinary.url }));

  it('gives a picture an address into which a size can be written', async () => {
    const storage = await open();
    const key = newKey();
    expect(storage.urlOf(key)).toBe(`https://res.cloudinary.com/shop/image/upload/v1/${key}`);
  });

  it('takes only what was signed: the place, the formats, hidden, for so long', async () => {
    const storage = await open();
    const upload = planned(newKey());
    const { url, fields } = await storage.plan(upload);
    expect(fields).toMatchObject({ public_id: incomingKey(upload.key), type: 'private' });
    const post = async (changed: Record<string, string>, bytes = jpeg) => {
      const form = new FormData();
      for (const [name, value] of Object.entries({ ...fields, ...changed }))
        form.append(name, value);
      form.append('file', new Blob([new Uint8Array(bytes)]), 'x.jpg');
      return (await fetch(url, { method: 'POST', body: form })).status;
    };
    const gif = await sharp(jpeg).gif().toBuffer();
    expect(await post({ public_id: incomingKey(newKey()) })).toBe(401);
    expect(await post({ type: 'upload' })).toBe(401);
    expect(await post({ allowed_formats: 'svg' })).toBe(401);
    expect(await post({ timestamp: String(Number(fields['timestamp']) + 60) })).toBe(401);
    expect(await post({}, gif)).toBe(400);
    expect(await post({}, Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toBe(400);
    const late = await storage.plan({ ...upload, expiresAt: new Date(Date.now() - 1000) });
    expect(await post(late.fields)).toBe(400);
    expect(cloudinary.assets.size).toBe(0);
    expect(await post({})).toBe(200);
  });

  it('believes no receipt that the service did not sign', async () => {
    const storage = await open();
    const [mine, others] = [planned(newKey()), planned(newKey())];
    const { receipt } = await send(storage, mine);
    const stolen = await send(storage, others);
    expect(await storage.inspect(mine.key, { ...receipt, version: '1' })).toBeNull();
    expect(await storage.inspect(mine.key, { ...receipt, signature: 'a'.repeat(40) })).toBeNull();
    expect(await storage.inspect(mine.key, stolen.receipt)).toBeNull();
    expect(await storage.inspect(mine.key, {})).toBeNull();
    expect((await storage.inspect(mine.key, receipt))?.bytes).toBe(jpeg.length);
  });

  it('is told of an outage by an error, never by silence', async () => {
    const env = { CLOUDINARY_URL: cloudinary.url.replace(/:[^:@]+@/, ':wrong@') };
    const storage = await CloudinaryStorage.open(loadEnv({ DATABASE_URL, ...env }));
    await expect(storage.get(newKey())).rejects.toThrow();
  });
});
