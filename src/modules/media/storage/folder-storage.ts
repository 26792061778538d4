import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, opendir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Readable } from 'node:stream';
import type { Env } from '../../../config/env.js';
import { IMAGE_WIDTHS } from '../domain/image-sizes.js';
import { HEAD_BYTES } from '../domain/picture-bytes.js';
import { assertKey, incomingKey, MEDIA_FOLDERS, pictureOf, sizeKey } from '../media-key.js';
import {
  type ArrivedUpload,
  MediaStorage,
  type PlannedUpload,
  type StoredFile,
  type UploadTicket,
} from './media-storage.js';
import { signUpload } from './upload-signature.js';

/** Beginning with a dot, so that it is never served. */
const INCOMING = '.incoming';
const BATCH = 500;

type FolderEnv = Pick<Env, 'MEDIA_DIR' | 'PUBLIC_URL' | 'TOKEN_SECRET'>;

/** Files below `MEDIA_DIR`, which API and workers share; `media.http.module.ts` serves them. */
export class FolderStorage extends MediaStorage {
  readonly driver = 'local';
  readonly drawsSizes = false;
  private readonly root: string;

  constructor(private readonly env: FolderEnv) {
    super();
    this.root = resolve(env.MEDIA_DIR);
  }

  async put(key: string, bytes: Buffer): Promise<void> {
    await this.write(this.pathOf(key), (path) => writeFile(path, bytes, { flag: 'wx' }));
  }

  /** The route that serves them shows the whole picture where a size is missing. */
  async reserveSizes(): Promise<void> {}

  async putSize(key: string, width: number, bytes: Buffer): Promise<void> {
    const path = sizeKey(this.pathOf(key), width);
    await this.write(path, (unfinished) => writeFile(unfinished, bytes, { flag: 'wx' }));
  }

  async get(key: string): Promise<Buffer | null> {
    return orNull(readFile(this.pathOf(key)));
  }

  async remove(keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      const path = this.pathOf(key);
      // The sizes first: without the picture nobody would find them again.
      for (const width of IMAGE_WIDTHS) await rm(sizeKey(path, width), { force: true });
      await this.removeIncoming(key);
      await rm(path, { force: true });
    }
  }

  urlOf(key: string): string {
    return `/media/${key}`;
  }

  plan({ id, contentType, bytes, expiresAt }: PlannedUpload): Promise<UploadTicket> {
    const expires = Math.floor(expiresAt.getTime() / 1000);
    const signature = signUpload(this.env.TOKEN_SECRET, { id, bytes, contentType, expires });
    const query = new URLSearchParams({ expires: String(expires), signature });
    return Promise.resolve({
      method: 'PUT',
      url: `${this.env.PUBLIC_URL}/api/v1/media/uploads/${id}?${query.toString()}`,
      headers: { 'content-type': contentType },
      fields: {},
    });
  }

  /**
   * What came to the address of {@link plan}: exactly as many bytes as were promised, or nothing.
   *
   * @throws what `refusal` makes when it is another number
   */
  async receive(key: string, body: Readable, bytes: number, refusal: () => Error): Promise<void> {
    await this.write(this.incomingPathOf(key), async (path) => {
      let size = 0;
      const count = async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
        for await (const chunk of chunks) {
          size += chunk.length;
          if (size > bytes) throw refusal();
          yield chunk;
        }
      };
      await pipeline(body, count, createWriteStream(path, { flags: 'wx' }));
      if (size !== bytes) throw refusal();
    });
  }

  async inspect(key: string): Promise<ArrivedUpload | null> {
    const file = await orNull(open(this.incomingPathOf(key)));
    if (!file) return null;
    try {
      const { size } = await file.stat();
      const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(HEAD_BYTES) });
      return { bytes: size, head: buffer.subarray(0, bytesRead) };
    } finally {
      await file.close();
    }
  }

  async readIncoming(key: string, maxBytes: number): Promise<Buffer | null> {
    const path = this.incomingPathOf(key);
    const found = await orNull(stat(path));
    return found && found.size <= maxBytes ? orNull(readFile(path)) : null;
  }

  async removeIncoming(key: string): Promise<void> {
    await rm(this.incomingPathOf(key), { force: true });
  }

  async *stored(): AsyncGenerator<readonly StoredFile[]> {
    let batch: StoredFile[] = [];
    for (const folder of [INCOMING, ...MEDIA_FOLDERS]) {
      for await (const path of filesBelow(join(this.root, folder))) {
        const found = await orNull(stat(path));
        const name = relative(this.root, path).split(sep).join('/');
        const key = pictureOf(name.replace(`${INCOMING}/`, 'incoming/'));
        const isOurs = key !== null || name.startsWith(`${INCOMING}/`);
        if (found && isOurs) batch.push({ name, key, modifiedAt: found.mtime });
        if (batch.length === BATCH) {
          yield batch;
          batch = [];
        }
      }
    }
    if (batch.length > 0) yield batch;
  }

  async removeFiles(names: readonly string[]): Promise<void> {
    for (const name of names) {
      const path = resolve(this.root, name);
      if (!path.startsWith(this.root + sep)) throw new Error('This is no file of the storage');
      await rm(path, { force: true });
    }
  }

  /** Under another name first, which is never served: nobody is shown half a picture. */
  private async write(path: string, fill: (path: string) => Promise<void>): Promise<void> {
    const unfinished = resolve(this.root, INCOMING, randomUUID());
    await mkdir(dirname(unfinished), { recursive: true });
    await mkdir(dirname(path), { recursive: true });
    try {
      await fill(unfinished);
      await rename(unfinished, path);
    } catch (error) {
      await rm(unfinished, { force: true });
      throw error;
    }
  }

  private pathOf(key: string): string {
    return resolve(this.root, assertKey(key));
  }

  private incomingPathOf(key: string): string {
    return resolve(this.root, `.${incomingKey(assertKey(key))}`);
  }
}

/** What is not there is null. */
async function orNull<T>(found: Promise<T>): Promise<T | null> {
  try {
    return await found;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

async function* filesBelow(folder: string): AsyncGenerator<string> {
  const entries = await orNull(opendir(folder));
  if (!entries) return;
  for await (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else if (entry.isFile()) yield path;
  }
}
