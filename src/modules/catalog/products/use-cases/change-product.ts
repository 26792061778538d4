import { Injectable } from '@nestjs/common';
import { assertUnchanged } from '../../../../common/http/if-match.js';
import type { RequestContext } from '../../../../common/request-context.js';
import { namedQuery } from '../../../../database/named-query.js';
import type { Tx } from '../../../../database/unit-of-work.js';
import { ProductNotFound, VariantNotFound } from '../../catalog.errors.js';
import { AdminProducts } from '../data/admin-products.js';
import { LOCK_PRODUCT } from '../data/life-statements.js';
import type {
  AdminProductResponse,
  AdminVariantResponse,
} from '../http/dto/admin-product.response.js';
import { etagOfProduct, etagOfVariant, throwProblems } from '../product-view.js';
import type { ProductRow, SaveOptions, VariantRow } from '../products.types.js';
import { SaveProducts } from './save-products.js';

/** Makes one product, or changes one or one of its variants, by the same rules as many at once. */
@Injectable()
export class ChangeProduct {
  constructor(
    private readonly save: SaveProducts,
    private readonly products: AdminProducts,
  ) {}

  /** @throws the problem that speaks against it: SlugTaken, SkuTaken, GroupUnknown, … */
  async create(
    ctx: RequestContext,
    row: ProductRow,
    options: SaveOptions,
  ): Promise<AdminProductResponse> {
    return this.save.retried(ctx, async (tx) => {
      const { saved, problems } = await this.save.within(tx, [row], {
        ...options,
        mode: 'create',
        newVariants: true,
      });
      throwProblems(problems[0] ?? []);
      return this.products.get(tx, saved[0]?.productId ?? '');
    });
  }

  /** @throws ProductNotFound, also for a deleted one; PreconditionFailed; what speaks against it */
  async update(
    ctx: RequestContext,
    id: string,
    row: ProductRow,
    ifMatch: string | null,
    options: SaveOptions = {},
  ): Promise<AdminProductResponse> {
    return this.save.retried(ctx, async (tx) => {
      await lockLiving(tx, id);
      assertUnchanged(ifMatch, etagOfProduct(await this.products.get(tx, id)));
      const { problems } = await this.save.within(tx, [{ ...row, id }], options);
      throwProblems(problems[0] ?? []);
      return this.products.get(tx, id);
    });
  }

  /** A variant more. @throws ProductNotFound; what speaks against it */
  async addVariant(
    ctx: RequestContext,
    productId: string,
    variant: VariantRow,
    options: SaveOptions,
  ): Promise<AdminVariantResponse> {
    return this.save.retried(ctx, async (tx) => {
      const row = { id: productId, variants: [variant] };
      const { saved, problems } = await this.save.within(tx, [row], {
        ...options,
        newVariants: true,
      });
      throwProblems(problems[0] ?? [], '/variants/0');
      return this.products.variant(tx, saved[0]?.variants[0]?.id ?? '');
    });
  }

  /** @throws VariantNotFound, also for a deleted one; PreconditionFailed; what speaks against it */
  async updateVariant(
    ctx: RequestContext,
    id: string,
    variant: VariantRow,
    ifMatch: string | null,
  ): Promise<AdminVariantResponse> {
    return this.save.retried(ctx, async (tx) => {
      const { productId } = await this.products.variant(tx, id);
      await lockLiving(tx, productId);
      const stored = await this.products.variant(tx, id);
      if (stored.deletedAt !== null) throw new VariantNotFound();
      assertUnchanged(ifMatch, etagOfVariant(stored));
      const row = { id: productId, variants: [{ ...variant, id }] };
      const { problems } = await this.save.within(tx, [row]);
      throwProblems(problems[0] ?? [], '/variants/0');
      return this.products.variant(tx, id);
    });
  }
}

/** All writers of a product and its variants take turns on its row. @throws ProductNotFound */
export async function lockLiving(tx: Tx, id: string): Promise<void> {
  const [row] = await namedQuery<{ deleted: boolean }>(tx, LOCK_PRODUCT, [id]);
  if (row === undefined || row.deleted) throw new ProductNotFound();
}
