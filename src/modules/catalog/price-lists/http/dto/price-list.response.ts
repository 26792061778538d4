import { formatMinor, minorFromDb } from '../../../../../common/money/money.js';
import type { ListedPrice, PriceListView } from '../../price-lists.types.js';

export class PriceListResponse {
  id: string;

  /** @example "Wholesale" */
  name: string;

  /** @example "USD" */
  currency: string;

  /** Null: everybody. */
  customerGroupId: string | null;

  startsAt: string | null;

  endsAt: string | null;

  isActive: boolean;

  createdAt: string;

  updatedAt: string;
}

export class ListedPriceResponse {
  variantId: string;

  sku: string | null;

  /** @example "White / M" */
  variantName: string;

  /** @example "Linen shirt" */
  productName: string;

  /**
   * From how many pieces of one line on.
   * @example 10
   */
  minQuantity: number;

  /** @example "39.90" */
  price: string;
}

/** Exactly what staff sees of a list. */
export function toPriceListResponse(list: PriceListView, own: string): PriceListResponse {
  const { id, name, customerGroupId, startsAt, endsAt, isActive, createdAt, updatedAt } = list;
  const currency = list.currency ?? own;
  return { id, name, currency, customerGroupId, startsAt, endsAt, isActive, createdAt, updatedAt };
}

/** Exactly what staff sees of a price in it. */
export function toListedPriceResponse(row: ListedPrice, currency: string): ListedPriceResponse {
  const { variantId, sku, variantName, productName, minQuantity, price } = row;
  const shown = formatMinor(minorFromDb(price, currency), currency);
  return { variantId, sku, variantName, productName, minQuantity, price: shown };
}
