import { Injectable } from '@nestjs/common';

import type { RequestContext } from '../../../common/request-context.js';
import { Db } from '../../../database/db.js';
import { namedQuery } from '../../../database/named-query.js';
import { type Tx } from '../../../database/unit-of-work.js';
import { type PaymentState, type PaymentTerms } from '../domain/payment-state.js';
import {
  type MoneyOfOrder,
  type PaymentMethodRecord,
  type PaymentStatus,
  type PaymentView,
  type RefundRequest,
} from '../payments.types.js';
import { FIND_METHOD, LIST_METHODS } from './payment-methods.sql.js';
import * as sql from './payments.sql.js';

/** A payment under its row lock, with what its method says about gateway and fees. */
export interface LockedPayment extends PaymentState, PaymentTerms {
  readonly id: string;
  readonly orderId: string;
  readonly reference: string;
  readonly gateway: string | null;
  readonly feePercentage: string | null;
  readonly feeFixed: string | null;
}

/** An attempt of an order, locked for starting or continuing it. */
export interface LockedAttempt {
  readonly id: string;
  readonly userId: string | null;
  readonly reference: string;
  readonly attempt: number;
  readonly amount: string;
  readonly currency: string;
  readonly status: PaymentStatus;
  readonly redirectUrl: string | null;
  readonly methodCode: string;
  readonly gatewayPaymentId: string | null;
  readonly captureMode: 'automatic' | 'manual';
  /** What its method says now; other words than `manual` mean nothing. */
  readonly methodCapture: string | null;
  /** The saved card that it was handed over with. */
  readonly cardId: string | null;
  readonly isPart: boolean;
  readonly authorisedAmount: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly gateway: string | null;
}

/** When the gateway is asked after a change: never, as it was, at once, or as for held money. */
export type NextQuery = 'none' | 'keep' | 'now' | 'held';

/** A row to be inserted as the next attempt. */
export interface NewAttempt {
  readonly orderId: string;
  readonly userId: string | null;
  readonly methodId: string;
  readonly reference: string;
  readonly attempt: number;
  readonly amount: string;
  readonly currency: string;
  readonly status: PaymentStatus;
  readonly isPart: boolean;
}

/** Rows of `payments`, `payment_methods` and `refunds`. */
@Injectable()
export class PaymentsRepository {
  constructor(private readonly db: Db) {}

  /** Takes the row lock; null when no payment has this reference (any more). */
  async lockByReference(tx: Tx, reference: string): Promise<LockedPayment | null> {
    const [row] = await namedQuery<LockedPayment>(tx, sql.LOCK_BY_REFERENCE, [reference]);
    return row ?? null;
  }

  /** The reference of the payment that a message of the gateway is about, where it does not say so itself. */
  async findReference(
    tx: Tx,
    gateway: string,
    ids: {
      readonly gatewayPaymentId: string | null;
      readonly refundId: string | null;
      readonly gatewayRefundId: string | null;
    },
  ): Promise<string | null> {
    const { gatewayPaymentId, refundId, gatewayRefundId } = ids;
    const values = [gateway, gatewayPaymentId, refundId, gatewayRefundId];
    const [row] = await namedQuery<{ reference: string }>(tx, sql.FIND_REFERENCE, values);
    return row?.reference ?? null;
  }

  /** Whether another payment through this gateway already has the gateway's id. */
  async isGatewayIdTaken(
    tx: Tx,
    gateway: string,
    gatewayPaymentId: string,
    exceptId: string,
  ): Promise<boolean> {
    const rows = await namedQuery(tx, sql.GATEWAY_ID_TAKEN, [gateway, gatewayPaymentId, exceptId]);
    return rows.length > 0;
  }

  /** @param fee decimal string with two digits */
  async saveState(
    tx: Tx,
    id: string,
    state: PaymentState,
    fee: string,
    next: NextQuery,
  ): Promise<void> {
    await namedQuery(tx, sql.SAVE_STATE, [
      id,
      state.status,
      state.authorisedAmount,
      state.capturedAmount,
      fee,
      state.gatewayPaymentId,
      state.decision === null ? null : JSON.stringify(state.decision),
      state.failureReason,
      state.processedAt,
      next,
    ]);
  }

  /** All attempts of an order under their row locks, oldest first. */
  async lockAttempts(tx: Tx, orderId: string): Promise<LockedAttempt[]> {
    return namedQuery<LockedAttempt>(tx, sql.LOCK_ATTEMPTS, [orderId]);
  }

