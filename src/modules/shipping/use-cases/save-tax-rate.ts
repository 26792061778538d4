import { Injectable } from '@nestjs/common';
import { assertUnchanged, etagOf } from '../../../common/http/if-match.js';
import type { RequestContext } from '../../../common/request-context.js';
import { type Tx, UnitOfWork } from '../../../database/unit-of-work.js';
import {
  TaxRatesRepository,
  type TaxRateValues,
  type TaxRateView,
} from '../data/tax-rates.repository.js';
import { TaxRateNotFound } from '../shipping.errors.js';

/** Makes, changes and deletes tax rates. Orders keep what they were placed with. */
@Injectable()
export class SaveTaxRate {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly rates: TaxRatesRepository,
  ) {}

  /** @throws TaxRateTaken */
  create(ctx: RequestContext, values: TaxRateValues): Promise<TaxRateView> {
    return this.uow.run(ctx, (tx) => this.rates.save(tx, null, values));
  }

  /** @throws TaxRateNotFound, TaxRateTaken, PreconditionFailed */
  change(
    ctx: RequestContext,
    id: string,
    changes: Partial<TaxRateValues>,
    ifMatch: string | null,
  ): Promise<TaxRateView> {
    return this.uow.run(ctx, async (tx) => {
      const stored = await this.locked(tx, id, ifMatch);
      return this.rates.save(tx, id, { ...stored, ...changes });
    });
  }

  /** @throws TaxRateNotFound, PreconditionFailed */
  delete(ctx: RequestContext, id: string, ifMatch: string | null): Promise<void> {
    return this.uow.run(ctx, async (tx) => {
      await this.locked(tx, id, ifMatch);
      await this.rates.delete(tx, id);
    });
  }

  private async locked(tx: Tx, id: string, ifMatch: string | null): Promise<TaxRateView> {
    const stored = await this.rates.lock(tx, id);
    if (stored === null) throw new TaxRateNotFound();
    assertUnchanged(ifMatch, etagOf(stored));
    return stored;
  }
}
