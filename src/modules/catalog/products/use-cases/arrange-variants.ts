import { Injectable } from '@nestjs/common';
import { assertUnchanged } from '../../../../common/http/if-match.js';
import type { RequestContext } from '../../../../common/request-context.js';
import { namedQuery } from '../../../../database/named-query.js';
import { type Tx, UnitOfWork } from '../../../../database/unit-of-work.js';
import { VariantNotFound } from '../../catalog.errors.js';
import { AdminProducts } from '../data/admin-products.js';
import {
  COUNT_VARIANTS,
  DELETE_VARIANT,
  LOCK_PRODUCT,
  ORDER_VARIANTS,
  RESTORE_VARIANT,
} from '../data/life-statements.js';
import type { AdminVariantResponse } from '../http/dto/admin-product.response.js';
import { etagOfVariant } from '../product-view.js';
import { LastVariant, ProductDeleted, TooManyVariants } from '../products.errors.js';
import { MAX_VARIANTS_OF_PRODUCT } from '../products.types.js';
import { lockLiving } from './change-product.js';

/** Takes variants out of a product, brings them back, and puts them into an order. */
@Injectable()
export class ArrangeVariants {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly products: AdminProducts,
  ) {}

  /** @throws VariantNotFound, ProductNotFound, PreconditionFailed, LastVariant */
  async delete(ctx: RequestContext, id: string, ifMatch: string | null): Promise<void> {
    await this.uow.run(ctx, async (tx) => {
      const { productId } = await this.products.variant(tx, id);
      await lockLiving(tx, productId);
      const stored = await this.products.variant(tx, id);
      if (stored.deletedAt !== null) throw new VariantNotFound();
      assertUnchanged(ifMatch, etagOfVariant(stored));
      if ((await count(tx, productId)) < 2) throw new LastVariant();
      await namedQuery(tx, DELETE_VARIANT, [id]);
    });
  }

  /**
   * One that is not deleted stays as it is.
   *
   * @param leaveTakenSkus without its SKU when another has that now, in place of a refusal
   * @throws VariantNotFound, ProductDeleted, SkuTaken, CombinationTaken, TooManyVariants
   */
  async restore(
    ctx: RequestContext,
    id: string,
    leaveTakenSkus = false,
  ): Promise<AdminVariantResponse> {
    return this.uow.run(ctx, async (tx) => {
      const { productId } = await this.products.variant(tx, id);
      const [product] = await namedQuery<{ deleted: boolean }>(tx, LOCK_PRODUCT, [productId]);
      if (product?.deleted !== false) throw new ProductDeleted();
      if ((await count(tx, productId)) >= MAX_VARIANTS_OF_PRODUCT) throw new TooManyVariants();
      await namedQuery(tx, RESTORE_VARIANT, [id, leaveTakenSkus]);
      return this.products.variant(tx, id);
    });
  }

  /**
   * Puts the named variants first, in this order.
   *
   * @throws ProductNotFound; VariantNotFound when one of them is not this product's
   */
  async order(ctx: RequestContext, productId: string, ids: readonly string[]): Promise<void> {
    await this.uow.run(ctx, async (tx) => {
      await lockLiving(tx, productId);
      const [row] = await namedQuery<{ found: number }>(tx, ORDER_VARIANTS, [productId, ids]);
      if (row?.found !== ids.length) throw new VariantNotFound();
    });
  }
}

async function count(tx: Tx, productId: string): Promise<number> {
  const [row] = await namedQuery<{ n: number }>(tx, COUNT_VARIANTS, [productId]);
  return row?.n ?? 0;
}
