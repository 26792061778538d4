import { Injectable } from '@nestjs/common';
import { assertUnchanged, etagOf } from '../../../../common/http/if-match.js';
import type { RequestContext } from '../../../../common/request-context.js';
import { type Tx, UnitOfWork } from '../../../../database/unit-of-work.js';
import type { ProblemClass } from '../../../../common/errors/domain-error.js';
import {
  BrandNotFound,
  CategoryNotFound,
  CollectionNotFound,
  ProductNotFound,
} from '../../catalog.errors.js';
import { ImagesRepository } from '../data/images.repository.js';
import { ImageVariantUnknown } from '../images.errors.js';
import type { ImageOwner, ImageOwnerPath, ImageView } from '../images.types.js';

const NOT_FOUND: Readonly<Record<ImageOwnerPath, ProblemClass>> = {
  products: ProductNotFound,
  categories: CategoryNotFound,
  brands: BrandNotFound,
  collections: CollectionNotFound,
};

/** The frame of every change of an owner's images: one writer at a time, who saw the last state. */
@Injectable()
export class ChangeImages {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly images: ImagesRepository,
  ) {}

  /**
   * @param ifMatch ETag of the images as the caller saw them, or null
   * @returns the images afterwards
   * @throws ProductNotFound and the like, PreconditionFailed, what the work throws
   */
  async execute(
    ctx: RequestContext,
    owner: ImageOwner,
    ifMatch: string | null,
    work: (tx: Tx, before: readonly ImageView[]) => Promise<void>,
  ): Promise<ImageView[]> {
    return this.uow.run(ctx, async (tx) => {
      if (!(await this.images.lockOwner(tx, owner))) throw new NOT_FOUND[owner.path]();
      const before = await this.images.list(tx, owner);
      assertUnchanged(ifMatch, etagOf(before));
      await work(tx, before);
      return this.images.list(tx, owner);
    });
  }

  /** @throws ProductNotFound and the like */
  async list(owner: ImageOwner): Promise<ImageView[]> {
    if (!(await this.images.ownerExists(owner))) throw new NOT_FOUND[owner.path]();
    return this.images.listNow(owner);
  }

  /** @throws ImageVariantUnknown for a variant of another product, and for any variant of a group */
  async assertVariant(tx: Tx, owner: ImageOwner, variantId: string | null): Promise<void> {
    if (variantId === null) return;
    const isOwn = owner.path === 'products';
    if (!isOwn || !(await this.images.hasVariant(tx, owner.id, variantId))) {
      throw new ImageVariantUnknown();
    }
  }
}
