import { ApiProperty } from '@nestjs/swagger';
import { formatMinor } from '../../../../common/money/money.js';
import type { StartedPayment } from '../../../payments/payments.types.js';

/** Where paying goes on. */
export class StartedPaymentResponse {
  readonly paymentId: string;

  readonly reference: string;

  /** @example 1 */
  readonly attempt: number;

  /** @example "sandbox" */
  readonly methodCode: string;

  /** @example "processing" */
  readonly status: string;

  @ApiProperty({ enum: ['redirect', 'client_secret', 'offline'] })
  readonly flow: string;

  /**
   * What this payment is over.
   * @example "49.90"
   */
  readonly amount: string;

  /** @example "USD" */
  readonly currency: string;

  /** Send the customer's browser there; null when there is nothing to do now. */
  readonly redirectUrl: string | null;

  /** For the gateway's script in the page, with `publishableKey`; null when it needs none. */
  readonly clientSecret: string | null;

  readonly publishableKey: string | null;
}

/** Allow-list of what the customer sees. */
export function toStartedPaymentResponse(started: StartedPayment): StartedPaymentResponse {
  const { paymentId, reference, attempt, methodCode, status, flow } = started;
  const { redirectUrl, clientSecret, publishableKey } = started;
  const { currency } = started.amount;
  const money = { amount: formatMinor(started.amount.amount, currency), currency };
  const next = { redirectUrl, clientSecret, publishableKey };
  return { paymentId, reference, attempt, methodCode, status, flow, ...money, ...next };
}
