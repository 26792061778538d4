import { ApiProperty } from '@nestjs/swagger';
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

  @ApiProperty({ enum: ['redirect', 'offline'] })
  readonly flow: string;

  /** Send the customer's browser there; null when there is nothing to do now. */
  readonly redirectUrl: string | null;
}

/** Allow-list of what the customer sees. */
export function toStartedPaymentResponse(started: StartedPayment): StartedPaymentResponse {
  const { paymentId, reference, attempt, methodCode, status, flow, redirectUrl } = started;
  return { paymentId, reference, attempt, methodCode, status, flow, redirectUrl };
}
