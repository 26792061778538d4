import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import type { Tx } from '../../../database/unit-of-work.js';
import type { ProductRow, SavedRow, SaveOptions } from './products.types.js';
import { PublishDue } from './use-cases/publish-due.js';
import { SaveProducts } from './use-cases/save-products.js';

/** What other features may do with products. */
@Injectable()
export class ProductsService {
  constructor(
    private readonly save: SaveProducts,
    private readonly due: PublishDue,
  ) {}

  /**
   * Makes and changes up to 500 products with at most 5,000 variants in one transaction. Each row is
   * judged by itself; the answer has one result per row, in their order.
   *
   * @throws InvalidRequest, TooManyVariants for more than one call takes
   */
  async saveMany(
    ctx: RequestContext,
    rows: readonly ProductRow[],
    options: SaveOptions = {},
  ): Promise<SavedRow[]> {
    return this.save.execute(ctx, rows, options);
  }

  /**
   * The same in the caller's transaction.
   *
   * @throws SlugTaken, SkuTaken, CombinationTaken when somebody took a name meanwhile: the transaction
   * is lost, and the second try will refuse the row instead
   */
  async saveManyIn(
    tx: Tx,
    rows: readonly ProductRow[],
    options: SaveOptions = {},
  ): Promise<SavedRow[]> {
    const { saved } = await this.save.within(tx, rows, options);
    if (options.dryRun !== true) await options.alongside?.(tx, saved);
    return saved;
  }

  /** Publishes and hides the products whose time has come. Returns how many. */
  async publishDue(ctx: RequestContext): Promise<number> {
    return this.due.execute(ctx);
  }
}
