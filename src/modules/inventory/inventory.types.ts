/** Why reservations end without a sale. */
export type ReleaseCause = 'order_cancelled' | 'order_expired';

/** Stock that went back to the shelf. */
export interface ReleasedStock {
  readonly orderId: string;
  readonly variantId: string;
  readonly quantity: number;
}
