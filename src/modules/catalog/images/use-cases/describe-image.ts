import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../../common/request-context.js';
import { type ImageChange, ImagesRepository } from '../data/images.repository.js';
import { ImageNotFound } from '../images.errors.js';
import type { ImageOwner, ImageView } from '../images.types.js';
import { ChangeImages } from './change-images.js';

/** Changes what is said of an image, and of which variant it is. */
@Injectable()
export class DescribeImage {
  constructor(
    private readonly frame: ChangeImages,
    private readonly images: ImagesRepository,
  ) {}

  /** @throws ImageNotFound, ImageVariantUnknown, ProductNotFound and the like, PreconditionFailed */
  async execute(
    ctx: RequestContext,
    owner: ImageOwner,
    imageId: string,
    change: ImageChange,
    ifMatch: string | null,
  ): Promise<ImageView[]> {
    return this.frame.execute(ctx, owner, ifMatch, async (tx) => {
      await this.frame.assertVariant(tx, owner, change.variantId ?? null);
      if (!(await this.images.change(tx, owner, imageId, change))) throw new ImageNotFound();
    });
  }
}
