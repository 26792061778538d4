import { Inject, Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { PayloadTooLarge } from '../../../common/errors/common-errors.js';
import type { RequestContext } from '../../../common/request-context.js';
import { ENV, type Env } from '../../../config/env.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { Outbox } from '../../../queue/outbox/outbox.js';
import { askingOf, ImportsRepository, type NewImport } from '../data/imports.repository.js';
import { TextCheck } from '../domain/text-check.js';
import { fileTransfersQueue } from '../transfers.jobs.js';
import {
  EmptyFile,
  FormatNotForKind,
  ImportNotFound,
  ImportNotPossible,
  NotUtf8,
  UploadOffsetMismatch,
} from '../transfers.errors.js';
import type { ImportKind, ImportView } from '../transfers.types.js';

/** Bytes of a piece: what the API holds of a file at any time. */
const CHUNK_BYTES = 256 * 1024;
const MEGABYTE = 1024 * 1024;
const OTHER_SHOPS: readonly string[] = ['shopify', 'medusa', 'vendure'];

/** A file, or a piece of one, on its way in. */
export interface Upload {
  readonly content: Readable;
  /** The file ends with this piece. */
  readonly isLast: boolean;
}

/**
 * Takes a file in, piece by piece as it comes, and rings for a worker when it is there. What had come
 * before a connection broke is kept, and the upload can go on from there.
 */
@Injectable()
export class ReceiveFile {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly imports: ImportsRepository,
    private readonly outbox: Outbox,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** @throws FormatNotForKind, EmptyFile, NotUtf8, PayloadTooLarge */
  async execute(ctx: RequestContext, asked: NewImport, upload: Upload): Promise<ImportView> {
    if (asked.kind !== 'products' && OTHER_SHOPS.includes(asked.format)) {
      throw new FormatNotForKind();
    }
    const { id } = await this.uow.run(ctx, (tx) => this.imports.insert(tx, askingOf(ctx), asked));
    try {
      const size = await this.store(id, 0, upload.content);
      return await this.complete(ctx, id, size, upload.isLast);
    } catch (error) {
      const isRefused = error instanceof NotUtf8 || error instanceof EmptyFile;
      if (isRefused || error instanceof PayloadTooLarge) await this.forget(ctx, id);
      throw error;
    }
  }

  /**
   * Goes on with a file of which something has come already.
   *
   * @throws ImportNotFound, ImportNotPossible, UploadOffsetMismatch, NotUtf8, PayloadTooLarge
   */
  async goOn(
    ctx: RequestContext,
    id: string,
    upload: Upload & { readonly offset: number; readonly kinds: readonly ImportKind[] },
  ): Promise<ImportView> {
    const found = await this.uow.run(ctx, (tx) => this.imports.find(tx, id, upload.kinds));
    if (!found) throw new ImportNotFound();
    if (found.status !== 'uploading') throw new ImportNotPossible('The file is complete');
    const { sizeBytes } = found;
    if (sizeBytes !== upload.offset) throw new UploadOffsetMismatch(undefined, { sizeBytes });
    const size = await this.store(id, upload.offset, upload.content);
    return this.complete(ctx, id, size, upload.isLast);
  }

  /** @returns the size of the file so far */
  private async store(id: string, from: number, content: Readable): Promise<number> {
    const check = new TextCheck();
    let offset = from;
    let isFirst = from === 0;
    for await (const piece of inPieces(content)) {
      // In the middle of a file a piece may begin inside a character: only the beginning is looked at.
      const fault = isFirst || from === 0 ? check.next(piece) : zeroBytes(piece);
      isFirst = false;
      if (fault !== null) throw new NotUtf8(fault);
      if (offset + piece.length > this.env.IMPORT_MAX_MB * MEGABYTE) {
        throw new PayloadTooLarge(`A file has at most ${this.env.IMPORT_MAX_MB} MB`);
      }
      if (!(await this.imports.addChunk(id, offset, piece))) {
        throw new UploadOffsetMismatch('Somebody else sends the same file', { sizeBytes: offset });
      }
      offset += piece.length;
    }
    return offset;
  }

  private async complete(
    ctx: RequestContext,
    id: string,
    size: number,
    isLast: boolean,
  ): Promise<ImportView> {
    if (size === 0) throw new EmptyFile();
    return this.uow.run(ctx, async (tx) => {
      const to = isLast ? 'queued' : 'uploading';
      const row = await this.imports.setStatus(tx, id, ['uploading'], to);
      if (!row) throw new ImportNotPossible();
      const payload = { importId: id };
      if (isLast) {
        const about = { aggregateId: id };
        await this.outbox.enqueue(tx, fileTransfersQueue, 'run-import', payload, about);
      }
      return row;
    });
  }

  private async forget(ctx: RequestContext, id: string): Promise<void> {
    await this.uow.run(ctx, (tx) => this.imports.delete(tx, id));
  }
}

function zeroBytes(piece: Buffer): string | null {
  return piece.includes(0) ? 'There are zero bytes in it, so it is no text' : null;
}

/** Pieces of one size, whatever sizes the network has. */
async function* inPieces(content: Readable): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let length = 0;
  for await (const part of content as AsyncIterable<Buffer>) {
    waiting.push(part);
    length += part.length;
    if (length < CHUNK_BYTES) continue;
    yield Buffer.concat(waiting, length);
    waiting = [];
    length = 0;
  }
  if (length > 0) yield Buffer.concat(waiting, length);
}
