import { Injectable } from '@nestjs/common';

import type { RequestContext } from '../../../common/request-context.js';
import { namedQuery } from '../../../database/named-query.js';
import { type Tx, UnitOfWork } from '../../../database/unit-of-work.js';
import type { GatewayRefundStatus, RefundState } from '../domain/refund-state.js';
import { type EndedRefund, type RefundOutcome } from '../payments.types.js';
import { CLOSE_REFUNDED, REOPEN_REFUNDED } from './payments.sql.js';
import * as sql from './refunds.sql.js';

/** A refund that is this worker's to send or to ask about. */
export interface ClaimedRefund {
  readonly id: string;
  readonly orderId: string;
  readonly amount: string;
  readonly currency: string;
  readonly reason: string | null;
  readonly gatewayRefundId: string | null;
  /** ISO 8601; when the gateway was asked for it first. */
  readonly sentAt: string;
  /** The gateway was asked for it before. */
  readonly wasSent: boolean;
  /** Nobody asks after this. */
  readonly isLast: boolean;
  readonly gateway: string;
  readonly paymentId: string;
  readonly reference: string;
  readonly gatewayPaymentId: string | null;
  readonly paymentAmount: string;
  readonly paymentCreatedAt: string;
}

/** A refund under its lock. */
export interface LockedRefund extends RefundState {
  readonly id: string;
  readonly orderId: string;
  readonly amount: string;
}

/** Money that somebody sent back at the gateway itself. */
export interface ForeignRefund {
  readonly paymentId: string;
  readonly orderId: string;
  readonly amount: string;
  readonly currency: string;
  readonly key: string;
  readonly gatewayRefundId: string;
  readonly gatewayStatus: GatewayRefundStatus;
}

type Row<T> = T & Record<string, unknown>;

/** Rows of `refunds` on their way through gateways. Locks: order, payment, refund. */
@Injectable()
export class RefundsRepository {
  constructor(private readonly uow: UnitOfWork) {}

  async orderOf(tx: Tx, refundId: string): Promise<string | null> {
    const [row] = await namedQuery<{ orderId: string }>(tx, sql.ORDER_OF_REFUND, [refundId]);
    return row?.orderId ?? null;
  }

  /** Due refunds of the gateways, each to one caller alone; `only` that one. */
  claim(
    ctx: RequestContext,
    gateways: readonly string[],
    { limit = 1, only = null }: { readonly limit?: number; readonly only?: string | null },
  ): Promise<ClaimedRefund[]> {
    return this.uow.run(ctx, (tx) =>
      namedQuery<Row<ClaimedRefund>>(tx, sql.CLAIM_REFUNDS, [gateways, limit, only]),
    );
  }

  /** The caller holds the lock of the payment. Ids that are no UUID are nobody's. */
  async lockOfMessage(
    tx: Tx,
    paymentId: string,
    message: {
      readonly refundId: string | null;
      readonly gatewayRefundId: string | null;
      readonly amount: string | null;
    },
  ): Promise<LockedRefund | null> {
    const [row] = await namedQuery<Row<LockedRefund>>(tx, sql.FIND_OF_MESSAGE, [
      paymentId,
      uuidOrNull(message.refundId),
      message.gatewayRefundId,
      message.amount,
    ]);
    return row ?? null;
  }

  async saveWord(tx: Tx, refundId: string, state: RefundState): Promise<void> {
    const { gatewayStatus, gatewayRefundId, failureReason } = state;
    await namedQuery(tx, sql.SAVE_WORD, [refundId, gatewayStatus, gatewayRefundId, failureReason]);
  }

  /** What may still go back of a payment; decimal string. */
  async leftOf(tx: Tx, paymentId: string): Promise<string> {
    const [row] = await namedQuery<{ left: string }>(tx, sql.REFUNDABLE, [paymentId]);
    return row?.left ?? '0.00';
  }

  /** @returns its id */
  async insertForeign(tx: Tx, refund: ForeignRefund): Promise<string> {
    const [row] = await namedQuery<{ id: string }>(tx, sql.INSERT_FOREIGN, [
      refund.paymentId,
      refund.orderId,
      refund.amount,
      refund.currency,
      refund.key,
      refund.gatewayRefundId,
      refund.gatewayStatus,
    ]);
    if (row === undefined) throw new Error('INSERT … RETURNING gave no row');
    return row.id;
  }

  async wordOf(
    tx: Tx,
    refundId: string,
  ): Promise<(RefundState & { readonly isUnderway: boolean }) | null> {
    const [row] = await namedQuery<Row<RefundState & { readonly isUnderway: boolean }>>(
      tx,
      sql.WORD_OF,
      [refundId],
    );
    return row ?? null;
  }

  /** @returns false when it has ended, or does not exist */
  async askSoon(tx: Tx, refundId: string): Promise<boolean> {
    return (await namedQuery(tx, sql.ASK_SOON, [refundId])).length > 0;
  }

  /** @returns null when it does not exist or has ended before; one that was done may still fail */
  async end(tx: Tx, refundId: string, ended: RefundOutcome): Promise<EndedRefund | null> {
    const isDone = ended.outcome === 'succeeded';
    await namedQuery(tx, sql.LOCK_PAYMENT_OF, [refundId]);
    const [row] = await namedQuery<Row<EndedRefund>>(tx, sql.END_REFUND, [
      refundId,
      ended.outcome,
      isDone ? (ended.gatewayRefundId ?? null) : null,
      isDone ? null : ended.reason,
    ]);
    if (row === undefined) return null;
    await namedQuery(tx, isDone ? CLOSE_REFUNDED : REOPEN_REFUNDED, [row.paymentId]);
    return row;
  }
}

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** A gateway repeats what it likes: what is no UUID is no id of ours. */
export function uuidOrNull(text: string | null): string | null {
  return text !== null && UUID.test(text) ? text : null;
}
