import { timingSafeEqual } from 'node:crypto';
import type { v2, UploadApiResponse } from 'cloudinary';
import type { Env } from '../../../config/env.js';
import { adoptEnvironment } from '../../../config/given-env.js';
import { assertKey, incomingKey, MEDIA_FOLDERS, pictureOf } from '../media-key.js';
import {
  type ArrivedUpload,
  MediaStorage,
  type PlannedUpload,
  type StoredFile,
  type UploadReceipt,
  type UploadTicket,
} from './media-storage.js';

type Sdk = typeof v2;
type Account = Readonly<Record<'cloud_name' | 'api_key' | 'api_secret', string>>;

/** `upload` is public; nobody is shown a `private` one without a signature. */
const PUBLIC = 'upload';
const HIDDEN = 'private';
const FORMATS = 'jpg,png,webp';
const BATCH = 500;
const TIMEOUT_MS = 20_000;
const NOT_FOUND = 404;

/** The image service. It draws sizes when they are asked for: the transformation is part of the address. */
export class CloudinaryStorage extends MediaStorage {
  readonly driver = 'cloudinary';
  readonly drawsSizes = true;

  private constructor(
    private readonly sdk: Sdk,
    private readonly account: Account,
  ) {
    super();
  }

  /** The library reads its account from the environment when it is loaded, and how it talks to the service. */
  static async open(env: Pick<Env, 'CLOUDINARY_URL'>): Promise<CloudinaryStorage> {
    const url = new URL(env.CLOUDINARY_URL ?? '');
    adoptEnvironment({ CLOUDINARY_URL: url.href });
    const { v2: sdk } = await import('cloudinary');
    const account: Account = {
      cloud_name: url.hostname,
      api_key: decodeURIComponent(url.username),
      api_secret: decodeURIComponent(url.password),
    };
    sdk.config({ ...account, secure: true });
    return new CloudinaryStorage(sdk, account);
  }

  async put(key: string, bytes: Buffer): Promise<void> {
    await new Promise<UploadApiResponse>((resolve, reject) => {
      const options = {
        public_id: idOf(key),
        type: PUBLIC,
        resource_type: 'image' as const,
        overwrite: true,
        invalidate: true,
        timeout: TIMEOUT_MS,
      };
      const stream = this.sdk.uploader.upload_stream(options, (error, result) => {
        if (result) resolve(result);
        else reject(asError(error));
      });
      stream.end(bytes);
    });
  }

  async reserveSizes(): Promise<void> {}

  async putSize(): Promise<void> {}

  async get(key: string): Promise<Buffer | null> {
    return this.download(idOf(key), PUBLIC, Number.MAX_SAFE_INTEGER);
  }

  async remove(keys: readonly string[]): Promise<void> {
    const names = keys.flatMap((key) => [
      `${HIDDEN}:${incomingKey(assertKey(key))}`,
      `${PUBLIC}:${idOf(key)}`,
    ]);
    await this.removeFiles(names);
  }

  urlOf(key: string): string {
    // Always version 1: the address has to be known before the file is.
    return this.sdk.url(idOf(key), { secure: true, format: 'webp', version: 1, analytics: false });
  }

  plan({ key, expiresAt }: PlannedUpload): Promise<UploadTicket> {
    // Taken for one hour from this time: moved back, so that it ends when the upload does.
    const timestamp = Math.floor(expiresAt.getTime() / 1000) - 3600;
    const signed = {
      allowed_formats: FORMATS,
      overwrite: 'false',
      public_id: incomingKey(assertKey(key)),
      timestamp: String(timestamp),
      type: HIDDEN,
    };
    const signature = this.sdk.utils.api_sign_request(signed, this.account.api_secret);
    return Promise.resolve({
      method: 'POST',
      url: this.sdk.utils.api_url('upload', { resource_type: 'image' }),
      headers: {},
      fields: { ...signed, api_key: this.account.api_key, signature },
    });
  }

