import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../../common/request-context.js';
import { ImagesRepository } from '../data/images.repository.js';
import { ImageOrderIncomplete } from '../images.errors.js';
import type { ImageOwner, ImageView } from '../images.types.js';
import { ChangeImages } from './change-images.js';

/** Puts the images of an owner into another order; the first one stands for it in lists. */
@Injectable()
export class OrderImages {
  constructor(
    private readonly frame: ChangeImages,
    private readonly images: ImagesRepository,
  ) {}

  /** @throws ImageOrderIncomplete, ProductNotFound and the like, PreconditionFailed */
  async execute(
    ctx: RequestContext,
    owner: ImageOwner,
    imageIds: readonly string[],
    ifMatch: string | null,
  ): Promise<ImageView[]> {
    return this.frame.execute(ctx, owner, ifMatch, async (tx, before) => {
      const wanted = new Set(imageIds);
      const isWhole = wanted.size === imageIds.length && wanted.size === before.length;
      if (!isWhole || before.some(({ id }) => !wanted.has(id))) throw new ImageOrderIncomplete();
      await this.images.order(tx, owner, imageIds);
    });
  }
}
