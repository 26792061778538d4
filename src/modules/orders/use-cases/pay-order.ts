import { Injectable } from '@nestjs/common';
import { AmountOutOfRange, type Money, parseMoney } from '../../../common/money/money.js';
import type { RequestContext } from '../../../common/request-context.js';
import type { Tx } from '../../../database/unit-of-work.js';
import { PaymentAlreadyPaid } from '../../payments/payments.errors.js';
import { PaymentsService } from '../../payments/payments.service.js';
import type { DuePayment, StartedPayment } from '../../payments/payments.types.js';
import { OrdersRepository } from '../data/orders.repository.js';
import { OrderNotFound, OrderNotPayable } from '../orders.errors.js';
import { dueOf, heldAtGateways } from '../refunds/order-due.js';
import type { OrderAccess, OrderStatus } from '../orders.types.js';

const PAYABLE: ReadonlySet<OrderStatus> = new Set<OrderStatus>([
  'pending',
  'confirmed',
  'delivering',
  'delivered',
]);

/** How somebody wants to pay. */
export interface PayOrderInput {
  /** Left out: the method chosen when the order was placed. */
  readonly methodCode?: string | undefined;
  readonly returnUrl?: string | undefined;
  /** A saved card of the customer. */
  readonly cardId?: string | undefined;
  /** Only so much of what is owed; decimal string in the order's currency. */
  readonly amount?: string | undefined;
  /** Address of the caller. */
  readonly clientIp?: string | undefined;
}

/**
 * Begins or continues paying what is owed for an order: all of it while it is pending, or what an edit has made it
 * cost more. No lock is held while the gateway is called: should
 * the order expire meanwhile, money that still arrives is taken care of when its result is recorded.
 */
@Injectable()
export class PayOrder {
  constructor(
    private readonly orders: OrdersRepository,
    private readonly payments: PaymentsService,
  ) {}

  /**
   * @throws OrderNotFound also for somebody else's
   * @throws OrderNotPayable when it is paid, needs no payment, was cancelled or is overdue
   * @throws PaymentAboveDue when it names more than what is owed and not being paid already
   * @throws PaymentAlreadyPaid when its money is here and it is about to be confirmed
   */
  async execute(
    ctx: RequestContext,
    orderId: string,
    access: OrderAccess,
    input: PayOrderInput,
  ): Promise<StartedPayment> {
    const order = await this.orders.findOwn(ctx, orderId, access);
    if (order === null) throw new OrderNotFound();
    const due = (tx: Tx): Promise<DuePayment> => this.due(tx, orderId, access);
    const { amount, ...rest } = input;
    const part = (currency: string): Money | null =>
      amount === undefined ? null : positive(parseMoney(amount, currency));
    return this.payments.start(ctx, { orderId, country: order.country, due, part, ...rest });
  }

  /** Under the order's lock, so that an edit and a payment cannot miss each other. */
  private async due(tx: Tx, orderId: string, access: OrderAccess): Promise<DuePayment> {
    const order = await this.orders.lockOwn(tx, orderId, access);
    if (order === null) throw new OrderNotFound();
    const { status, isOverdue, currency, userId } = order;
    const payments = await this.payments.listForOrders(tx, [orderId]);
    // What is held at a gateway is taken when the goods leave.
    const amount = dueOf(order, payments) - heldAtGateways(payments);
    const isPending = status === 'pending';
    // An attempt of a confirmed order that no gateway knows of is paid on delivery.
    const isLater = !isPending && payments.some((payment) => payment.status === 'pending');
    const isOpen = PAYABLE.has(status) && !(isPending && isOverdue) && !isLater;
    if (!isOpen || (!isPending && amount <= 0)) {
      throw new OrderNotPayable(undefined, { status, isOverdue });
    }
    if (amount <= 0) throw new PaymentAlreadyPaid();
    return { amount: { amount, currency }, userId };
  }
}

function positive(money: Money): Money {
  if (money.amount <= 0) throw new AmountOutOfRange();
  return money;
}
