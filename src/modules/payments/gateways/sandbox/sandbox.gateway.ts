import { createHmac } from 'node:crypto';

import { cleanText } from '../event-text.js';
import type {
  CallbackAnswer,
  CallbackOutcome,
  CreatedPayment,
  EventFacts,
  GatewayCapabilities,
  GatewayRefund,
  GatewayStatus,
  ParsedCallback,
  PaymentAttempt,
  PaymentGateway,
  RawCallback,
  RefundAnswer,
} from '../payment-gateway.js';
import { readSandboxMessage, toGatewayEvent } from './sandbox-message.js';
import { SIGNATURE_HEADER, signatureFault } from './sandbox-signature.js';
import { writeTicket } from './sandbox-ticket.js';

/** Where the sandbox bank is and what both sides share. */
export interface SandboxOptions {
  /** The first one signs, all of them verify: two while one is being replaced. */
  readonly secrets: readonly [string, ...string[]];
  /** Without a slash at the end. */
  readonly bankUrl: string;
}

/**
 * Our side of the sandbox bank. It hands the customer over by a signed address, as VNPay does, and
 * believes only signed callbacks, as Stripe's are.
 */
export class SandboxGateway implements PaymentGateway {
  readonly code = 'sandbox';
  readonly capabilities: GatewayCapabilities = {
    flow: 'redirect',
    webhook: 'POST-json',
    needsConfirmation: false,
    query: false,
    refund: true,
    authorise: false,
    savedCards: false,
    currencies: null,
    callTimeoutMs: 5_000,
  };

  constructor(private readonly options: SandboxOptions) {}

  create(attempt: PaymentAttempt): Promise<CreatedPayment> {
    const { reference, amount, returnUrl, callbackUrl } = attempt;
    const { secrets, bankUrl } = this.options;
    const ticket = writeTicket({ reference, ...amount, returnUrl, callbackUrl }, secrets[0]);
    const url = `${bankUrl}/sandbox/pay/${reference}?ticket=${ticket}`;
    return Promise.resolve({ kind: 'redirect', url });
  }

  parseCallback({ body, headers, receivedAt }: RawCallback): ParsedCallback {
    const fault = signatureFault(headers[SIGNATURE_HEADER], body, this.options.secrets, receivedAt);
    if (fault !== null) return { ok: false, fault: 'signature', reason: fault };
    const message = readSandboxMessage(body);
    if (message === null) {
      return { ok: false, fault: 'malformed', reason: 'the body is not a message of the sandbox' };
    }
    return { ok: true, event: toGatewayEvent(message) };
  }

  answer(outcome: CallbackOutcome): CallbackAnswer {
    const body = JSON.stringify({ received: true, duplicate: outcome === 'duplicate' });
    return { status: 200, contentType: 'application/json; charset=utf-8', body };
  }

  factsOf(body: string): EventFacts {
    const message = readSandboxMessage(body);
    if (message === null) return { reason: null, fields: {} };
    const { card } = message;
    const reason = message.reason ? cleanText(message.reason) : null;
    return {
      reason,
      fields: card ? { cardBrand: cleanText(card.brand), cardLast4: card.last4 } : {},
    };
  }

  query(): Promise<GatewayStatus | null> {
    return Promise.resolve(null);
  }

  /** The bank keeps no books: it pays back whatever it is asked for, and an id is one refund however often. */
  refund({ id }: GatewayRefund): Promise<RefundAnswer> {
    const digest = createHmac('sha256', this.options.secrets[0])
      .update(`refund:${id}`)
      .digest('hex');
    const gatewayRefundId = `sbx_re_${digest.slice(0, 24)}`;
    return Promise.resolve({ kind: 'succeeded', gatewayRefundId, reason: null });
  }

  queryRefund(refund: GatewayRefund): Promise<RefundAnswer> {
    return this.refund(refund);
  }
}
