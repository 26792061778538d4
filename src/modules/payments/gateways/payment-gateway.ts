import type { Money } from '../../../common/money/money.js';
import type { PaymentFlow } from '../payments.types.js';

/** One attempt to pay, as a gateway gets to know it; `reference` is its idempotency key. */
export interface PaymentAttempt {
  readonly reference: string;
  readonly amount: Money;
  /** Where the customer's browser goes afterwards; shows our state, decides nothing. */
  readonly returnUrl: string;
  /** Where the gateway's callbacks go. */
  readonly callbackUrl: string;
}

/** What the customer has to do next. */
export type CreatedPayment =
  { readonly kind: 'redirect'; readonly url: string } | { readonly kind: 'offline' };

/** What can happen to a payment at a gateway; anything else is stored and ignored. */
export const GATEWAY_EVENT_KINDS = ['processing', 'cancelled', 'failed', 'success'] as const;

export type GatewayEventKind = (typeof GATEWAY_EVENT_KINDS)[number];

/** A callback whose signature was right. Texts fit their columns. */
export interface GatewayEvent {
  /** Unique per gateway, the same for each copy of the same message. */
  readonly eventId: string;
  /** One of {@link GATEWAY_EVENT_KINDS}, or a word of the gateway's that we do not act on. */
  readonly kind: string;
  readonly reference: string | null;
  readonly gatewayPaymentId: string | null;
  readonly amount: Money | null;
  readonly occurredAt: Date | null;
}

/** What staff may see of a stored message; everything else of it stays in `payment_events`. */
export interface EventFacts {
  /** Why it failed, in the gateway's words. */
  readonly reason: string | null;
  /** Allow-listed fields. */
  readonly fields: Readonly<Record<string, string | number | boolean>>;
}

/** `signature`: not from the gateway. `malformed`: signed, but nothing that we can read. */
export type ParsedCallback =
  | { readonly ok: true; readonly event: GatewayEvent }
  | { readonly ok: false; readonly fault: 'signature' | 'malformed'; readonly reason: string };

/** A callback as it came over the wire. */
export interface RawCallback {
  readonly body: Buffer;
  /** Lower-case names; every line that came, so that a doubled header can be refused. */
  readonly headers: Readonly<Record<string, readonly string[]>>;
  /** What stood behind the `?`, undecoded. */
  readonly query: string;
  /** Time of arrival, for schemes that sign a time. */
  readonly receivedAt: Date;
}

/** What became of a callback; both are a success to the gateway, which must not send it again. */
export type CallbackOutcome = 'stored' | 'duplicate';

/** An answer in the gateway's own format. */
export interface CallbackAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** What a gateway says about a payment when asked. */
export interface GatewayStatus {
  readonly kind: GatewayEventKind | 'unknown';
  readonly amount: Money | null;
  readonly gatewayPaymentId: string | null;
}

/** What a gateway can do. */
export interface GatewayCapabilities {
  readonly flow: PaymentFlow;
  readonly webhook: 'POST-json' | 'GET-query' | 'none';
  readonly query: boolean;
  readonly refund: boolean;
  /** Null: every currency that the shop supports. */
  readonly currencies: readonly string[] | null;
  /** How long a call may take. */
  readonly callTimeoutMs: number;
}

/** One way to move money. No method is called while a database transaction is open. */
export interface PaymentGateway {
  /** As in `payment_methods.gateway_supported` and in the address of its callbacks. */
  readonly code: string;
  readonly capabilities: GatewayCapabilities;
  /** Begins a payment. Called again with the same reference it answers the same. */
  create(attempt: PaymentAttempt): Promise<CreatedPayment>;
  /** Checks and reads a callback from its raw bytes; pure, no I/O. */
  parseCallback(callback: RawCallback): ParsedCallback;
  answer(outcome: CallbackOutcome): CallbackAnswer;
  /** Reads the allow-listed facts of a message that was verified when it came; never throws. */
  factsOf(body: string): EventFacts;
  /** Asks the gateway; null when it cannot be asked. */
  query(reference: string): Promise<GatewayStatus | null>;
}
