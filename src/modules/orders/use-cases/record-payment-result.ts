import { Injectable, Logger } from '@nestjs/common';
import { minorFromDb } from '../../../common/money/money.js';
import type { RequestContext } from '../../../common/request-context.js';
import { type Tx, UnitOfWork } from '../../../database/unit-of-work.js';
import { type Delivery, Inbox } from '../../../queue/outbox/inbox.js';
import { Outbox } from '../../../queue/outbox/outbox.js';
import { InventoryService } from '../../inventory/inventory.service.js';
import { PaymentsService } from '../../payments/payments.service.js';
import type { PaymentView } from '../../payments/payments.types.js';
import { type OrderFacts, OrdersRepository } from '../data/orders.repository.js';
import { orderConfirmed } from '../orders.events.js';
import { moneyLeft } from '../refunds/money-left.js';
import { dueOf, heldAtGateways, heldOf } from '../refunds/order-due.js';
import { EndOrders } from './end-orders.js';

/** What a payment has changed. */
export type PaymentOutcome =
  | 'nothing'
  | 'confirmed'
  | 'hold_lost'
  | 'confirmed_with_surplus'
  | 'reopened'
  | 'refund_due'
  | 'underpaid'
  | 'order_missing';

/** A payment of an order. */
export interface PaymentResult {
  readonly orderId: string;
  readonly paymentId: string;
}

/** Rolls back: some of what a re-opened order needs is gone. */
class CannotReopen extends Error {}

/** These mean that a person should look. */
const ALARMING: ReadonlySet<PaymentOutcome> = new Set<PaymentOutcome>([
  'hold_lost',
  'confirmed_with_surplus',
  'reopened',
  'refund_due',
  'underpaid',
  'order_missing',
]);

/**
 * Moves an order when a payment of it has ended. The payment's row says how, not the event: so it
 * does not matter how often the news comes, or in which order.
 *
 * Money that arrived always counts towards what is owed, whichever attempt it came by: a pending order is
 * confirmed when all is there, a cancelled one is re-opened if stock and discounts are still there, and what
 * nobody owes is noted as a refund.
 */
@Injectable()
export class RecordPaymentResult {
  private readonly logger = new Logger(RecordPaymentResult.name);

  constructor(
    private readonly uow: UnitOfWork,
    private readonly inbox: Inbox,
    private readonly orders: OrdersRepository,
    private readonly inventory: InventoryService,
    private readonly payments: PaymentsService,
    private readonly ending: EndOrders,
    private readonly outbox: Outbox,
  ) {}

  /** Does nothing when the delivery is done. */
  async execute(
    ctx: RequestContext,
    delivery: Delivery | null,
    result: PaymentResult,
  ): Promise<PaymentOutcome> {
    const outcome = await this.record(ctx, delivery, result);
    if (ALARMING.has(outcome)) {
      this.logger.error({ alert: `orders.payment_${outcome}`, ...result }, 'Payment of an order');
    }
    return outcome;
  }

  private async record(
    ctx: RequestContext,
    delivery: Delivery | null,
    result: PaymentResult,
  ): Promise<PaymentOutcome> {
    try {
      return await this.uow.run(ctx, (tx) => this.apply(tx, delivery, result, true));
    } catch (error) {
      if (!(error instanceof CannotReopen)) throw error;
      return this.uow.run(ctx, (tx) => this.apply(tx, delivery, result, false));
    }
  }

  private async apply(
    tx: Tx,
    delivery: Delivery | null,
    { orderId, paymentId }: PaymentResult,
    mayReopen: boolean,
  ): Promise<PaymentOutcome> {
    if (!(await this.inbox.claim(tx, delivery))) return 'nothing';
    const order = await this.orders.lockById(tx, orderId);
    const attempts = await this.payments.listForOrders(tx, [orderId]);
    const payment = attempts.find(({ id }) => id === paymentId);
    const outcome =
      order === null ? 'order_missing' : await this.move(tx, order, attempts, payment, mayReopen);
    if (ALARMING.has(outcome)) {
      const { capturedAmount: theirs = null, currency = null } = payment ?? {};
      const about = { orderId, paymentId, currency, ours: order?.totalAmount ?? null, theirs };
      await this.payments.raiseIssue(tx, { kind: `order_${outcome}`, key: paymentId, ...about });
    }
    return outcome;
  }

