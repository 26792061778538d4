import { Inject, Injectable } from '@nestjs/common';
import { assertUnchanged } from '../../../../common/http/if-match.js';
import { MAX_EXCHANGE_RATE } from '../../../../common/money/convert.js';
import { currencyExponent } from '../../../../common/money/money.js';
import type { RequestContext } from '../../../../common/request-context.js';
import { ENV, type Env } from '../../../../config/env.js';
import { UnitOfWork } from '../../../../database/unit-of-work.js';
import { assertPriced } from '../../prices/price-view.js';
import { ExchangeRateInvalid } from '../exchange-rates.errors.js';
import {
  etagOfRate,
  type ExchangeRateView,
  ExchangeRatesRepository,
} from '../exchange-rates.repository.js';

const RATE = /^\d{1,6}(\.\d{1,8})?$/;

/** Says what the shop's currency is worth in another one from now on; orders keep the rate they were placed at. */
@Injectable()
export class SaveExchangeRate {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly rates: ExchangeRatesRepository,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** @throws CurrencyUnsupported, CurrencyNotPriced, ExchangeRateInvalid, PreconditionFailed */
  async execute(
    ctx: RequestContext,
    currency: string,
    rate: string,
    ifMatch: string | null,
  ): Promise<ExchangeRateView> {
    currencyExponent(currency);
    assertPriced(currency, this.env);
    if (!RATE.test(rate) || Number(rate) <= 0 || Number(rate) > MAX_EXCHANGE_RATE) {
      throw new ExchangeRateInvalid();
    }
    return this.uow.run(ctx, async (tx) => {
      assertUnchanged(ifMatch, etagOfRate(await this.rates.hold(tx, currency)));
      return this.rates.save(tx, currency, rate);
    });
  }
}
