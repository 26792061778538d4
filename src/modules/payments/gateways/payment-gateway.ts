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
  /** `manual`: the money is only held until `capture`; for gateways with `capabilities.authorise`. */
  readonly capture: 'automatic' | 'manual';
  /** Address of the customer, which some gateways sign; null: unknown. */
  readonly clientIp: string | null;
  /** Language of the gateway's page. */
  readonly locale: 'en' | 'vi';
  /** The gateway's id from an earlier call with this reference, if there was one. */
  readonly gatewayPaymentId: string | null;
  /** When the attempt was made; part of what some gateways know it by. */
  readonly createdAt: Date;
  /** Pay with a card that was kept before; null: the customer chooses on the way. */
  readonly savedCard: SavedCard | null;
}

/** A card kept at a gateway, which alone knows its number. */
export interface SavedCard {
  /** The gateway's name for the card. */
  readonly token: string;
  /** The gateway's name for its owner; null where it has none. */
  readonly customer: string | null;
}

/** What a shop page needs to have a card kept by the gateway's own form. */
export interface PreparedCard {
  /** The gateway's name for this act of keeping. */
  readonly setupId: string;
  /** For the gateway's script in the browser; never stored, never logged. */
  readonly clientSecret: string;
  /** Public: names the merchant to the gateway's script. */
  readonly publishableKey: string;
  /** The gateway's name for the customer. */
  readonly customer: string;
}

/** What came of a {@link PreparedCard}; `card` is null while the customer has not finished. */
export interface CardSetup {
  readonly customer: string | null;
  readonly card: KeptCard | null;
}

/** A card as its gateway describes it. */
export interface KeptCard {
  readonly token: string;
  /** Such as `visa`. */
  readonly brand: string | null;
  readonly last4: string;
  /** 1 to 12. */
  readonly expiryMonth: number;
  readonly expiryYear: number;
}

/** What the customer has to do next. */
export type CreatedPayment =
  | { readonly kind: 'redirect'; readonly url: string; readonly gatewayPaymentId?: string | null }
  /** For the gateway's own script in the browser; never stored, never logged. */
  | {
      readonly kind: 'client_secret';
      readonly value: string;
      readonly publishableKey: string;
      readonly gatewayPaymentId: string;
    }
  /** Nothing: a saved card was charged, and this is what came of it. */
  | { readonly kind: 'settled'; readonly status: GatewayStatus }
  | { readonly kind: 'offline' };

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
  /** What is held and not captured yet, for `processing`; left out where the gateway does not say. */
  readonly authorised?: Money | null;
  /** The message is about money that goes back; `kind` is `refund` then. */
  readonly refund?: RefundReport | null;
}

