import { Injectable } from '@nestjs/common';
import { assertUnchanged } from '../../../../common/http/if-match.js';
import type { RequestContext } from '../../../../common/request-context.js';
import { UnitOfWork } from '../../../../database/unit-of-work.js';
import { PriceListsRepository } from '../data/price-lists.repository.js';
import { etagOfPriceList } from '../price-list-view.js';
import { CustomerGroupUnknown, PriceListNotFound } from '../price-lists.errors.js';
import type { PriceListView, PriceListWords } from '../price-lists.types.js';

/** Changes whom a price list is for and when; carts see it at once. */
@Injectable()
export class ChangePriceList {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly lists: PriceListsRepository,
  ) {}

  /** @throws PriceListNotFound, PreconditionFailed, PriceListNameTaken, PriceListDatesInvalid, CustomerGroupUnknown */
  async execute(
    ctx: RequestContext,
    id: string,
    words: PriceListWords,
    ifMatch: string | null,
  ): Promise<PriceListView> {
    return this.uow.run(ctx, async (tx) => {
      const stored = await this.lists.lock(tx, id);
      if (stored === null) throw new PriceListNotFound();
      assertUnchanged(ifMatch, etagOfPriceList(stored));
      const { customerGroupId, startsAt, endsAt } = words;
      const saved = await this.lists.update(tx, id, {
        name: words.name ?? stored.name,
        customerGroupId: customerGroupId === undefined ? stored.customerGroupId : customerGroupId,
        startsAt: startsAt === undefined ? stored.startsAt : startsAt,
        endsAt: endsAt === undefined ? stored.endsAt : endsAt,
        isActive: words.isActive ?? stored.isActive,
      });
      if (saved === null) throw new CustomerGroupUnknown();
      return saved;
    });
  }
}
