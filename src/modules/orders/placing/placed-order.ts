import { formatMinor, minorFromDb } from '../../../common/money/money.js';
import { type OrderDraft, ORDER_NUMBER_PLACE } from './order-draft.js';

/** What the answer to a placed order says besides the draft. */
export interface PlacedFacts {
  /** The transaction's now(), ISO 8601. */
  readonly now: string;
  readonly paymentMethodCode: string;
  /** What stands for a guest's token; null for customers. */
  readonly orderToken: string | null;
}

/**
 * The answer to a placed order as JSON text, with {@link ORDER_NUMBER_PLACE} for the number. It is
 * stored for repetitions, so it holds no address and no e-mail.
 */
export function placedOrderJson(order: OrderDraft, facts: PlacedFacts): string {
  const money = (decimal: string): string => toWire(decimal, order.currency);
  const { payment } = order;
  return JSON.stringify({
    id: order.id,
    orderNumber: ORDER_NUMBER_PLACE,
    status: order.status,
    currency: order.currency,
    taxInclusive: order.taxInclusive,
    subtotal: money(order.subtotal),
    taxAmount: money(order.taxAmount),
    shippingCost: money(order.shippingCost),
    discountAmount: money(order.discountAmount),
    totalAmount: money(order.totalAmount),
    shippingMethodCode: order.shippingMethodCode,
    items: order.lines.map(
      ({ position: _position, notes: _notes, ownPrice: _own, taxes: _taxes, ...line }) => ({
        ...line,
        unitPrice: money(line.unitPrice),
        totalPrice: money(line.totalPrice),
        discountAmount: money(line.discountAmount),
        taxAmount: money(line.taxAmount),
      }),
    ),
    payment: payment && {
      id: payment.id,
      reference: payment.reference,
      methodCode: facts.paymentMethodCode,
      status: 'pending',
      amount: money(payment.amount),
    },
    createdAt: facts.now,
    expiresAt: expiryOf(facts.now, order.expiresInMinutes),
    ...(facts.orderToken === null ? {} : { orderToken: facts.orderToken }),
  });
}

/** A decimal of the database with the currency's own digits. */
export function toWire(decimal: string, currency: string): string {
  return formatMinor(minorFromDb(decimal, currency), currency);
}

function expiryOf(now: string, minutes: number | null): string | null {
  if (minutes === null) return null;
  return new Date(Date.parse(now) + minutes * 60_000).toISOString();
}
