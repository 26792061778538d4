import { Injectable } from '@nestjs/common';
import { assertUnchanged } from '../../../../common/http/if-match.js';
import type { RequestContext } from '../../../../common/request-context.js';
import { namedQuery } from '../../../../database/named-query.js';
import { UnitOfWork } from '../../../../database/unit-of-work.js';
import { AdminProducts } from '../data/admin-products.js';
import { DELETE_PRODUCT } from '../data/life-statements.js';
import { etagOfProduct } from '../product-view.js';
import { lockLiving } from './change-product.js';

/** Takes a product out of the shop with its variants; slug and SKUs are free again, orders keep theirs. */
@Injectable()
export class DeleteProduct {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly products: AdminProducts,
  ) {}

  /** @throws ProductNotFound, PreconditionFailed */
  async execute(ctx: RequestContext, id: string, ifMatch: string | null): Promise<void> {
    await this.uow.run(ctx, async (tx) => {
      await lockLiving(tx, id);
      assertUnchanged(ifMatch, etagOfProduct(await this.products.get(tx, id)));
      await namedQuery(tx, DELETE_PRODUCT, [id]);
    });
  }
}
