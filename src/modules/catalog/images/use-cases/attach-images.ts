import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../../common/request-context.js';
import { MediaInUse, MediaNotFound } from '../../../media/media.errors.js';
import { MediaService } from '../../../media/media.service.js';
import { ImagesRepository, type NewImages } from '../data/images.repository.js';
import { ImageNotReady, TooManyImages } from '../images.errors.js';
import { type ImageOwner, type ImageView, mediaOwnerOf } from '../images.types.js';
import { ChangeImages } from './change-images.js';

/** Pages show no more of them. */
const MAX_IMAGES = { products: 50, categories: 10, brands: 10, collections: 10 };

/** Shows uploaded files as images of what they were uploaded for. */
@Injectable()
export class AttachImages {
  constructor(
    private readonly frame: ChangeImages,
    private readonly images: ImagesRepository,
    private readonly media: MediaService,
  ) {}

  /**
   * @throws MediaNotFound for a file of another owner too, MediaInUse, ImageNotReady, TooManyImages,
   * ImageVariantUnknown, ProductNotFound and the like, PreconditionFailed
   */
  async execute(
    ctx: RequestContext,
    owner: ImageOwner,
    wanted: NewImages,
    ifMatch: string | null,
  ): Promise<ImageView[]> {
    await this.assertUsable(owner, wanted.fileIds);
    return this.frame.execute(ctx, owner, ifMatch, async (tx, before) => {
      if (before.length + wanted.fileIds.length > MAX_IMAGES[owner.path]) throw new TooManyImages();
      await this.frame.assertVariant(tx, owner, wanted.variantId);
      await this.images.insert(tx, owner, wanted);
    });
  }

  /** For an answer that says what is wrong; the database looks again when it writes. */
  private async assertUsable(owner: ImageOwner, fileIds: readonly string[]): Promise<void> {
    const files = await this.media.filesOf(mediaOwnerOf(owner), fileIds);
    if (files.length !== fileIds.length) throw new MediaNotFound();
    if (files.some(({ isAttached }) => isAttached)) throw new MediaInUse();
    if (files.some(({ state }) => state !== 'ready')) throw new ImageNotReady();
  }
}
