import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../../common/request-context.js';
import { ImagesRepository } from '../data/images.repository.js';
import { ImageNotFound } from '../images.errors.js';
import type { ImageOwner } from '../images.types.js';
import { ChangeImages } from './change-images.js';

/** Takes an image away; its file is deleted by a worker, once the pages that show it are gone. */
@Injectable()
export class DetachImage {
  constructor(
    private readonly frame: ChangeImages,
    private readonly images: ImagesRepository,
  ) {}

  /** @throws ImageNotFound, ProductNotFound and the like, PreconditionFailed */
  async execute(
    ctx: RequestContext,
    owner: ImageOwner,
    imageId: string,
    ifMatch: string | null,
  ): Promise<void> {
    await this.frame.execute(ctx, owner, ifMatch, async (tx) => {
      if (!(await this.images.delete(tx, owner, imageId))) throw new ImageNotFound();
    });
  }
}
