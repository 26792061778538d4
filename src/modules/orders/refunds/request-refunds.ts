import { Injectable } from '@nestjs/common';
import { minorToDb } from '../../../common/money/money.js';
import type { Tx } from '../../../database/unit-of-work.js';
import { Outbox } from '../../../queue/outbox/outbox.js';
import { RefundTooLarge } from '../../payments/payments.errors.js';
import { PaymentsService } from '../../payments/payments.service.js';
import { orderRefundDue } from '../orders.events.js';
import { moneyLeft } from './money-left.js';

/** What `refunds.lines` says about a line; decimal strings of the database. */
export interface RefundedLine {
  readonly orderItemId: string;
  readonly quantity: number;
  readonly amount: string;
  readonly taxAmount: string;
}

/** Money that shall go back; amounts in minor units. */
export interface RefundWish {
  readonly orderId: string;
  readonly currency: string;
  readonly amount: number;
  /** Of the amount, for shipping. */
  readonly shippingAmount: number;
  readonly lines: readonly RefundedLine[];
  readonly reason: string;
  /** The same key asks for the same refund. */
  readonly key: string;
  readonly returnId?: string | null;
  /** Money above what the order costs. */
  readonly surplus?: boolean;
}

/**
 * Notes money that goes back, as pending rows over the payments that have it: the oldest first.
 * Paying it out is somebody else's work.
 */
@Injectable()
export class RequestRefunds {
  constructor(
    private readonly payments: PaymentsService,
    private readonly outbox: Outbox,
  ) {}

  /** What of the captured money is not on its way back; minor units. The caller holds the order's lock. */
  async moneyLeft(tx: Tx, orderId: string): Promise<number> {
    const payments = await this.payments.listForOrders(tx, [orderId]);
    return payments.reduce((sum, payment) => sum + Math.max(0, moneyLeft(payment)), 0);
  }

  /**
   * The caller holds the order's lock.
   *
   * @returns ids of the refunds; none for an amount of zero
   * @throws RefundTooLarge when more would go back than was captured
   */
  async inTx(tx: Tx, wish: RefundWish): Promise<string[]> {
    const { orderId, currency } = wish;
    const db = (minor: number): string => minorToDb(minor, currency);
    const ids: string[] = [];
    let amountLeft = wish.amount;
    let shippingLeft = wish.shippingAmount;
    for (const payment of await this.payments.listForOrders(tx, [orderId])) {
      const amount = Math.min(amountLeft, Math.max(0, moneyLeft(payment)));
      if (amount === 0) continue;
      const shipping = Math.min(shippingLeft, amount);
      const id = await this.payments.requestRefund(tx, {
        paymentId: payment.id,
        orderId,
        amount: db(amount),
        currency,
        reason: wish.reason,
        key: ids.length === 0 ? wish.key : `${wish.key}-${ids.length + 1}`,
        // The lines stand in the first of the rows; what they come to may be spread over several.
        ...(ids.length === 0 ? { lines: wish.lines } : {}),
        shippingAmount: db(shipping),
        returnId: wish.returnId ?? null,
        surplus: wish.surplus ?? false,
      });
      if (id === null) return ids;
      amountLeft -= amount;
      shippingLeft -= shipping;
      ids.push(id);
      const payload = { orderId, paymentId: payment.id };
      await this.outbox.publish(tx, orderRefundDue, payload, { aggregateId: orderId });
    }
    if (amountLeft > 0) throw new RefundTooLarge();
    return ids;
  }
}
