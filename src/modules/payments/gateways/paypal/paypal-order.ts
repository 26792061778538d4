import { z } from 'zod';

import type { Money } from '../../../../common/money/money.js';
import { knownReference, reasonText } from '../event-text.js';
import type { FoundRefund, GatewayStatus } from '../payment-gateway.js';
import { fromPaypalAmount } from './paypal-amounts.js';
import { dateOf, refundKind } from './paypal-event.js';

const amount = z.object({ currency_code: z.string(), value: z.string() });
const piece = z.object({
  id: z.string().min(1).max(100),
  status: z.string(),
  status_details: z.object({ reason: z.string().nullish() }).nullish(),
  amount: amount.nullish(),
  invoice_id: z.string().nullish(),
  create_time: z.string().nullish(),
});

const orderSchema = z.object({
  id: z.string().min(1).max(100),
  status: z.string(),
  intent: z.string().nullish(),
  links: z.array(z.object({ rel: z.string(), href: z.string() })).nullish(),
  purchase_units: z
    .array(
      z.object({
        custom_id: z.string().nullish(),
        amount: amount.nullish(),
        payments: z
          .object({
            captures: z.array(piece).nullish(),
            authorizations: z.array(piece).nullish(),
            refunds: z.array(piece).nullish(),
          })
          .nullish(),
      }),
    )
    .min(1),
});

export type PaypalOrder = z.output<typeof orderSchema>;
export type PaypalPiece = z.output<typeof piece>;

/** Null when it is no order. */
export function readOrder(json: unknown): PaypalOrder | null {
  const parsed = orderSchema.safeParse(json);
  return parsed.success ? parsed.data : null;
}

export function readPiece(json: unknown): PaypalPiece | null {
  const parsed = piece.safeParse(json);
  return parsed.success ? parsed.data : null;
}

export function referenceOf(order: PaypalOrder): string | null {
  return order.purchase_units[0]?.custom_id ?? null;
}

/** Where the customer agrees; an order with a payment source calls it `payer-action`. */
export function approvalUrl(order: PaypalOrder): string | null {
  const link = order.links?.find(({ rel }) => rel === 'payer-action' || rel === 'approve');
  return link?.href ?? null;
}

export function orderedAmount(order: PaypalOrder): Money | null {
  return moneyOf(order.purchase_units[0]?.amount);
}

const TAKEN = new Set(['COMPLETED', 'PARTIALLY_REFUNDED', 'REFUNDED']);

/** The capture that took the money, which is what can be refunded. */
export function takenCapture(order: PaypalOrder): PaypalPiece | null {
  return captures(order).find(({ status }) => TAKEN.has(status)) ?? null;
}

/** What is held for this order. */
export function openAuthorization(order: PaypalOrder): PaypalPiece | null {
  return authorizations(order).find(({ status }) => status === 'CREATED') ?? null;
}

export function refunds(order: PaypalOrder): readonly PaypalPiece[] {
  return order.purchase_units.flatMap(({ payments }) => payments?.refunds ?? []);
}

/** The same in our words; one whose amount cannot be read is left out. */
export function foundRefunds(order: PaypalOrder): FoundRefund[] {
  return refunds(order).flatMap((found) => {
    const { id, status, invoice_id: name, status_details: details } = found;
    const money = moneyOf(found.amount);
    if (money === null) return [];
    const about = { refundId: knownReference(name), gatewayRefundId: id, amount: money };
    return [{ ...about, kind: refundKind(status), reason: reasonText(details?.reason) }];
  });
}

function captures(order: PaypalOrder): readonly PaypalPiece[] {
  return order.purchase_units.flatMap(({ payments }) => payments?.captures ?? []);
}

function authorizations(order: PaypalOrder): readonly PaypalPiece[] {
  return order.purchase_units.flatMap(({ payments }) => payments?.authorizations ?? []);
}

const KIND_OF_CAPTURE: Readonly<Record<string, GatewayStatus['kind']>> = {
  PENDING: 'processing',
  DECLINED: 'failed',
  FAILED: 'failed',
};
const KIND_OF_AUTHORIZATION: Readonly<Record<string, GatewayStatus['kind']>> = {
  DENIED: 'failed',
  VOIDED: 'cancelled',
  EXPIRED: 'cancelled',
};

/** What an order says about its payment. */
export function statusOf(order: PaypalOrder): GatewayStatus {
  const taken = captures(order).filter(({ status }) => TAKEN.has(status));
  const [first] = taken;
  if (first !== undefined) return paid(order, taken);
  const capture = captures(order).at(-1);
  if (capture !== undefined) return undecided(order, KIND_OF_CAPTURE[capture.status], capture);
  const held = authorizations(order).at(-1);
  if (held !== undefined) {
    const status = undecided(order, KIND_OF_AUTHORIZATION[held.status], held);
    return { ...status, authorised: held.status === 'CREATED' ? moneyOf(held.amount) : null };
  }
  const open = undecided(order, order.status === 'VOIDED' ? 'cancelled' : 'processing', null);
  return order.status === 'APPROVED' ? { ...open, isApproved: true } : open;
}

function paid(order: PaypalOrder, taken: readonly PaypalPiece[]): GatewayStatus {
  const parts = taken.map((part) => moneyOf(part.amount));
  const currency = parts[0]?.currency;
  const isReadable = parts.every((part) => part !== null && part.currency === currency);
  const sum = parts.reduce((total, part) => total + (part?.amount ?? 0), 0);
  return {
    ...undecided(order, 'success', taken[0] ?? null),
    amount: isReadable && currency !== undefined ? { amount: sum, currency } : null,
    reason: null,
  };
}

function undecided(
  order: PaypalOrder,
  kind: GatewayStatus['kind'] = 'processing',
  about: PaypalPiece | null,
): GatewayStatus {
  return {
    kind,
    amount: orderedAmount(order),
    authorised: null,
    gatewayPaymentId: order.id,
    occurredAt: kind === 'processing' ? null : dateOf(about?.create_time),
    reason: reasonText(about?.status_details?.reason),
  };
}

function moneyOf(given: z.output<typeof amount> | null | undefined): Money | null {
  return given ? fromPaypalAmount(given.value, given.currency_code) : null;
}
