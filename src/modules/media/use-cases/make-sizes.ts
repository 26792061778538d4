import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { MediaFilesRepository } from '../data/media-files.repository.js';
import { widthsBelow } from '../domain/image-sizes.js';
import { ImageEncoder } from '../image-encoder.js';
import { MediaStorage } from '../storage/media-storage.js';

/** Makes a picture in every width that is narrower than it is. Can be repeated and cut off anywhere. */
@Injectable()
export class MakeSizes {
  constructor(
    private readonly files: MediaFilesRepository,
    private readonly storage: MediaStorage,
    private readonly encoder: ImageEncoder,
    private readonly uow: UnitOfWork,
  ) {}

  async execute(ctx: RequestContext, fileId: string): Promise<void> {
    const file = await this.files.find(fileId);
    if (file?.state !== 'ready' || file.width === null) return;
    if (file.driver !== this.storage.driver || this.storage.drawsSizes) return;
    const widths = widthsBelow(file.width);
    if (widths.every((width) => file.sizes.includes(width))) return;
    const picture = await this.storage.get(file.key);
    // Deleted meanwhile.
    if (!picture) return;
    for (const width of widths) {
      await this.storage.putSize(file.key, width, await this.encoder.shrink(picture, width));
    }
    await this.uow.run(ctx, (tx) => this.files.markSizes(tx, fileId, widths));
  }
}
