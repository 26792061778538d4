import { Injectable } from '@nestjs/common';
import { minorFromDb } from '../../../common/money/money.js';
import type { RequestContext } from '../../../common/request-context.js';
import { namedQuery } from '../../../database/named-query.js';
import type { Statement } from '../../../database/statement.js';
import { type Tx, UnitOfWork } from '../../../database/unit-of-work.js';
import { type Delivery, Inbox } from '../../../queue/outbox/inbox.js';
import { Outbox } from '../../../queue/outbox/outbox.js';
import { PaymentsService } from '../../payments/payments.service.js';
import type { EndedRefund, MoneyOfOrder, RefundOutcome } from '../../payments/payments.types.js';
import type { ServedOrder } from '../desk/served-order.types.js';
import { ServedOrders } from '../desk/served-orders.js';
import { orderTransitions } from '../domain/order-status.js';
import { RefundNotFound, RefundUnderway } from '../orders.errors.js';
import { orderRefunded } from '../orders.events.js';
import { EndOrders } from '../use-cases/end-orders.js';
import type { RefundedLine } from './request-refunds.js';

/** $2 what is back, $3 the part of it that was above the price: that is no refund of the order. */
const SET_REFUNDED: Statement = {
  name: 'orders-set-refunded',
  text: `UPDATE orders SET refunded_amount = least(total_amount, $2::numeric - $3::numeric) WHERE id = $1`,
};

const CLOSE_RETURN: Statement = {
  name: 'orders-close-return',
  text: `UPDATE returns t SET status = 'closed' WHERE t.id = $1 AND t.status = 'received'
    AND NOT EXISTS (SELECT FROM refunds r WHERE r.return_id = t.id AND r.status <> 'succeeded')`,
};

/**
 * Writes down how a refund ended, whoever paid it out. An order becomes `refunded` when all of its
 * money is back; then its discount uses go back too, and what has not left the house is free again.
 */
@Injectable()
export class FinishRefund {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly served: ServedOrders,
    private readonly payments: PaymentsService,
    private readonly ending: EndOrders,
    private readonly outbox: Outbox,
    private readonly inbox: Inbox,
  ) {}

  /**
   * @param ofOrder by hand: a refund of another order is none, and what a gateway has stays the gateway's
   * @returns false when it had ended before; then nothing has changed
   * @throws RefundNotFound also for a refund of an archived order
   */
  async execute(
    ctx: RequestContext,
    refundId: string,
    ended: RefundOutcome,
    ofOrder?: string,
  ): Promise<boolean> {
    return this.uow.run(ctx, async (tx) => {
      const orderId = await this.payments.orderOfRefund(tx, refundId);
      if (orderId === null || (ofOrder ?? orderId) !== orderId) throw new RefundNotFound();
      if (ofOrder !== undefined && (await this.payments.isRefundUnderway(tx, refundId))) {
        throw new RefundUnderway();
      }
      return this.finish(tx, orderId, refundId, ended);
    });
  }

  /**
   * The same as the gateway said it, which stands in the refund's row. Does nothing when the delivery is
   * done, or while the gateway has not said how it ended.
   */
  async answered(ctx: RequestContext, refundId: string, delivery: Delivery | null): Promise<void> {
    await this.uow.run(ctx, async (tx) => {
      if (!(await this.inbox.claim(tx, delivery))) return;
      const orderId = await this.payments.orderOfRefund(tx, refundId);
      if (orderId === null) return;
      // Under the order's lock: what the gateway says next is another delivery.
      await this.served.lock(tx, orderId);
      const ended = await this.payments.refundOutcome(tx, refundId);
      if (ended !== null) await this.finish(tx, orderId, refundId, ended);
    });
  }

  private async finish(
    tx: Tx,
    orderId: string,
    refundId: string,
    ended: RefundOutcome,
  ): Promise<boolean> {
    const order = await this.served.lock(tx, orderId);
    const refund = await this.payments.endRefund(tx, refundId, ended);
    if (refund === null) return false;
    if (ended.outcome === 'succeeded') await this.settle(tx, order, refund);
    else {
      await this.undo(tx, refund);
      if (refund.wasDone) await this.setRefunded(tx, orderId);
    }
    return true;
  }

  private async setRefunded(tx: Tx, orderId: string): Promise<MoneyOfOrder> {
    const money = await this.payments.moneyOf(tx, orderId);
    await namedQuery(tx, SET_REFUNDED, [orderId, money.refunded, money.surplus]);
    return money;
  }

  private async settle(tx: Tx, order: ServedOrder, refund: EndedRefund): Promise<void> {
    const { captured, refunded, surplus } = await this.setRefunded(tx, order.id);
    if (refund.returnId !== null) await namedQuery(tx, CLOSE_RETURN, [refund.returnId]);
    const [all, back, above] = [captured, refunded, surplus].map((decimal) =>
      minorFromDb(decimal, order.currency),
    ) as [number, number, number];
    // Where everything was above the price, the order costs nothing and goes on.
    const isAllBack = back >= all && back > above;
    if (isAllBack && orderTransitions.can(order.status, 'refunded')) {
      await this.ending.refunded(tx, order.id);
    }
    const payload = { orderId: order.id, refundId: refund.id };
    await this.outbox.publish(tx, orderRefunded, payload, { aggregateId: order.id });
  }

  /** The pieces may be asked for again; those that were cancelled stay cancelled. */
  private async undo(tx: Tx, { lines }: EndedRefund): Promise<void> {
    await this.served.addToLines(
      tx,
      ((lines ?? []) as RefundedLine[]).map((line) => ({
        id: line.orderItemId,
        refundedQuantity: -line.quantity,
        refundedAmount: `-${line.amount}`,
        cancelledQuantity: 0,
      })),
    );
  }
}
