import { signatureHeader } from '../../../modules/payments/gateways/sandbox/sandbox-signature.js';

/** One message of the shop's own bank about a payment, as often as it comes. */
export interface BankMessage {
  readonly eventId: string;
  readonly body: string;
}

/** A payment that the bank speaks about. */
export interface PaidAtBank {
  readonly reference: string;
  /** Minor units. */
  readonly amount: number;
  readonly currency: string;
  /** The bank's own id of it. */
  readonly gatewayPaymentId: string;
}

/** What the bank says of each payment, and how often each of it comes. */
const SAID = [
  { name: 'processing', kind: 'processing', times: 2 },
  { name: 'success', kind: 'success', times: 3 },
  { name: 'success-again', kind: 'success', times: 2 },
  { name: 'failed', kind: 'failed', times: 2 },
  { name: 'reviewed', kind: 'reviewed', times: 1 },
] as const;

/** Messages that come for each payment, copies counted. */
export const MESSAGES_PER_PAYMENT = SAID.reduce((sum, { times }) => sum + times, 0);
/** Messages that differ. */
export const EVENTS_PER_PAYMENT = SAID.length;

/** Everything that the bank says of a payment, copies among it. */
export function messagesOf({ gatewayPaymentId, ...payment }: PaidAtBank): BankMessage[] {
  return SAID.flatMap(({ name, kind, times }) => {
    const eventId = `${payment.reference}-${name}`;
    const body = JSON.stringify({
      ...{ eventId, kind, ...payment, gatewayPaymentId },
      occurredAt: new Date().toISOString(),
    });
    return Array.from({ length: times }, () => ({ eventId, body }));
  });
}

/** Sends a body to an API process as the bank would, signed now with the secret that they share. */
export function sendAsBank(
  secret: string,
  api: string,
  body: string,
  timeoutMs: number,
): Promise<Response> {
  const bytes = Buffer.from(body);
  const seconds = Math.floor(Date.now() / 1000);
  return fetch(`${api}/api/v1/payments/callbacks/sandbox`, {
    method: 'POST',
    body: bytes,
    headers: {
      'content-type': 'application/json',
      'sandbox-signature': signatureHeader([secret], seconds, bytes),
    },
    signal: AbortSignal.timeout(timeoutMs),
  });
}
