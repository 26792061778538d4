import { z } from 'zod';

import type { Money } from '../../../../common/money/money.js';
import { cleanText, knownReference, reasonText } from '../event-text.js';
import type { EventFacts, GatewayEvent, RefundReport } from '../payment-gateway.js';
import { fromStripeAmount } from './stripe-amounts.js';

const id = z.string().min(1).max(255);
const metadata = z.record(z.string(), z.string()).nullish();
const idOrObject = z.union([id, z.object({ id }).transform((object) => object.id)]).nullish();

const intentSchema = z.object({
  id,
  object: z.literal('payment_intent'),
  amount: z.number().int().nonnegative(),
  amount_capturable: z.number().int().nonnegative().nullish(),
  amount_received: z.number().int().nonnegative().nullish(),
  currency: z.string().regex(/^[a-z]{3}$/),
  status: z.string().max(50),
  metadata,
  cancellation_reason: z.string().nullish(),
  last_payment_error: z
    .object({
      code: z.string().nullish(),
      decline_code: z.string().nullish(),
      message: z.string().nullish(),
      payment_method: z
        .object({ card: z.object({ brand: z.string(), last4: z.string() }).nullish() })
        .nullish(),
    })
    .nullish(),
});

const refundSchema = z.object({
  id,
  object: z.literal('refund'),
  amount: z.number().int().nonnegative(),
  currency: z.string().regex(/^[a-z]{3}$/),
  status: z.string().nullish(),
  failure_reason: z.string().nullish(),
  payment_intent: idOrObject,
  metadata,
});

const envelope = z.object({
  id,
  object: z.literal('event'),
  type: z.string().min(1).max(255),
  created: z.number().int().nonnegative().max(8_640_000_000_000),
  livemode: z.boolean().nullish(),
  /** Somebody else's account, of which a platform is told. */
  account: z.string().nullish(),
  data: z.object({ object: z.looseObject({ metadata: z.unknown().optional() }) }),
});

type Intent = z.output<typeof intentSchema>;
type Envelope = z.output<typeof envelope>;

/** Names in the metadata of what we make there. */
export const REFERENCE_KEY = 'reference';
export const REFUND_KEY = 'refund';

/** The attempt goes on: a card that was refused leaves the intent open for another one. */
const KIND_OF_TYPE: Readonly<Record<string, string>> = {
  'payment_intent.succeeded': 'success',
  'payment_intent.canceled': 'cancelled',
  'payment_intent.processing': 'processing',
  'payment_intent.requires_action': 'processing',
  'payment_intent.payment_failed': 'processing',
  'payment_intent.amount_capturable_updated': 'processing',
};

const REFUND_TYPES = new Set([
  'refund.created',
  'refund.updated',
  'refund.failed',
  'charge.refund.updated',
]);

const MAX_KIND_LENGTH = 50;

/**
 * Our view of an event; null when it has not the form of one.
 *
 * @param isLive whether our key is one for real money; an event of the other world names no payment
 */
export function readStripeEvent(json: unknown, isLive: boolean): GatewayEvent | null {
  const parsed = envelope.safeParse(json);
  if (!parsed.success) return null;
  const event = parsed.data;
  const read = REFUND_TYPES.has(event.type) ? refundEvent(event) : intentEvent(event);
  if (read === null) return null;
  const isOurs = (event.livemode ?? isLive) === isLive && (event.account ?? null) === null;
  return isOurs ? read : { ...read, reference: null, gatewayPaymentId: null };
}

function intentEvent(event: Envelope): GatewayEvent | null {
  const kind = KIND_OF_TYPE[event.type];
  const common = { eventId: event.id, occurredAt: new Date(event.created * 1000) };
  if (kind === undefined) {
    const reference = referenceIn(event.data.object.metadata);
    const name = event.type.slice(0, MAX_KIND_LENGTH);
    return { ...common, kind: name, reference, gatewayPaymentId: null, amount: null };
  }
  const parsed = intentSchema.safeParse(event.data.object);
  if (!parsed.success) return null;
  const intent = parsed.data;
  const amount = amountOf(intent, kind);
  if (amount === null) return null;
  const reference = referenceIn(intent.metadata);
  const held = heldBy(intent, event.type);
  const authorised = held === null ? {} : { authorised: held };
  return { ...common, kind, reference, gatewayPaymentId: intent.id, amount, ...authorised };
}

function amountOf(intent: Intent, kind: string): Money | null {
  const units = kind === 'success' ? (intent.amount_received ?? intent.amount) : intent.amount;
  return fromStripeAmount(units, intent.currency);
}

function heldBy(intent: Intent, type: string): Money | null {
  if (type !== 'payment_intent.amount_capturable_updated') return null;
  return fromStripeAmount(intent.amount_capturable ?? 0, intent.currency);
}

function refundEvent(event: Envelope): GatewayEvent | null {
  const parsed = refundSchema.safeParse(event.data.object);
  if (!parsed.success) return null;
  const refund = parsed.data;
  const amount = fromStripeAmount(refund.amount, refund.currency);
  if (amount === null) return null;
  const report: RefundReport = {
    refundId: knownReference(refund.metadata?.[REFUND_KEY]),
    gatewayRefundId: refund.id,
    kind: refundKind(refund.status ?? null),
    reason: reasonText(refund.failure_reason),
  };
  return {
    eventId: event.id,
    kind: 'refund',
    reference: referenceIn(refund.metadata),
    gatewayPaymentId: refund.payment_intent ?? null,
    amount,
    occurredAt: new Date(event.created * 1000),
    refund: report,
  };
}

/** A refund can fail after it succeeded: the customer's bank sent the money back. */
export function refundKind(status: string | null): RefundReport['kind'] {
  if (status === 'succeeded') return 'succeeded';
  return status === 'failed' || status === 'canceled' ? 'failed' : 'pending';
}

function referenceIn(holder: unknown): string | null {
  if (typeof holder !== 'object' || holder === null) return null;
  const value: unknown = Object.hasOwn(holder, REFERENCE_KEY)
    ? Reflect.get(holder, REFERENCE_KEY)
    : null;
  return knownReference(value);
}

/** What staff may see of a stored event. */
export function stripeFacts(body: string): EventFacts {
  const none: EventFacts = { reason: null, fields: {} };
  const event = envelope.safeParse(parseJson(body));
  if (!event.success) return none;
  const { object } = event.data.data;
  const refund = refundSchema.safeParse(object);
  if (refund.success) return { reason: reasonText(refund.data.failure_reason), fields: {} };
  const intent = intentSchema.safeParse(object);
  if (!intent.success) return none;
  const { status, last_payment_error: error, cancellation_reason: cancelled } = intent.data;
  const card = error?.payment_method?.card;
  return {
    reason: reasonText(error?.decline_code ?? error?.code ?? cancelled, error?.message),
    fields: {
      status: cleanText(status),
      ...(card && /^\d{4}$/.test(card.last4)
        ? { cardBrand: cleanText(card.brand.slice(0, 20)), cardLast4: card.last4 }
        : {}),
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
