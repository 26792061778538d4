import { Injectable } from '@nestjs/common';

import { type Tx } from '../../../database/unit-of-work.js';
import { Outbox } from '../../../queue/outbox/outbox.js';
import { type LockedEvent, PaymentEventsRepository } from '../data/payment-events.repository.js';
import { type LockedPayment } from '../data/payments.repository.js';
import { RefundsRepository } from '../data/refunds.repository.js';
import { hundredths, isPaid } from '../domain/payment-state.js';
import { applyRefund, type GatewayRefundStatus } from '../domain/refund-state.js';
import { refundAnswered } from '../payments.events.js';
import { gatewayCallsQueue, paymentCallbacksQueue } from '../payments.jobs.js';

/** What came of a word about a refund. */
export type RefundWordOutcome =
  | 'applied'
  | 'no_change'
  | 'asked'
  /** It was told before the money that goes back: it counts when that has come. */
  | 'refund_early'
  | 'second_refund'
  /** It had succeeded; the bank sent the money back. */
  | 'refund_bounced'
  /** Somebody gave money back at the gateway itself. */
  | 'refund_at_gateway'
  /** The same, and more than was there. */
  | 'refund_above_captured';

/** What a gateway says about money that goes back. Called by `EventApplier` under the payment's lock. */
@Injectable()
export class RefundWords {
  constructor(
    private readonly refunds: RefundsRepository,
    private readonly outbox: Outbox,
    private readonly events: PaymentEventsRepository,
  ) {}

  /** @param how.isWeak the message proves too little: the gateway is asked */
  async apply(
    tx: Tx,
    payment: LockedPayment,
    event: LockedEvent,
    how: { readonly isWeak: boolean },
  ): Promise<RefundWordOutcome> {
    const { gatewayRefundId, refundStatus } = event;
    if (refundStatus === null) return 'no_change';
    const refund = await this.refunds.lockOfMessage(tx, payment.id, event);
    if (refund === null) {
      if (refundStatus === 'failed' || gatewayRefundId === null) return 'no_change';
      if (!how.isWeak) return this.takeForeign(tx, payment, event, gatewayRefundId, refundStatus);
      // The gateway's own list of what went back says whether there is such a refund, and of how much.
      await this.outbox.enqueue(tx, gatewayCallsQueue, 'ask-payment', { paymentId: payment.id });
      return 'asked';
    }
    if (how.isWeak) return this.askFor(tx, refund.id);
    const word = { status: refundStatus, gatewayRefundId, reason: event.reason };
    const { outcome, state, ended, bounced } = applyRefund(refund, word);
    if (outcome !== 'applied') return outcome;
    await this.refunds.saveWord(tx, refund.id, state);
    if (ended) await this.tell(tx, refund.id, refund.orderId);
    return bounced ? 'refund_bounced' : 'applied';
  }

  /** The money has come: what was said of its refunds before is applied now. */
  async resume(tx: Tx, paymentId: string): Promise<void> {
    for (const eventId of await this.events.reopenEarlyRefunds(tx, paymentId)) {
      await this.outbox.enqueue(tx, paymentCallbacksQueue, 'apply-event', { eventId });
    }
  }

  private async askFor(tx: Tx, refundId: string): Promise<RefundWordOutcome> {
    if (!(await this.refunds.askSoon(tx, refundId))) return 'no_change';
    await this.outbox.enqueue(tx, gatewayCallsQueue, 'send-refund', { refundId });
    return 'asked';
  }

  /** A refund that we did not ask for: written down as far as there is money of it, and looked at. */
  private async takeForeign(
    tx: Tx,
    payment: LockedPayment,
    event: LockedEvent,
    gatewayRefundId: string,
    gatewayStatus: GatewayRefundStatus,
  ): Promise<RefundWordOutcome> {
    const { amount } = event;
    if (!isPaid(payment.status)) {
      // The message of the payment itself is late or lost: the gateway knows.
      await this.outbox.enqueue(tx, gatewayCallsQueue, 'ask-payment', { paymentId: payment.id });
      return 'refund_early';
    }
    if (amount === null || event.currency !== payment.currency) return 'refund_above_captured';
    const left = await this.refunds.leftOf(tx, payment.id);
    const isMore = hundredths(amount) > hundredths(left);
    const taken = isMore ? left : amount;
    if (hundredths(taken) <= 0n) return 'refund_above_captured';
    const id = await this.refunds.insertForeign(tx, {
      paymentId: payment.id,
      orderId: payment.orderId,
      amount: taken,
      currency: payment.currency,
      key: `gateway-${event.gateway}-${gatewayRefundId}`.slice(0, 255),
      gatewayRefundId,
      gatewayStatus,
    });
    if (gatewayStatus !== 'pending') await this.tell(tx, id, payment.orderId);
    return isMore ? 'refund_above_captured' : 'refund_at_gateway';
  }

  private async tell(tx: Tx, refundId: string, orderId: string): Promise<void> {
    await this.outbox.publish(tx, refundAnswered, { refundId, orderId }, { aggregateId: orderId });
  }
}
