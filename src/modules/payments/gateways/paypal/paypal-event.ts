import { z } from 'zod';

import { cleanText, knownReference, reasonText } from '../event-text.js';
import type { EventFacts, GatewayEvent, RefundReport } from '../payment-gateway.js';
import { fromPaypalAmount } from './paypal-amounts.js';

const id = z.string().regex(/^[\x21-\x7e]{1,100}$/);
const amount = z.object({ currency_code: z.string().max(10), value: z.string().max(32) });
const text = z.string().max(2_000).nullish();

const resourceSchema = z.object({
  id,
  status: text,
  status_details: z.object({ reason: text }).nullish(),
  amount: amount.nullish(),
  custom_id: text,
  invoice_id: text,
  purchase_units: z
    .array(z.object({ custom_id: text, amount: amount.nullish() }))
    .max(10)
    .nullish(),
  supplementary_data: z
    .object({ related_ids: z.object({ order_id: id.nullish() }).nullish() })
    .nullish(),
});

const eventSchema = z.object({
  id,
  event_type: z.string().regex(/^[A-Z][A-Z0-9_.-]{0,99}$/),
  create_time: z.string().max(40).nullish(),
  resource: z.unknown(),
});

type Resource = z.output<typeof resourceSchema>;

/** What the customer agreed to: nothing is taken before the worker has asked and takes it. */
export const APPROVED = 'approved';

const KIND_OF_TYPE: Readonly<Record<string, string>> = {
  'CHECKOUT.ORDER.APPROVED': APPROVED,
  'CHECKOUT.PAYMENT-APPROVAL.REVERSED': 'cancelled',
  'PAYMENT.AUTHORIZATION.CREATED': 'processing',
  'PAYMENT.AUTHORIZATION.VOIDED': 'cancelled',
  'PAYMENT.CAPTURE.COMPLETED': 'success',
  'PAYMENT.CAPTURE.PENDING': 'processing',
  'PAYMENT.CAPTURE.DENIED': 'failed',
  'PAYMENT.CAPTURE.DECLINED': 'failed',
  'PAYMENT.CAPTURE.REFUNDED': 'refund',
  'PAYMENT.REFUND.PENDING': 'refund',
  'PAYMENT.REFUND.FAILED': 'refund',
};

const MAX_KIND_LENGTH = 50;

/** Our view of a message; null when it has not the form of one. */
export function readPaypalEvent(json: unknown): GatewayEvent | null {
  const parsed = eventSchema.safeParse(json);
  if (!parsed.success) return null;
  const { id: eventId, event_type: type, create_time: at, resource: given } = parsed.data;
  const occurredAt = dateOf(at);
  const kind = KIND_OF_TYPE[type];
  const resource = resourceSchema.safeParse(given);
  if (kind === undefined) {
    const reference = resource.success ? referenceOf(resource.data) : null;
    const name = type.slice(0, MAX_KIND_LENGTH);
    return { eventId, kind: name, reference, gatewayPaymentId: null, amount: null, occurredAt };
  }
  if (!resource.success) return null;
  const found = resource.data;
  const isOrder = type.startsWith('CHECKOUT.ORDER.');
  const event: GatewayEvent = {
    eventId,
    kind,
    reference: referenceOf(found),
    gatewayPaymentId: isOrder
      ? found.id
      : (found.supplementary_data?.related_ids?.order_id ?? null),
    amount: amountOf(found),
    occurredAt,
  };
  if (kind === 'refund') return { ...event, refund: reportOf(found, type) };
  return type === 'PAYMENT.AUTHORIZATION.CREATED' ? { ...event, authorised: event.amount } : event;
}

function referenceOf({ custom_id: own, purchase_units: units }: Resource): string | null {
  return knownReference(own ?? units?.[0]?.custom_id);
}

function amountOf({ amount: own, purchase_units: units }: Resource): GatewayEvent['amount'] {
  const given = own ?? units?.[0]?.amount;
  return given ? fromPaypalAmount(given.value, given.currency_code) : null;
}

function reportOf(refund: Resource, type: string): RefundReport {
  const failed = type === 'PAYMENT.REFUND.FAILED';
  return {
    refundId: knownReference(refund.invoice_id),
    gatewayRefundId: refund.id,
    kind: failed ? 'failed' : refundKind(refund.status ?? null),
    reason: reasonText(refund.status_details?.reason),
  };
}

export function refundKind(status: string | null): RefundReport['kind'] {
  if (status === 'COMPLETED') return 'succeeded';
  return status === 'FAILED' || status === 'CANCELLED' ? 'failed' : 'pending';
}

/** What staff may see of a stored message. */
export function paypalFacts(body: string): EventFacts {
  const none: EventFacts = { reason: null, fields: {} };
  const event = eventSchema.safeParse(parseJson(body));
  if (!event.success) return none;
  const resource = resourceSchema.safeParse(event.data.resource);
  if (!resource.success) return none;
  const { status, status_details: details } = resource.data;
  return {
    reason: reasonText(details?.reason),
    fields: {
      eventType: event.data.event_type,
      ...(status ? { status: cleanText(status.slice(0, 50)) } : {}),
    },
  };
}

export function dateOf(iso: string | null | undefined): Date | null {
  const date = new Date(iso ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? null : date;
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
