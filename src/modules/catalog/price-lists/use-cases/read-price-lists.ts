import { Injectable } from '@nestjs/common';
import { InvalidCursor } from '../../../../common/errors/common-errors.js';
import { decodeCursor, encodeCursor } from '../../../../common/http/cursor.js';
import { type Page } from '../../../../common/http/page.response.js';
import { decodeTimeCursor, encodeTimeCursor } from '../../../../common/http/time-cursor.js';
import { ListedPricesRepository, type PricePosition } from '../data/listed-prices.repository.js';
import { type PriceListFilter, PriceListsRepository } from '../data/price-lists.repository.js';
import { PriceListNotFound } from '../price-lists.errors.js';
import type { ListedPrice, PriceListView } from '../price-lists.types.js';

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** Price lists and what is in them, page by page. */
@Injectable()
export class ReadPriceLists {
  constructor(
    private readonly lists: PriceListsRepository,
    private readonly prices: ListedPricesRepository,
  ) {}

  /** @throws InvalidCursor */
  async execute(
    filter: PriceListFilter,
    limit: number,
    cursor: string | null,
  ): Promise<Page<PriceListView>> {
    const after = cursor === null ? null : decodeTimeCursor(cursor);
    const rows = await this.lists.list(filter, after, limit);
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    const nextCursor = last === undefined ? null : encodeTimeCursor(last);
    return { items: rows.slice(0, limit), nextCursor };
  }

  /** @throws PriceListNotFound */
  async get(id: string): Promise<PriceListView> {
    const found = await this.lists.find(id);
    if (found === null) throw new PriceListNotFound();
    return found;
  }

  /** @throws PriceListNotFound, InvalidCursor */
  async listPrices(
    list: PriceListView,
    variantId: string | null,
    limit: number,
    cursor: string | null,
  ): Promise<Page<ListedPrice>> {
    const rows = await this.prices.list(list.id, variantId, positionOf(cursor), limit);
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    const nextCursor = last && encodeCursor([last.variantId, last.minQuantity]);
    return { items: rows.slice(0, limit), nextCursor: nextCursor ?? null };
  }
}

function positionOf(cursor: string | null): PricePosition | null {
  if (cursor === null) return null;
  const [variantId, minQuantity] = decodeCursor(cursor, 2);
  if (typeof variantId !== 'string' || !UUID.test(variantId)) throw new InvalidCursor();
  if (typeof minQuantity !== 'number' || !Number.isInteger(minQuantity)) throw new InvalidCursor();
  if (minQuantity < 0 || minQuantity > 999) throw new InvalidCursor();
  return { variantId, minQuantity };
}