  /** The service signs what it answers to the browser; without that the upload is not believed. */
  async inspect(key: string, receipt: UploadReceipt): Promise<ArrivedUpload | null> {
    const id = incomingKey(assertKey(key));
    const { version, signature } = receipt;
    if (version === undefined || signature === undefined) return null;
    const said = { public_id: id, version };
    const expected = this.sdk.utils.api_sign_request(said, this.account.api_secret);
    if (!isSame(expected, signature)) return null;
    const found: unknown = await orNull(
      this.sdk.api.resource(id, { type: HIDDEN, resource_type: 'image', timeout: TIMEOUT_MS }),
    );
    const bytes = found && typeof found === 'object' && 'bytes' in found ? found.bytes : null;
    return typeof bytes === 'number' ? { bytes, head: null } : null;
  }

  async readIncoming(key: string, maxBytes: number): Promise<Buffer | null> {
    return this.download(incomingKey(assertKey(key)), HIDDEN, maxBytes);
  }

  async removeIncoming(key: string): Promise<void> {
    await this.removeFiles([`${HIDDEN}:${incomingKey(assertKey(key))}`]);
  }

  async *stored(): AsyncGenerator<readonly StoredFile[]> {
    for (const folder of ['incoming', ...MEDIA_FOLDERS]) {
      const type = folder === 'incoming' ? HIDDEN : PUBLIC;
      let cursor: string | undefined;
      do {
        const page = (await this.sdk.api.resources({
          type,
          resource_type: 'image',
          prefix: `${folder}/`,
          max_results: BATCH,
          ...(cursor === undefined ? {} : { next_cursor: cursor }),
        })) as ResourcePage;
        yield page.resources.flatMap(({ public_id: id, created_at: at }) => {
          const key = pictureOf(type === HIDDEN ? id : `${id}.webp`);
          return key === null ? [] : [{ name: `${type}:${id}`, key, modifiedAt: new Date(at) }];
        });
        cursor = page.next_cursor;
      } while (cursor !== undefined);
    }
  }

  async removeFiles(names: readonly string[]): Promise<void> {
    for (const name of names) {
      const [type = '', id = ''] = name.split(':');
      // "not found" is an answer like any other.
      await this.sdk.uploader
        .destroy(id, { type, resource_type: 'image', invalidate: true })
        .catch((error: unknown) => {
          throw asError(error);
        });
    }
  }

  /** By an address that is signed for it and ends at the service's API. */
  private async download(id: string, type: string, maxBytes: number): Promise<Buffer | null> {
    const url = this.sdk.utils.private_download_url(id, '', {
      type,
      resource_type: 'image',
      expires_at: Math.floor(Date.now() / 1000) + 60,
    });
    const answer = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: 'error' });
    if (answer.status === NOT_FOUND) return null;
    if (!answer.ok || !answer.body) throw new Error(`The image service answered ${answer.status}`);
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of answer.body as AsyncIterable<Uint8Array>) {
      size += chunk.byteLength;
      if (size > maxBytes) return null;
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  }
}

interface ResourcePage {
  readonly resources: readonly { readonly public_id: string; readonly created_at: string }[];
  readonly next_cursor?: string;
}

/** The service's name of a public picture; the format is no part of it. */
function idOf(key: string): string {
  return assertKey(key).replace(/\.webp$/, '');
}

function isSame(expected: string, given: string): boolean {
  const [one, other] = [Buffer.from(expected), Buffer.from(given)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/** The library rejects with plain objects. */
function asError(error: unknown): Error {
  if (error instanceof Error) return error;
  const status = httpCodeOf(error);
  const reason = typeof status === 'number' ? String(status) : 'no answer';
  return new Error(`The image service refused: ${reason}`);
}

function httpCodeOf(error: unknown): unknown {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('http_code' in error) return error.http_code;
  return 'error' in error ? httpCodeOf(error.error) : undefined;
}

async function orNull<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (httpCodeOf(error) === NOT_FOUND) return null;
    throw asError(error);
  }
}
