import { Injectable } from '@nestjs/common';
import { InvalidCursor } from '../../../common/errors/common-errors.js';
import { decodeCursor, encodeCursor } from '../../../common/http/cursor.js';
import { type Page, toPage } from '../../../common/http/page.response.js';
import { isUUID } from 'class-validator';
import {
  type TaxRatePosition,
  TaxRatesRepository,
  type TaxRateView,
} from '../data/tax-rates.repository.js';
import { TaxRateNotFound } from '../shipping.errors.js';

/** Tax rates as staff sees them. */
@Injectable()
export class ReadTaxRates {
  constructor(private readonly rates: TaxRatesRepository) {}

  /** By country. @throws InvalidCursor */
  async list(
    filter: { readonly country: string | null; readonly taxClass: string | null },
    limit: number,
    cursor: string | null,
  ): Promise<Page<TaxRateView>> {
    const rows = await this.rates.list(filter, cursor === null ? null : positionIn(cursor), limit);
    return toPage(
      rows,
      limit,
      (row) => row,
      ({ country, id }) => encodeCursor([country, id]),
    );
  }

  /** @throws TaxRateNotFound */
  async get(id: string): Promise<TaxRateView> {
    const rate = await this.rates.find(id);
    if (rate === null) throw new TaxRateNotFound();
    return rate;
  }
}

function positionIn(cursor: string): TaxRatePosition {
  const [country, id] = decodeCursor(cursor, 2);
  if (typeof country !== 'string' || !/^[A-Z]{2}$/.test(country)) throw new InvalidCursor();
  if (typeof id !== 'string' || !isUUID(id)) throw new InvalidCursor();
  return { country, id };
}
