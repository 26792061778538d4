import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { readFile } from 'node:fs/promises';
import '@fastify/multipart';
import {
  InvalidRequest,
  PayloadTooLarge,
  UnsupportedMediaType,
} from '../../common/errors/common-errors.js';
import { Semaphore } from '../../common/crypto/semaphore.js';
import { ENV, type Env } from '../../config/env.js';
import { MediaBusy, TooManyFiles } from './media.errors.js';

/** Files of one form. */
const MAX_FILES = 8;
/** Bodies that are read into memory at once. */
const AT_ONCE = 8;
const MAX_WAITING = 40;
const RETRY_AFTER_SECONDS = 2;

/** A file of a form, on disk under a name of ours until the request is answered. */
export interface FormFile {
  readonly path: string;
}

/** Bodies of requests that are pictures: read after the caller is known, and never without end. */
@Injectable()
export class PictureBodiesService {
  private readonly reading = new Semaphore(AT_ONCE, MAX_WAITING);

  constructor(@Inject(ENV) private readonly env: Pick<Env, 'MEDIA_MAX_BYTES'>) {}

  /**
   * The one picture of a request: its body, or the file of its form.
   *
   * @param maxBytes the shop's own limit when left out
   * @throws UnsupportedMediaType, PayloadTooLarge, InvalidRequest, MediaBusy
   */
  async one(request: FastifyRequest, maxBytes = this.env.MEDIA_MAX_BYTES): Promise<Buffer> {
    const { body } = request;
    return this.inTurn(async () => {
      if (body instanceof Readable) {
        return readAll(body, request.headers['content-length'], maxBytes);
      }
      const [file] = await formFiles(request, 1, maxBytes);
      if (file === undefined) throw new InvalidRequest('The form has no file');
      return readFile(file.path);
    });
  }

  /**
   * The files of a form: all of them are here, and none is too large.
   *
   * @throws UnsupportedMediaType, TooManyFiles, PayloadTooLarge, InvalidRequest, MediaBusy
   */
  async many(request: FastifyRequest): Promise<readonly FormFile[]> {
    const files = await this.inTurn(() => formFiles(request, MAX_FILES, this.env.MEDIA_MAX_BYTES));
    if (files.length === 0) throw new InvalidRequest('The form has no file');
    return files;
  }

  private async inTurn<T>(read: () => Promise<T>): Promise<T> {
    const release = await this.reading.enter();
    if (!release) throw new MediaBusy(undefined, { retryAfterSeconds: RETRY_AFTER_SECONDS });
    try {
      return await read();
    } finally {
      release();
    }
  }
}

/** @throws PayloadTooLarge before more than `maxBytes` are kept */
async function readAll(
  body: Readable,
  announced: string | undefined,
  maxBytes: number,
): Promise<Buffer> {
  if (Number(announced ?? 0) > maxBytes) throw new PayloadTooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body.iterator({ destroyOnReturn: false })) {
    const bytes = chunk as Buffer;
    size += bytes.length;
    if (size > maxBytes) throw new PayloadTooLarge();
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

const FORM_ERRORS: Readonly<Record<string, new () => Error>> = {
  FST_FILES_LIMIT: TooManyFiles,
  FST_PARTS_LIMIT: TooManyFiles,
  FST_REQ_FILE_TOO_LARGE: PayloadTooLarge,
};

async function formFiles(
  request: FastifyRequest,
  files: number,
  fileSize: number,
): Promise<FormFile[]> {
  if (!request.isMultipart()) throw new UnsupportedMediaType('Send the picture as the body');
  try {
    const { files: saved } = await request.saveRequestFiles({
      limits: { files, fileSize, fields: 0, parts: files + 1, headerPairs: 20, fieldNameSize: 100 },
    });
    return saved.map(({ filepath }) => ({ path: filepath }));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const known = FORM_ERRORS[code];
    if (known) throw new known();
    // Whatever else is wrong with a form, its sender did: what is ours has a code of its own.
    if (code === '' || code.startsWith('FST_')) throw new InvalidRequest('The form cannot be read');
    throw error;
  }
}