  /** @param amount decimal string with two digits */
  async setAmount(tx: Tx, id: string, amount: string): Promise<void> {
    await namedQuery(tx, sql.SET_AMOUNT, [id, amount]);
  }

  /** The gateway may know of it from now on. */
  async handOver(
    tx: Tx,
    id: string,
    captureMode: 'automatic' | 'manual',
    canBeAsked: boolean,
    cardId: string | null,
  ): Promise<void> {
    await namedQuery(tx, sql.HAND_OVER, [id, captureMode, canBeAsked, cardId]);
  }

  async setStatus(tx: Tx, id: string, status: PaymentStatus): Promise<void> {
    await namedQuery(tx, sql.SET_STATUS, [id, status]);
  }

  /** @throws PaymentAttemptRaced (at the end of the transaction) when another one was faster. */
  async insertAttempt(tx: Tx, row: NewAttempt): Promise<LockedAttempt> {
    const [inserted] = await namedQuery<LockedAttempt>(tx, sql.INSERT_ATTEMPT, [
      row.orderId,
      row.userId,
      row.methodId,
      row.reference,
      row.attempt,
      row.amount,
      row.currency,
      row.status,
      row.isPart,
    ]);
    if (inserted === undefined) throw new Error('INSERT … RETURNING gave no row');
    return inserted;
  }

  /** Keeps the first address and the first of the gateway's ids; returns the address that is kept. */
  async keepCreated(
    tx: Tx,
    id: string,
    created: { readonly url: string | null; readonly gatewayPaymentId: string | null },
  ): Promise<string | null> {
    const { url, gatewayPaymentId } = created;
    const values = [id, url, gatewayPaymentId];
    const [row] = await namedQuery<{ redirectUrl: string | null }>(tx, sql.KEEP_REDIRECT, values);
    return row?.redirectUrl ?? url;
  }

  async listForOrders(tx: Tx, orderIds: readonly string[]): Promise<PaymentView[]> {
    return namedQuery<PaymentView>(tx, sql.LIST_FOR_ORDERS, [orderIds]);
  }

  async findById(ctx: RequestContext, id: string): Promise<PaymentView | null> {
    const [row] = await this.db.queryAs<PaymentView>(ctx, sql.FIND_BY_ID, [id]);
    return row ?? null;
  }

  async findByReference(ctx: RequestContext, reference: string): Promise<PaymentView | null> {
    const [row] = await this.db.queryAs<PaymentView>(ctx, sql.FIND_BY_REFERENCE, [reference]);
    return row ?? null;
  }

  /** @returns how many attempts were open */
  async cancelOpen(tx: Tx, orderIds: readonly string[]): Promise<number> {
    const rows = await namedQuery(tx, sql.CANCEL_OPEN, [orderIds]);
    return rows.length;
  }

  /** @returns id of the new row; null when a refund with this key was there already */
  async insertRefund(tx: Tx, refund: RefundRequest): Promise<string | null> {
    const { paymentId, orderId, amount, currency, reason, key } = refund;
    const { lines, shippingAmount = '0.00', returnId = null } = refund;
    await namedQuery(tx, sql.LOCK_PAYMENT, [paymentId]);
    const [row] = await namedQuery<{ id: string }>(tx, sql.INSERT_REFUND, [
      paymentId,
      orderId,
      amount,
      currency,
      reason,
      key,
      lines === undefined ? null : JSON.stringify(lines),
      shippingAmount,
      returnId,
      refund.surplus ?? false,
    ]);
    return row?.id ?? null;
  }

  async makeSurplus(tx: Tx, orderId: string): Promise<void> {
    await namedQuery(tx, sql.MAKE_SURPLUS, [orderId]);
  }

  async moneyOf(tx: Tx, orderId: string): Promise<MoneyOfOrder> {
    const [row] = await namedQuery<MoneyOfOrder & Record<string, unknown>>(tx, sql.MONEY_OF_ORDER, [
      orderId,
    ]);
    return row ?? { captured: '0.00', refunded: '0.00', surplus: '0.00' };
  }

  async findMethod(executor: Tx | Db, code: string): Promise<PaymentMethodRecord | null> {
    const [row] = await namedQuery<{ method: PaymentMethodRecord | null }>(executor, FIND_METHOD, [
      code,
    ]);
    return row?.method ?? null;
  }

  async listMethods(): Promise<PaymentMethodRecord[]> {
    const rows = await this.db.query<{ method: PaymentMethodRecord }>(LIST_METHODS);
    return rows.map(({ method }) => method);
  }
}
