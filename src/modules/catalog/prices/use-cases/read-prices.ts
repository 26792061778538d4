import { Inject, Injectable } from '@nestjs/common';
import { decodeTimeCursor, encodeTimeCursor } from '../../../../common/http/time-cursor.js';
import { ENV, type Env } from '../../../../config/env.js';
import { VariantNotFound } from '../../catalog.errors.js';
import { type CurrentPrice, PricesRepository } from '../data/prices.repository.js';
import { assertPriced } from '../price-view.js';
import type { OtherPrice, PastPrice } from '../prices.types.js';

/** A part of the history of a variant's price in one currency. */
export interface PriceHistory {
  readonly currency: string;
  /** Null: it has no price in this currency now. */
  readonly current: CurrentPrice | null;
  /** Prices that are over, the last one first. */
  readonly items: readonly PastPrice[];
  readonly nextCursor: string | null;
}

/** What variants cost in other currencies, and what they cost before. */
@Injectable()
export class ReadPrices {
  constructor(
    private readonly prices: PricesRepository,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** @throws VariantNotFound */
  async execute(variantId: string): Promise<OtherPrice[]> {
    const found = await this.prices.listNow(variantId);
    if (found === null) throw new VariantNotFound();
    return found;
  }

  /** @throws VariantNotFound, CurrencyNotPriced, InvalidCursor */
  async history(
    variantId: string,
    currency: string,
    limit: number,
    cursor: string | undefined,
  ): Promise<PriceHistory> {
    const isOwn = currency === this.env.CURRENCY;
    if (!isOwn) assertPriced(currency, this.env);
    const code = isOwn ? null : currency;
    const after = cursor === undefined ? null : decodeTimeCursor(cursor);
    const [current, rows] = await Promise.all([
      this.prices.current(variantId, code),
      this.prices.past(variantId, code, after, limit),
    ]);
    if (current === null) throw new VariantNotFound();
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return {
      currency,
      current: current.price === null ? null : current,
      items: rows.slice(0, limit),
      nextCursor: last === undefined ? null : encodeTimeCursor(last),
    };
  }
}
