import { formatMinor, minorFromDb } from '../../../../common/money/money.js';
import type { AlertRow } from '../../data/alerts.repository.js';
import type { AlertKind } from '../../wishlists.types.js';

export class AlertResponse {
  id: string;

  kind: AlertKind;

  /** `waiting`, or `notified`: it is over, and asking again begins anew. */
  status: 'waiting' | 'notified';

  variantId: string;

  variantName: string;

  /** @example "linen-shirt" */
  productSlug: string;

  /** @example "Linen shirt" */
  productName: string;

  /**
   * For `price_drop`: told when the price is as low as this.
   * @example "9.99"
   */
  targetPrice: string | null;

  /** What it costs now. */
  price: string | null;

  /** @example "USD" */
  currency: string;

  /** Can be bought now. */
  purchasable: boolean;

  notifiedAt: string | null;

  /** @example "2026-03-01T09:00:00.000Z" */
  createdAt: string;
}

export function toAlertResponse(row: AlertRow, currency: string): AlertResponse {
  const amount = (decimal: string | null): string | null =>
    decimal === null ? null : formatMinor(minorFromDb(decimal, currency), currency);
  return {
    id: row.id,
    kind: row.kind,
    status: row.notified_at === null ? 'waiting' : 'notified',
    variantId: row.variant_id,
    variantName: row.variant_name,
    productSlug: row.product_slug,
    productName: row.product_name,
    targetPrice: amount(row.price_limit),
    price: amount(row.price),
    currency,
    purchasable: row.reason === null,
    notifiedAt: row.notified_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
  };
}
