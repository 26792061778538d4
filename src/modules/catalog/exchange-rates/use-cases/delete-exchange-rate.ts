import { Injectable } from '@nestjs/common';
import { assertUnchanged } from '../../../../common/http/if-match.js';
import type { RequestContext } from '../../../../common/request-context.js';
import { UnitOfWork } from '../../../../database/unit-of-work.js';
import { ExchangeRateNotFound } from '../exchange-rates.errors.js';
import { etagOfRate, ExchangeRatesRepository } from '../exchange-rates.repository.js';

/** Takes a rate away: carts of its currency stay, and nothing can be ordered in it. */
@Injectable()
export class DeleteExchangeRate {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly rates: ExchangeRatesRepository,
  ) {}

  /** Also of a currency that the shop no longer offers. @throws ExchangeRateNotFound, PreconditionFailed */
  async execute(ctx: RequestContext, currency: string, ifMatch: string | null): Promise<void> {
    if (!/^[A-Z]{3}$/.test(currency)) throw new ExchangeRateNotFound();
    await this.uow.run(ctx, async (tx) => {
      const stored = await this.rates.hold(tx, currency);
      if (stored === null) throw new ExchangeRateNotFound();
      assertUnchanged(ifMatch, etagOfRate(stored));
      await this.rates.remove(tx, currency);
    });
  }
}
