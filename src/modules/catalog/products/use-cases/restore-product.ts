import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../../common/request-context.js';
import { namedQuery } from '../../../../database/named-query.js';
import { UnitOfWork } from '../../../../database/unit-of-work.js';
import { ProductNotFound, SkuTaken } from '../../catalog.errors.js';
import { AdminProducts } from '../data/admin-products.js';
import { LOCK_PRODUCT, RESTORE_PRODUCT, TAKEN_SKUS } from '../data/life-statements.js';
import type { AdminProductResponse } from '../http/dto/admin-product.response.js';

/** What a product comes back with where its own is no longer free. */
export interface RestoreWish {
  readonly slug?: string | null | undefined;
  /** Without the SKUs that others have now, in place of a refusal. */
  readonly leaveTakenSkus?: boolean | undefined;
}

/** Brings a deleted product back as it was, with the variants that went with it. */
@Injectable()
export class RestoreProduct {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly products: AdminProducts,
  ) {}

  /**
   * One that is not deleted stays as it is.
   *
   * @throws ProductNotFound; SlugTaken; SkuTaken naming the SKUs that others have now
   */
  async execute(
    ctx: RequestContext,
    id: string,
    { slug = null, leaveTakenSkus = false }: RestoreWish = {},
  ): Promise<AdminProductResponse> {
    return this.uow.run(ctx, async (tx) => {
      const [row] = await namedQuery<{ deleted: boolean }>(tx, LOCK_PRODUCT, [id]);
      if (row === undefined) throw new ProductNotFound();
      if (!row.deleted) return this.products.get(tx, id);
      const taken = leaveTakenSkus ? [] : await namedQuery<{ sku: string }>(tx, TAKEN_SKUS, [id]);
      if (taken.length > 0) {
        const skus = taken.map(({ sku }) => sku);
        throw new SkuTaken(`Others have these SKUs now: ${skus.join(', ')}`, { skus });
      }
      await namedQuery(tx, RESTORE_PRODUCT, [id, slug, leaveTakenSkus]);
      return this.products.get(tx, id);
    });
  }
}
