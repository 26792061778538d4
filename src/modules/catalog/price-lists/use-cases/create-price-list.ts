import { Inject, Injectable } from '@nestjs/common';
import { currencyExponent } from '../../../../common/money/money.js';
import type { RequestContext } from '../../../../common/request-context.js';
import { ENV, type Env } from '../../../../config/env.js';
import { UnitOfWork } from '../../../../database/unit-of-work.js';
import { assertPriced } from '../../prices/price-view.js';
import { PriceListsRepository } from '../data/price-lists.repository.js';
import { CustomerGroupUnknown } from '../price-lists.errors.js';
import type { PriceListView, PriceListWords } from '../price-lists.types.js';

/** Makes a price list, empty and, unless told otherwise, switched off. */
@Injectable()
export class CreatePriceList {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly lists: PriceListsRepository,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /**
   * @param currency of all its prices, for good
   * @throws CurrencyUnsupported, CurrencyNotPriced, PriceListNameTaken, PriceListDatesInvalid, CustomerGroupUnknown
   */
  async execute(
    ctx: RequestContext,
    currency: string,
    words: Required<PriceListWords>,
  ): Promise<PriceListView> {
    currencyExponent(currency);
    if (currency !== this.env.CURRENCY) assertPriced(currency, this.env);
    const other = currency === this.env.CURRENCY ? null : currency;
    const made = await this.uow.run(ctx, (tx) => this.lists.insert(tx, other, words));
    if (made === null) throw new CustomerGroupUnknown();
    return made;
  }
}
