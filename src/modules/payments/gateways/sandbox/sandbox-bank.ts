import { createHmac } from 'node:crypto';

import { type SandboxMessage } from './sandbox-message.js';
import { type SandboxTicket } from './sandbox-ticket.js';

/** What a tester chose on the bank's page. */
export interface SandboxChoice {
  readonly outcome: 'success' | 'failure' | 'silence';
  /** Seconds. */
  readonly late: number;
  readonly doubled: boolean;
  readonly outOfOrder: boolean;
}

/** Messages that go out together. */
export type Volley = readonly SandboxMessage[];

/**
 * What the bank sends after a choice, volley after volley. The bank keeps no books: its ids are
 * derived from the reference, so it charges a reference once however often somebody chooses success.
 *
 * @param now when the choice was made
 */
export function messagesOf(
  ticket: SandboxTicket,
  choice: SandboxChoice,
  secret: string,
  now: Date,
): Volley[] {
  if (choice.outcome === 'silence') return [];
  const write = (kind: 'processing' | 'success' | 'failed', at: number): SandboxMessage => {
    const { reference, amount, currency } = ticket;
    return {
      eventId: `evt_${derive(secret, `${reference}:${kind}`)}`,
      kind,
      reference,
      amount,
      currency,
      gatewayPaymentId: `sbx_${derive(secret, reference)}`,
      occurredAt: new Date(at).toISOString(),
      reason: kind === 'failed' ? 'The tester chose failure' : null,
      card: { brand: 'sandbox', last4: '4242' },
    };
  };
  const final = write(choice.outcome === 'success' ? 'success' : 'failed', now.getTime());
  const early = write('processing', now.getTime() - 1);
  const messages = choice.outOfOrder ? [final, early] : [final];
  return messages.map((message) => (choice.doubled ? [message, message] : [message]));
}

function derive(secret: string, text: string): string {
  return createHmac('sha256', secret).update(`id:${text}`).digest('hex').slice(0, 32);
}
