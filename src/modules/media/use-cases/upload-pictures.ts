import { Injectable } from '@nestjs/common';
import { open, readFile } from 'node:fs/promises';
import type { RequestContext } from '../../../common/request-context.js';
import { MediaFilesRepository } from '../data/media-files.repository.js';
import { PICTURE_SHAPE } from '../domain/image-sizes.js';
import { HEAD_BYTES, typeOf } from '../domain/picture-bytes.js';
import { ImageEncoder } from '../image-encoder.js';
import { InvalidImage } from '../media.errors.js';
import { MediaService } from '../media.service.js';
import type { MediaFileView, MediaOwner } from '../media.types.js';
import type { FormFile } from '../picture-bodies.service.js';

/** Stores the pictures of one request, all of them or none. */
@Injectable()
export class UploadPictures {
  constructor(
    private readonly media: MediaService,
    private readonly files: MediaFilesRepository,
    private readonly encoder: ImageEncoder,
  ) {}

  /** @throws InvalidImage that names the file, MediaBusy, MediaOwnerNotFound, MediaQuotaExceeded */
  async execute(
    ctx: RequestContext,
    owner: MediaOwner,
    sent: readonly FormFile[],
  ): Promise<MediaFileView[]> {
    const looks = await Promise.all(sent.map(look));
    const wrong = looks.findIndex(({ contentType }) => contentType === null);
    if (wrong >= 0) throw refusalOf(wrong);
    const named = this.media.name(owner, looks);
    await this.media.announce(ctx, owner, named);
    const ids = named.map(({ id }) => id);
    try {
      // One after the other: at most one of them is in memory.
      for (const [index, { path }] of sent.entries()) {
        const file = named[index];
        if (file) await this.store(ctx, file, path, index);
      }
    } catch (error) {
      await this.media.giveUp(ctx, ids);
      throw error;
    }
    return this.files.findMany(ids);
  }

  private async store(
    ctx: RequestContext,
    file: { readonly id: string; readonly key: string },
    path: string,
    index: number,
  ): Promise<void> {
    try {
      const picture = await this.encoder.encode(await readFile(path), PICTURE_SHAPE);
      await this.media.publish(ctx, file, picture);
    } catch (error) {
      throw error instanceof InvalidImage ? refusalOf(index) : error;
    }
  }
}

async function look({ path }: FormFile): Promise<{ bytes: number; contentType: string | null }> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(HEAD_BYTES) });
    return { bytes: size, contentType: typeOf(buffer.subarray(0, bytesRead)) };
  } finally {
    await file.close();
  }
}

function refusalOf(index: number): InvalidImage {
  const errors = [{ pointer: `/file/${index}`, code: 'invalid_image' }];
  return new InvalidImage(undefined, undefined, errors);
}
