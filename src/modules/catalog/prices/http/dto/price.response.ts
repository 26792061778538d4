import { ApiProperty } from '@nestjs/swagger';
import { formatMinor, minorFromDb } from '../../../../../common/money/money.js';
import type { OtherPrice, SavedPrice } from '../../prices.types.js';
import type { PriceHistory } from '../../use-cases/read-prices.js';

export class PriceResponse {
  /** @example "EUR" */
  currency: string;

  /** @example "45.90" */
  price: string;

  compareAtPrice: string | null;

  updatedAt: string;
}

export class PricesResponse {
  items: PriceResponse[];
}

export class PriceRowErrorResponse {
  /** @example "/price" */
  pointer: string;

  /** @example "money.invalid" */
  code: string;

  detail: string;
}

export class SavedPriceResponse {
  /** Place of the row in the request, from 0. */
  index: number;

  @ApiProperty({ enum: ['saved', 'unchanged', 'removed', 'refused'] })
  outcome: SavedPrice['outcome'];

  errors: PriceRowErrorResponse[];
}

export class SavedPricesResponse {
  items: SavedPriceResponse[];
}

/** The price that counts now. */
export class CurrentPriceResponse {
  /** @example "39.90" */
  price: string;

  compareAtPrice: string | null;

  /** Since when. */
  since: string;

  /** When it is reduced: the lowest price of the thirty days before the reduction began. */
  lowestPrice30Days: string | null;
}

/** A price that is over. */
export class PastPriceResponse {
  id: string;

  /** @example "49.90" */
  price: string;

  compareAtPrice: string | null;

  validFrom: string;

  validTo: string;
}

export class PriceHistoryResponse {
  /** @example "USD" */
  currency: string;

  /** Null: there is no price in this currency now. */
  current: CurrentPriceResponse | null;

  /** The last one first. */
  items: PastPriceResponse[];

  nextCursor: string | null;
}

/** `45.90` with the digits of its currency. */
function shown(amount: string, currency: string): string {
  return formatMinor(minorFromDb(amount, currency), currency);
}

function shownOrNull(amount: string | null, currency: string): string | null {
  return amount === null ? null : shown(amount, currency);
}

/** Exactly what staff sees of a price. */
export function toPriceResponse(row: OtherPrice): PriceResponse {
  const { currency, price, compareAtPrice, updatedAt } = row;
  return {
    currency,
    price: shown(price, currency),
    compareAtPrice: shownOrNull(compareAtPrice, currency),
    updatedAt,
  };
}

/** Exactly what staff sees of a history. */
export function toPriceHistoryResponse(history: PriceHistory): PriceHistoryResponse {
  const { currency, current, items, nextCursor } = history;
  return {
    currency,
    current:
      current === null || current.price === null
        ? null
        : {
            price: shown(current.price, currency),
            compareAtPrice: shownOrNull(current.compareAtPrice, currency),
            since: current.since ?? '',
            lowestPrice30Days: shownOrNull(current.lowestPrice30Days, currency),
          },
    items: items.map(({ id, price, compareAtPrice, validFrom, validTo }) => ({
      id,
      price: shown(price, currency),
      compareAtPrice: shownOrNull(compareAtPrice, currency),
      validFrom,
      validTo: validTo ?? '',
    })),
    nextCursor,
  };
}