  private async move(
    tx: Tx,
    order: OrderFacts,
    attempts: readonly PaymentView[],
    payment: PaymentView | undefined,
    mayReopen: boolean,
  ): Promise<PaymentOutcome> {
    if (payment === undefined) return 'nothing';
    if (payment.status === 'processing') return this.hold(tx, order, attempts);
    if (isHoldLost(order, attempts, payment)) return 'hold_lost';
    // Failed attempts change nothing: the customer may try again until the order expires.
    if (payment.status !== 'success' && payment.status !== 'refunded') return 'nothing';
    if (moneyLeft(payment) <= 0) return this.passThrough(tx, order, attempts);
    const reason = `late or surplus: ${order.status}`;
    if (order.status === 'cancelled' && mayReopen && (await this.reopen(tx, order, attempts))) {
      const above = heldOf(attempts) - minorFromDb(order.totalAmount, order.currency);
      await this.ending.giveSurplus(tx, attempts, above, reason);
      return 'reopened';
    }
    if (order.status === 'cancelled' || order.status === 'refunded') {
      return (await this.ending.giveBack(tx, payment, reason)) ? 'refund_due' : 'nothing';
    }
    if (payment.currency !== order.currency) return 'underpaid';
    const due = dueOf(order, attempts);
    const isConfirmed = order.status === 'pending';
    if (isConfirmed && due > heldAtGateways(attempts)) {
      // One of several payments: the rest is still to come.
      return payment.isPart ? 'nothing' : 'underpaid';
    }
    if (isConfirmed) await this.confirm(tx, order);
    const isSurplus = await this.ending.giveSurplus(tx, attempts, -due, reason);
    if (isConfirmed) return isSurplus ? 'confirmed_with_surplus' : 'confirmed';
    return isSurplus ? 'refund_due' : 'nothing';
  }

  /**
   * The money came and went back, at the gateway itself, before we heard of it: the order goes the way that it would
   * have gone had each been told in its turn.
   */
  private async passThrough(
    tx: Tx,
    order: OrderFacts,
    attempts: readonly PaymentView[],
  ): Promise<PaymentOutcome> {
    const isForeign = attempts.some(({ currency }) => currency !== order.currency);
    if (order.status !== 'pending' || isForeign || dueOf(order, attempts) > 0) return 'nothing';
    await this.confirm(tx, order);
    const { captured, refunded } = await this.payments.moneyOf(tx, order.id);
    const isAllBack =
      minorFromDb(refunded, order.currency) >= minorFromDb(captured, order.currency);
    // What is still on its way back moves the order when it has arrived.
    if (isAllBack) await this.ending.refunded(tx, order.id);
    return 'confirmed';
  }

  /** Money that is held is as good as paid; nobody holds it for an order that has ended. */
  private async hold(
    tx: Tx,
    order: OrderFacts,
    attempts: readonly PaymentView[],
  ): Promise<PaymentOutcome> {
    const held = heldAtGateways(attempts);
    if (held <= 0) return 'nothing';
    if (order.status === 'cancelled' || order.status === 'refunded') {
      await this.payments.cancelOpen(tx, [order.id]);
      return 'nothing';
    }
    if (order.status !== 'pending' || dueOf(order, attempts) > held) return 'nothing';
    await this.confirm(tx, order);
    return 'confirmed';
  }

  private async confirm(tx: Tx, order: OrderFacts): Promise<void> {
    await this.orders.move(tx, [order.id], 'confirmed', 'paid');
    await this.inventory.claimReservations(tx, order.id);
    await this.announce(tx, order.id);
  }

  /** @throws CannotReopen when the stock was there and a discount was not: the stock must go back */
  private async reopen(
    tx: Tx,
    order: OrderFacts,
    attempts: readonly PaymentView[],
  ): Promise<boolean> {
    const paid = attempts.filter(({ currency }) => currency === order.currency);
    if (heldOf(paid) < minorFromDb(order.totalAmount, order.currency)) return false;
    if (!(await this.inventory.reclaim(tx, order.id))) return false;
    if (!(await this.orders.retakeDiscounts(tx, order.id))) throw new CannotReopen();
    await this.orders.move(tx, [order.id], 'confirmed', 'paid_late');
    // What went back when it was cancelled is of no account any more.
    await this.payments.makeSurplus(tx, order.id);
    await this.announce(tx, order.id);
    return true;
  }

  private async announce(tx: Tx, orderId: string): Promise<void> {
    await this.outbox.publish(tx, orderConfirmed, { orderId }, { aggregateId: orderId });
  }
}

/** The gateway let go what was held for an order that is on its way. */
function isHoldLost(
  order: OrderFacts,
  attempts: readonly PaymentView[],
  { status, authorisedAmount, currency }: PaymentView,
): boolean {
  const hasEnded = status === 'cancelled' || status === 'failed';
  if (!hasEnded || minorFromDb(authorisedAmount, currency) <= 0) return false;
  const isOnItsWay = ['confirmed', 'delivering', 'delivered'].includes(order.status);
  return isOnItsWay && dueOf(order, attempts) > heldAtGateways(attempts);
}