/** What a gateway told about a refund. */
export interface RefundReport {
  /** Our own id of it, if the gateway repeats that; null: somebody refunded at the gateway itself. */
  readonly refundId: string | null;
  readonly gatewayRefundId: string;
  readonly kind: 'succeeded' | 'pending' | 'failed';
  readonly reason: string | null;
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

/**
 * What became of a callback that is stored: some gateways want to hear more than that it arrived, and
 * ask again for all but `stored` and `duplicate`.
 */
export type CallbackOutcome =
  | 'stored'
  | 'duplicate'
  | 'unknown_reference'
  | 'amount_mismatch'
  /** Never stored: the signature was wrong. */
  | 'signature'
  /** Never stored: signed, but nothing that we can read. */
  | 'malformed';

/** An answer in the gateway's own format. */
export interface CallbackAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** A payment as a gateway may know it. */
export interface GatewayPayment {
  readonly reference: string;
  readonly gatewayPaymentId: string | null;
  /** What was asked for. */
  readonly amount: Money;
  readonly createdAt: Date;
}

/** What a gateway says about a payment when asked. */
export interface GatewayStatus {
  /** `unknown`: the gateway has never heard of it. */
  readonly kind: GatewayEventKind | 'unknown';
  /** What was captured, when `kind` is `success`; else what was asked for, if it says so. */
  readonly amount: Money | null;
  /** What is held and not captured; null where the gateway does not authorise. */
  readonly authorised: Money | null;
  readonly gatewayPaymentId: string | null;
  /** When it was decided, in the gateway's words; null: not said. */
  readonly occurredAt: Date | null;
  /** Why it failed, in the gateway's words. */
  readonly reason: string | null;
  /** The customer has agreed, and the money stays where it is until `complete`; `kind` is `processing`. */
  readonly isApproved?: boolean;
  /** Everything that went back of it, where the gateway lists that: ours, and what was given back at the gateway itself. */
  readonly refunds?: readonly FoundRefund[];
}

/** A refund in a gateway's list. */
export interface FoundRefund extends RefundReport {
  readonly amount: Money;
}

/** A refund as we ask for it; `id` is its idempotency key. */
export interface GatewayRefund {
  readonly id: string;
  readonly payment: GatewayPayment;
  readonly amount: Money;
  readonly reason: string | null;
  /** When we first asked; part of what some gateways know it by. */
  readonly createdAt: Date;
  /** Known when the gateway has answered before. */
  readonly gatewayRefundId: string | null;
}

/**
 * `unknown`: no answer, it may have happened, so the amount stays reserved until a query tells.
 * `refused`: it certainly did not happen.
 */
export interface RefundAnswer {
  readonly kind: 'succeeded' | 'pending' | 'refused' | 'unknown';
  readonly gatewayRefundId: string | null;
  readonly reason: string | null;
}

/** A call that changes a held payment: `unknown` as for refunds. */
export interface ChangeAnswer {
  readonly kind: 'done' | 'refused' | 'unknown';
  readonly status: GatewayStatus | null;
  readonly reason: string | null;
}

/** What a gateway can do. */
export interface GatewayCapabilities {
  readonly flow: PaymentFlow;
  readonly webhook: 'POST-json' | 'GET-query' | 'none';
  /** Its callbacks prove too little: what they say is asked again by `query` before it counts. */
  readonly needsConfirmation: boolean;
  readonly query: boolean;
  readonly refund: boolean;
  /** Money can be held and captured later, in part as well. */
  readonly authorise: boolean;
  /** How many days money stays held, where the gateway lets it go by itself. */
  readonly holdDays?: number;
  readonly savedCards: boolean;
  /** Null: every currency that the shop supports. */
  readonly currencies: readonly string[] | null;
  /** Smallest and largest amount per currency in minor units, where the gateway has one. */
  readonly limits?: Readonly<Record<string, { readonly min?: number; readonly max?: number }>>;
  /** How long a call may take. */
  readonly callTimeoutMs: number;
}

/**
 * One way to move money. No method is called while a database transaction is open. A call that the
 * gateway refuses throws `GatewayRefused`; one without an answer throws anything else.
 */
export interface PaymentGateway {
  /** As in `payment_methods.gateway_supported` and in the address of its callbacks. */
  readonly code: string;
  readonly capabilities: GatewayCapabilities;
  /** For so many milliseconds nobody calls it, because it does not answer; 0 or left out: it answers. */
  restMs?(): number;
  /** Begins a payment. Called again with the same reference it answers the same. */
  create(attempt: PaymentAttempt): Promise<CreatedPayment>;
  /** Checks and reads a callback from its raw bytes; no call to anybody but for a kept certificate. */
  parseCallback(callback: RawCallback): ParsedCallback | Promise<ParsedCallback>;
  answer(outcome: CallbackOutcome): CallbackAnswer;
  /** Reads the allow-listed facts of a message that was verified when it came; never throws. */
  factsOf(body: string): EventFacts;
  /** Asks the gateway; null when it cannot be asked. Throws when there was no answer. */
  query(payment: GatewayPayment): Promise<GatewayStatus | null>;
  /**
   * Takes (or holds, as the attempt was made) what the customer has approved; once, however often it
   * is called. Throws when there was no answer.
   */
  complete?(payment: GatewayPayment): Promise<GatewayStatus>;
  /** Takes some or all of what is held; the rest is let go. `key` makes it happen once. */
  capture?(payment: GatewayPayment, amount: Money, key: string): Promise<ChangeAnswer>;
  /** Lets go what is held, and closes what nobody has paid yet: the customer cannot pay it any more. */
  release?(payment: GatewayPayment, key: string): Promise<ChangeAnswer>;
  /** Sends money back; called again with the same id it happens once. Never throws. */
  refund?(refund: GatewayRefund): Promise<RefundAnswer>;
  /** What became of a refund. Never throws. */
  queryRefund?(refund: GatewayRefund): Promise<RefundAnswer>;
  /**
   * Begins to keep a card. `owner` is our id of the person, the gateway learns nothing else; `customer`
   * is the gateway's, if it has one already.
   */
  prepareCard?(owner: string, customer: string | null): Promise<PreparedCard>;
  /** What the customer has made of it; null when the gateway does not know it. */
  readCardSetup?(setupId: string): Promise<CardSetup | null>;
  /** Forgets a kept card at the gateway; one that it does not know is forgotten already. */
  detachCard?(card: SavedCard): Promise<void>;
}
