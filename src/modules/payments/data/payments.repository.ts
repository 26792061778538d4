import { Injectable } from '@nestjs/common';

import type { RequestContext } from '../../../common/request-context.js';
import { Db } from '../../../database/db.js';
import { namedQuery } from '../../../database/named-query.js';
import { type Tx } from '../../../database/unit-of-work.js';
import { type PaymentState } from '../domain/payment-state.js';
import {
  type EndedRefund,
  type MoneyOfOrder,
  type PaymentMethodRecord,
  type PaymentStatus,
  type PaymentView,
  type RefundOutcome,
  type RefundRequest,
} from '../payments.types.js';
import { FIND_METHOD, LIST_METHODS } from './payment-methods.sql.js';
import * as sql from './payments.sql.js';

/** A payment under its row lock, with what its method says about gateway and fees. */
export interface LockedPayment extends PaymentState {
  readonly id: string;
  readonly orderId: string;
  readonly amount: string;
  readonly currency: string;
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
  /** ISO 8601. */
  readonly createdAt: string;
  readonly gateway: string | null;
}

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
  async saveState(tx: Tx, id: string, state: PaymentState, fee: string): Promise<void> {
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
    ]);
    if (inserted === undefined) throw new Error('INSERT … RETURNING gave no row');
    return inserted;
  }

  /** Keeps the first address that was stored and returns it. */
  async keepRedirect(tx: Tx, id: string, url: string): Promise<string> {
    const [row] = await namedQuery<{ redirectUrl: string }>(tx, sql.KEEP_REDIRECT, [id, url]);
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

  async orderOfRefund(tx: Tx, refundId: string): Promise<string | null> {
    const [row] = await namedQuery<{ orderId: string }>(tx, sql.ORDER_OF_REFUND, [refundId]);
    return row?.orderId ?? null;
  }

  /** @returns null when it does not exist or has ended before */
  async endRefund(tx: Tx, refundId: string, ended: RefundOutcome): Promise<EndedRefund | null> {
    const isDone = ended.outcome === 'succeeded';
    const [row] = await namedQuery<EndedRefund & Record<string, unknown>>(tx, sql.END_REFUND, [
      refundId,
      ended.outcome,
      isDone ? (ended.gatewayRefundId ?? null) : null,
      isDone ? null : ended.reason,
    ]);
    if (row === undefined) return null;
    if (isDone) await namedQuery(tx, sql.CLOSE_REFUNDED, [row.paymentId]);
    return row;
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
