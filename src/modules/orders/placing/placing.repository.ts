import { Injectable } from '@nestjs/common';
import {
  type IdempotentRequest,
  lockTextOf,
  type StoredKey,
} from '../../../database/idempotency/idempotency.js';
import { namedQuery } from '../../../database/named-query.js';
import type { Tx } from '../../../database/unit-of-work.js';
import type { OutboxRow } from '../../../queue/outbox/outbox.js';
import type { CartOwner } from '../../cart/cart.types.js';
import type { LowStockNews } from '../../inventory/inventory.types.js';
import type { PaymentMethodRecord } from '../../payments/payments.types.js';
import type { AddressRow } from '../../users/users.types.js';
import { TooManyOpenOrders } from '../orders.errors.js';
import { type OrderDraft, ORDER_NUMBER_PLACE } from './order-draft.js';
import { CLAIM_FOR_GUEST, CLAIM_FOR_USER, PLACE_ORDER } from './place-order.sql.js';

/** What the first statement of placing an order finds. */
export interface Claim {
  /** False: a request with this key is running right now. */
  readonly free: boolean;
  readonly stored: StoredKey | null;
  /** Now locked; null when there is no active cart. */
  readonly cartId: string | null;
  /** Null for guests. */
  readonly customer: { readonly email: string; readonly verifiedEmail: boolean } | null;
  /** The customer's own address, if he has one with the wanted id. */
  readonly address: AddressRow | null;
  /** The same of the address that the bill goes to. */
  readonly billing: AddressRow | null;
  readonly method: PaymentMethodRecord | null;
  /** The transaction's now(), ISO 8601. */
  readonly now: string;
}

/** Whose cart it is and what else the claim reads. */
export interface ClaimQuery {
  readonly request: IdempotentRequest;
  readonly owner: CartOwner;
  readonly addressId: string | null;
  readonly billingAddressId: string | null;
  /** Whose orders follow each other; null: the number of open ones is not limited. */
  readonly customerKey: string | null;
  readonly paymentMethodCode: string;
}

/** The two statements of placing an order that are its own; the one between them is the cart's. */
@Injectable()
export class PlacingRepository {
  /** Takes the key of the request and locks the cart. */
  async claim(tx: Tx, query: ClaimQuery): Promise<Claim> {
    const { request, owner, addressId, paymentMethodCode } = query;
    const isUser = owner.kind === 'user';
    const rows = await namedQuery<Claim & Record<string, unknown>>(
      tx,
      isUser ? CLAIM_FOR_USER : CLAIM_FOR_GUEST,
      [
        lockTextOf(request),
        request.scope,
        request.route,
        request.key,
        isUser ? null : owner.tokenHash,
        isUser ? owner.userId : null,
        isUser ? addressId : null,
        paymentMethodCode,
        query.customerKey === null ? null : `open-orders:${query.customerKey}`,
        isUser ? query.billingAddressId : null,
      ],
    );
    const [row] = rows;
    if (row === undefined) throw new Error('The claim of an order returned nothing');
    return row;
  }

  /**
   * Writes the order with everything that belongs to it.
   *
   * @param reply text of the answer with {@link ORDER_NUMBER_PLACE} where the number goes
   * @returns the stored answer, or null when stock, a price or a discount is no longer as it was
   * read; then the transaction must be rolled back
   * @throws TooManyOpenOrders when as many orders of the customer as may are waiting for money
   */
  async place(
    tx: Tx,
    order: OrderDraft,
    rest: {
      request: IdempotentRequest;
      outbox: readonly OutboxRow[];
      reply: string;
      lowStock: LowStockNews;
    },
  ): Promise<string | null> {
    const rows = await namedQuery<{ body: string | null; open: number }>(tx, PLACE_ORDER, [
      ...lineValues(order),
      order.discounts.map(({ id }) => id),
      order.discounts.map(({ amount }) => amount),
      order.customerKey,
      ...orderValues(order),
      ...statusValues(order),
      ...paymentValues(order),
      ...outboxValues(rest.outbox),
      rest.request.scope,
      rest.request.route,
      rest.request.key,
      rest.request.fingerprint,
      rest.reply,
      ORDER_NUMBER_PLACE,
      rest.lowStock.threshold,
      rest.lowStock.rows.map((row) => row.event),
      rest.lowStock.rows.map((row) => row.queue),
      rest.lowStock.rows.map((row) => row.job),
      order.otherCurrency,
      order.exchangeRate,
      order.locale,
      order.discounts.map(({ codeId }) => codeId),
      JSON.stringify(order.billingAddress),
      order.openOrderLimit,
      order.lines.map((line) => line.notes),
      order.lines.map((line) => line.ownPrice),
      order.lines.map((line) => JSON.stringify(line.taxes)),
      JSON.stringify(order.shippingTaxes),
      order.shippingSource,
      order.taxSource,
    ]);
    const { body = null, open = 0 } = rows[0] ?? {};
    const limit = order.openOrderLimit;
    if (body === null && limit !== null && open >= limit) {
      throw new TooManyOpenOrders(undefined, { limit, open });
    }
    return body;
  }
}

function lineValues({ lines }: OrderDraft): unknown[] {
  return [
    lines.map((line) => line.id),
    lines.map((line) => line.variantId),
    lines.map((line) => line.productId),
    lines.map((line) => line.position),
    lines.map((line) => line.quantity),
    lines.map((line) => line.unitPrice),
    lines.map((line) => line.totalPrice),
    lines.map((line) => line.discountAmount),
    lines.map((line) => line.taxAmount),
    lines.map((line) => line.productName),
    lines.map((line) => line.variantName),
    lines.map((line) => line.sku),
    lines.map((line) => JSON.stringify(line.attributes)),
  ];
}

function orderValues(order: OrderDraft): unknown[] {
  return [
    order.id,
    order.userId,
    order.cartId,
    order.email,
    order.tokenHash,
    order.status,
    order.currency,
    order.taxInclusive,
    order.subtotal,
    order.taxAmount,
    order.shippingCost,
    order.discountAmount,
    order.totalAmount,
    order.shippingMethodCode,
    JSON.stringify(order.shippingAddress),
    order.notes,
    order.expiresInMinutes,
  ];
}

function statusValues({ history }: OrderDraft): unknown[] {
  return [
    history.map((step) => step.from),
    history.map((step) => step.to),
    history.map((step) => step.reason),
  ];
}

function paymentValues({ payment }: OrderDraft): unknown[] {
  const payments = payment === null ? [] : [payment];
  return [
    payments.map(({ id }) => id),
    payments.map(({ methodId }) => methodId),
    payments.map(({ reference }) => reference),
    payments.map(({ amount }) => amount),
  ];
}

function outboxValues(rows: readonly OutboxRow[]): unknown[] {
  return [
    rows.map((row) => row.id),
    rows.map((row) => row.event),
    rows.map((row) => row.queue),
    rows.map((row) => row.job),
    rows.map((row) => row.aggregateId),
    rows.map((row) => JSON.stringify(row.payload)),
  ];
}
