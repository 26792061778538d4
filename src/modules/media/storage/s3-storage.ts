import type { S3mini } from 's3mini';
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

/** Names are never used twice. */
const FOR_EVER = 'public, max-age=31536000, immutable';
/** Stands in for a size that is still being made. */
const FOR_A_MINUTE = 'public, max-age=60';
const BATCH = 500;
const TIMEOUT_MS = 20_000;

type S3Env = Pick<Env, 'S3_ENDPOINT' | 'S3_BUCKET' | 'S3_REGION' | 'S3_PUBLIC_URL'> &
  Pick<Env, 'S3_ACCESS_KEY_ID' | 'S3_SECRET_ACCESS_KEY'>;

/**
 * A bucket of S3, MinIO, Garage or R2, by path (`endpoint/bucket/key`). Readers must be let at everything
 * but `incoming/`, where uploads wait to be checked.
 */
export class S3Storage extends MediaStorage {
  readonly driver = 's3';
  readonly drawsSizes = false;

  private constructor(
    private readonly client: S3mini,
    private readonly publicUrl: string,
  ) {
    super();
  }

  /** The client is loaded only where there is a bucket. */
  static async open(env: S3Env): Promise<S3Storage> {
    const { S3mini } = await import('s3mini');
    const endpoint = `${(env.S3_ENDPOINT ?? '').replace(/\/+$/, '')}/${env.S3_BUCKET ?? ''}`;
    const client = new S3mini({
      endpoint,
      region: env.S3_REGION,
      accessKeyId: env.S3_ACCESS_KEY_ID ?? '',
      secretAccessKey: env.S3_SECRET_ACCESS_KEY ?? '',
      requestAbortTimeout: TIMEOUT_MS,
    });
    return new S3Storage(client, (env.S3_PUBLIC_URL ?? endpoint).replace(/\/+$/, ''));
  }

  async put(key: string, bytes: Buffer): Promise<void> {
    await this.write(assertKey(key), bytes, FOR_EVER);
  }

  async reserveSizes(key: string, widths: readonly number[]): Promise<void> {
    assertKey(key);
    await Promise.all(
      widths.map((width) =>
        this.client.copyObject(key, sizeKey(key, width), {
          metadataDirective: 'REPLACE',
          contentType: 'image/webp',
          additionalHeaders: { ...cacheHeader(FOR_A_MINUTE) },
        }),
      ),
    );
  }

  async putSize(key: string, width: number, bytes: Buffer): Promise<void> {
    await this.write(sizeKey(assertKey(key), width), bytes, FOR_EVER);
  }

  async get(key: string): Promise<Buffer | null> {
    const found = await this.client.getObjectArrayBuffer(assertKey(key));
    return found && Buffer.from(found);
  }

  async remove(keys: readonly string[]): Promise<void> {
    const names = keys.flatMap((key) => [
      ...IMAGE_WIDTHS.map((width) => sizeKey(assertKey(key), width)),
      incomingKey(key),
      key,
    ]);
    await this.removeFiles(names);
  }

  urlOf(key: string): string {
    return `${this.publicUrl}/${key}`;
  }

  async plan({ key, contentType, bytes, expiresAt }: PlannedUpload): Promise<UploadTicket> {
    const seconds = Math.max(1, Math.floor((expiresAt.getTime() - Date.now()) / 1000));
    // Signed, so that the bucket takes this type and this many bytes and nothing else.
    const headers = { 'content-type': contentType, 'content-length': String(bytes) };
    const name = incomingKey(assertKey(key));
    const url = await this.client.getPresignedUrl('PUT', name, seconds, {}, headers);
    return { method: 'PUT', url, headers: { 'content-type': contentType }, fields: {} };
  }

  async inspect(key: string): Promise<ArrivedUpload | null> {
    const name = incomingKey(assertKey(key));
    if ((await this.client.objectExists(name)) !== true) return null;
    const bytes = await this.client.getContentLength(name);
    if (bytes === 0) return { bytes, head: Buffer.alloc(0) };
    const part = await this.client.getObjectRaw(name, false, 0, Math.min(HEAD_BYTES, bytes));
    return { bytes, head: Buffer.from(await part.arrayBuffer()).subarray(0, HEAD_BYTES) };
  }

  async readIncoming(key: string, maxBytes: number): Promise<Buffer | null> {
    const name = incomingKey(assertKey(key));
    if ((await this.client.objectExists(name)) !== true) return null;
    if ((await this.client.getContentLength(name)) > maxBytes) return null;
    const found = await this.client.getObjectArrayBuffer(name);
    return found && Buffer.from(found);
  }

  async removeIncoming(key: string): Promise<void> {
    await this.client.deleteObject(incomingKey(assertKey(key)));
  }

  async *stored(): AsyncGenerator<readonly StoredFile[]> {
    for (const folder of ['incoming', ...MEDIA_FOLDERS]) {
      let token: string | undefined;
      do {
        const page = await this.client.listObjectsPaged('/', `${folder}/`, BATCH, token);
        yield (page?.objects ?? []).flatMap(({ Key: name, LastModified: modified }) => {
          const key = pictureOf(name);
          return key === null ? [] : [{ name, key, modifiedAt: new Date(modified) }];
        });
        token = page?.nextContinuationToken;
      } while (token !== undefined && token !== '');
    }
  }

  async removeFiles(names: readonly string[]): Promise<void> {
    if (names.length > 0) await this.client.deleteObjects([...names]);
  }

  private async write(name: string, bytes: Buffer, cacheControl: string): Promise<void> {
    const headers = cacheHeader(cacheControl);
    await this.client.putObject(name, bytes, 'image/webp', undefined, headers);
  }
}

/** The client's type names headers of Amazon alone; it sends and signs the others too. */
function cacheHeader(value: string): { readonly 'cache-control': string } {
  return { 'cache-control': value };
}
