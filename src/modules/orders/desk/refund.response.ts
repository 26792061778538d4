import { RefundedLineResponse } from './staff-order.response.js';

/** What goes back, and how much of it for what; a repetition with the same key gets the same bytes. */
export class RefundAskedResponse {
  readonly orderId: string;

  /** Pending rows; none when nothing was paid for what goes back. */
  readonly refundIds: string[];

  /** @example "USD" */
  readonly currency: string;

  /** @example "1.00" */
  readonly amount: string;

  /** @example "0.00" */
  readonly shippingAmount: string;

  /** @example "1.00" */
  readonly goodwillAmount: string;

  readonly lines: RefundedLineResponse[];
}
