import { Injectable } from '@nestjs/common';
import type { TimePosition } from '../../../../common/http/time-cursor.js';
import { Db } from '../../../../database/db.js';
import { namedQuery } from '../../../../database/named-query.js';
import type { Tx } from '../../../../database/unit-of-work.js';
import type { OtherPrice, PastPrice } from '../prices.types.js';
import {
  CURRENT_PRICE,
  HOLD_VARIANTS,
  LIST_PRICES,
  PAST_PRICES,
  REMOVE_PRICES,
  SAVE_PRICES,
} from './price-statements.js';

/** A price as the columns have it. */
export interface PriceCell {
  readonly variantId: string;
  readonly currency: string;
  readonly price: string;
  readonly compareAtPrice: string | null;
}

/** What a variant costs now in a currency, and the lowest price before its reduction. */
export interface CurrentPrice {
  /** Null: it has no price in this currency. */
  readonly price: string | null;
  readonly compareAtPrice: string | null;
  readonly since: string | null;
  readonly lowestPrice30Days: string | null;
}

/** Prices of variants in other currencies, and what they were. */
@Injectable()
export class PricesRepository {
  constructor(private readonly db: Db) {}

  /** Holds variants against other writers; those that are missing or deleted are left out. */
  async hold(tx: Tx, variantIds: readonly string[]): Promise<Set<string>> {
    const rows = await namedQuery<{ id: string }>(tx, HOLD_VARIANTS, [variantIds]);
    return new Set(rows.map(({ id }) => id));
  }

  /** All prices of a variant by currency; null when there is no such variant. */
  async list(executor: Tx | Db, variantId: string): Promise<OtherPrice[] | null> {
    const rows = await namedQuery<OtherPrice & { currency: string | null }>(executor, LIST_PRICES, [
      variantId,
    ]);
    if (rows.length === 0) return null;
    return rows.filter(({ currency }) => currency !== null);
  }

  listNow(variantId: string): Promise<OtherPrice[] | null> {
    return this.list(this.db, variantId);
  }

  /** @returns those that are new or changed, as `variant id/currency` */
  async save(tx: Tx, cells: readonly PriceCell[]): Promise<Set<string>> {
    if (cells.length === 0) return new Set();
    const rows = await namedQuery<{ key: string }>(tx, SAVE_PRICES, [
      cells.map(({ variantId }) => variantId),
      cells.map(({ currency }) => currency),
      cells.map(({ price }) => price),
      cells.map(({ compareAtPrice }) => compareAtPrice),
    ]);
    return new Set(rows.map(({ key }) => key));
  }

  /** @returns those that were there, as `variant id/currency` */
  async remove(
    tx: Tx,
    cells: readonly Pick<PriceCell, 'variantId' | 'currency'>[],
  ): Promise<Set<string>> {
    if (cells.length === 0) return new Set();
    const rows = await namedQuery<{ key: string }>(tx, REMOVE_PRICES, [
      cells.map(({ variantId }) => variantId),
      cells.map(({ currency }) => currency),
    ]);
    return new Set(rows.map(({ key }) => key));
  }

  /** @param currency null for the shop's own; null is answered when there is no such variant */
  async current(variantId: string, currency: string | null): Promise<CurrentPrice | null> {
    const [row] = await this.db.query<CurrentPrice & object>(CURRENT_PRICE, [variantId, currency]);
    return row ?? null;
  }

  /** Prices that are over, the last one first; one more than asked for when there is a next page. */
  async past(
    variantId: string,
    currency: string | null,
    after: TimePosition | null,
    limit: number,
  ): Promise<(PastPrice & { readonly at: string })[]> {
    const values = [variantId, currency, after?.at ?? null, after?.id ?? null, limit + 1];
    return this.db.query<PastPrice & { at: string }>(PAST_PRICES, values);
  }
}
