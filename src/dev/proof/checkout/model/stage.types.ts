import type { Buyer, ShopUnderTest } from '../../shop-under-test.js';

/** How long the shop may take to hear of something or to do what it has told itself. */
export const QUIET_LIMIT_MS = 30_000;

/** Queues of the workers that the stories wait for. */
export const QUEUES = ['relay', 'payment-callbacks', 'orders', 'order-archiving'] as const;

/** An answer of the shop, or of the bank's page. */
export interface Told {
  readonly status: number;
  readonly code: string | null;
  readonly text: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** An order that was placed in a story. */
export interface RealOrder {
  readonly id: string;
  readonly customer: number;
  /** Pages of the bank, attempt by attempt. */
  readonly pages: string[];
  readonly total: number;
}

/** Things of one story; no other story touches them. */
export interface Stage {
  readonly shop: ShopUnderTest;
  /** Addresses of the API processes. */
  readonly apis: readonly string[];
  readonly staff: string;
  readonly buyers: readonly Buyer[];
  readonly variantIds: readonly string[];
  readonly discountId: string;
  readonly code: string;
}
