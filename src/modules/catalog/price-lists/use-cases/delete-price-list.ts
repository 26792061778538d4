import { Injectable } from '@nestjs/common';
import { assertUnchanged } from '../../../../common/http/if-match.js';
import type { RequestContext } from '../../../../common/request-context.js';
import { UnitOfWork } from '../../../../database/unit-of-work.js';
import { PriceListsRepository } from '../data/price-lists.repository.js';
import { etagOfPriceList } from '../price-list-view.js';
import { PriceListNotFound } from '../price-lists.errors.js';

/** Deletes a price list with its prices, for good; orders have their own. */
@Injectable()
export class DeletePriceList {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly lists: PriceListsRepository,
  ) {}

  /** @throws PriceListNotFound, PreconditionFailed */
  async execute(ctx: RequestContext, id: string, ifMatch: string | null): Promise<void> {
    await this.uow.run(ctx, async (tx) => {
      const stored = await this.lists.lock(tx, id);
      if (stored === null) throw new PriceListNotFound();
      assertUnchanged(ifMatch, etagOfPriceList(stored));
      await this.lists.delete(tx, id);
    });
  }
}
