import { Inject, Injectable } from '@nestjs/common';
import { assertUnchanged } from '../../../../common/http/if-match.js';
import type { RequestContext } from '../../../../common/request-context.js';
import { ENV, type Env } from '../../../../config/env.js';
import { type Tx, UnitOfWork } from '../../../../database/unit-of-work.js';
import { VariantNotFound } from '../../catalog.errors.js';
import { PricesRepository } from '../data/prices.repository.js';
import { amountOf, assertPriced, etagOfPrice } from '../price-view.js';
import { PriceNotFound } from '../prices.errors.js';
import type { OtherPrice, PriceAmounts } from '../prices.types.js';

/** Sets or takes away the price of one variant in one currency beside the shop's own. */
@Injectable()
export class SavePrice {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly prices: PricesRepository,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** @throws CurrencyNotPriced, InvalidMoney, AmountOutOfRange, VariantNotFound, PreconditionFailed */
  async execute(
    ctx: RequestContext,
    variantId: string,
    currency: string,
    given: PriceAmounts,
    ifMatch: string | null,
  ): Promise<OtherPrice> {
    assertPriced(currency, this.env);
    const price = amountOf(given.price, currency);
    const compareAtPrice =
      given.compareAtPrice === null ? null : amountOf(given.compareAtPrice, currency);
    return this.uow.run(ctx, async (tx) => {
      const stored = await this.find(tx, variantId, currency);
      assertUnchanged(ifMatch, etagOfPrice(stored));
      await this.prices.save(tx, [{ variantId, currency, price, compareAtPrice }]);
      const saved = await this.find(tx, variantId, currency);
      if (saved === null) throw new PriceNotFound();
      return saved;
    });
  }

  /** Also in a currency that the shop no longer offers. @throws VariantNotFound, PriceNotFound, PreconditionFailed */
  async remove(
    ctx: RequestContext,
    variantId: string,
    currency: string,
    ifMatch: string | null,
  ): Promise<void> {
    await this.uow.run(ctx, async (tx) => {
      const stored = await this.find(tx, variantId, currency);
      if (stored === null) throw new PriceNotFound();
      assertUnchanged(ifMatch, etagOfPrice(stored));
      await this.prices.remove(tx, [{ variantId, currency }]);
    });
  }

  /** Under the lock of the variant. */
  private async find(tx: Tx, variantId: string, currency: string): Promise<OtherPrice | null> {
    const held = await this.prices.hold(tx, [variantId]);
    const all = await this.prices.list(tx, variantId);
    if (!held.has(variantId) || all === null) throw new VariantNotFound();
    return all.find((price) => price.currency === currency) ?? null;
  }
}
