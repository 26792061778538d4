import { Inject, Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { ENV, type Env } from '../../../config/env.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { MediaFilesRepository } from '../data/media-files.repository.js';
import { PICTURE_SHAPE } from '../domain/image-sizes.js';
import { ImageEncoder } from '../image-encoder.js';
import { InvalidImage } from '../media.errors.js';
import { MediaService } from '../media.service.js';
import type { DrawnPicture } from '../media.types.js';
import { MediaStorage } from '../storage/media-storage.js';

/** Draws what a direct upload brought anew and makes it public, or refuses it. Can be repeated. */
@Injectable()
export class CheckUpload {
  constructor(
    private readonly files: MediaFilesRepository,
    private readonly storage: MediaStorage,
    private readonly encoder: ImageEncoder,
    private readonly media: MediaService,
    private readonly uow: UnitOfWork,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** @throws MediaBusy, and whatever keeps the storage from answering: then again later */
  async execute(ctx: RequestContext, fileId: string): Promise<void> {
    const file = await this.files.find(fileId);
    if (!file?.uploadedAt || file.driver !== this.storage.driver) return;
    if (file.state === 'waiting') {
      const bytes = await this.storage.readIncoming(file.key, this.env.MEDIA_MAX_BYTES);
      const picture = bytes && (await this.draw(bytes));
      if (picture) await this.media.publish(ctx, file, picture);
      else await this.uow.run(ctx, (tx) => this.files.markFailed(tx, file.id, 'invalid_image'));
    }
    await this.storage.removeIncoming(file.key);
  }

  private async draw(bytes: Buffer): Promise<DrawnPicture | null> {
    try {
      return await this.encoder.encode(bytes, PICTURE_SHAPE);
    } catch (error) {
      if (error instanceof InvalidImage) return null;
      throw error;
    }
  }
}
