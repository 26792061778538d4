import { z } from 'zod';

import { reasonText } from '../event-text.js';
import { type GatewayEvent, type RefundReport } from '../payment-gateway.js';

/** What a word in a message may hold: printable ASCII, so that it fits logs, columns and headers. */
const token = (length: number) =>
  z
    .string()
    .max(length)
    .regex(/^[\x21-\x7e]+$/);

/** The body of a callback of the sandbox bank. Amounts are minor units of the currency. */
export const sandboxMessage = z.object({
  eventId: token(255),
  kind: z.string().regex(/^[a-z][a-z_.]{0,49}$/),
  reference: token(64),
  amount: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
  currency: z.string().regex(/^[A-Z]{3}$/),
  gatewayPaymentId: token(255),
  occurredAt: z.iso.datetime({ offset: false }),
  /** What is held and not captured yet, for `processing`. */
  held: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
  reason: z.string().max(500).nullish(),
  /** The message is about money that goes back; `id` is ours. */
  refund: z
    .object({
      id: token(64),
      refundId: token(255),
      status: z.enum(['pending', 'succeeded', 'failed']),
    })
    .optional(),
  /** Only there to show that a gateway sends more than anyone stores. */
  card: z.object({ brand: z.string().max(20), last4: z.string().regex(/^\d{4}$/) }).optional(),
});

export type SandboxMessage = z.output<typeof sandboxMessage>;

/** A message from its bytes, or null when they are none. */
export function readSandboxMessage(body: Buffer | string): SandboxMessage | null {
  try {
    const json: unknown = JSON.parse(body.toString());
    const parsed = sandboxMessage.safeParse(json);
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Our view of a message. */
export function toGatewayEvent(message: SandboxMessage): GatewayEvent {
  const { eventId, kind, reference, gatewayPaymentId, amount, currency, held, refund } = message;
  return {
    eventId,
    kind,
    reference,
    gatewayPaymentId,
    amount: { amount, currency },
    occurredAt: new Date(message.occurredAt),
    ...(held === undefined || kind !== 'processing'
      ? {}
      : { authorised: { amount: held, currency } }),
    ...(refund === undefined ? {} : { refund: reportOf(refund, message.reason) }),
  };
}

function reportOf(
  { id, refundId, status }: NonNullable<SandboxMessage['refund']>,
  reason: string | null | undefined,
): RefundReport {
  return { refundId: id, gatewayRefundId: refundId, kind: status, reason: reasonText(reason) };
}
