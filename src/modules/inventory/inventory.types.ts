/** Why reservations end without a sale. */
export type ReleaseCause = 'order_cancelled' | 'order_expired';

/** Stock that went back to the shelf. */
export interface ReleasedStock {
  readonly orderId: string;
  readonly variantId: string;
  readonly quantity: number;
}

/** What is on the shelf from now on, or what comes and goes; one row per variant. */
export interface StockChange {
  readonly variantId: string;
  /** Pieces from now on, or … */
  readonly quantity?: number | undefined;
  /** … pieces that come, negative when they go. */
  readonly delta?: number | undefined;
  readonly note?: string | undefined;
}

/** What became of a change. */
export interface StockChanged {
  readonly variantId: string;
  readonly before: number;
  readonly after: number;
  /** False: there would be less than nothing, or more than can be counted. Nothing has moved. */
  readonly isPossible: boolean;
}
