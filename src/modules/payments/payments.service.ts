import { Injectable } from '@nestjs/common';

import { minorFromDb, type Money, moneyToDb } from '../../common/money/money.js';
import { type RequestContext, withAllRows } from '../../common/request-context.js';
import { Db } from '../../database/db.js';
import { type Tx } from '../../database/unit-of-work.js';
import { PaymentsRepository } from './data/payments.repository.js';
import { methodRefusal } from './domain/method-rules.js';
import { isOpen } from './domain/payment-state.js';
import { gatewayRefusal } from './gateways/gateway-limits.js';
import { GatewayRegistry } from './gateways/gateway-registry.js';
import { PaymentNotFound } from './payments.errors.js';
import {
  type DuePayment,
  type EndedRefund,
  type MoneyOfOrder,
  type OfferedPaymentMethod,
  type PaymentIssue,
  type PaymentMethodRecord,
  type PaymentUse,
  type PaymentView,
  type RefundOutcome,
  type RefundRequest,
  type StartedPayment,
  type StartPaymentInput,
  type UsablePaymentMethod,
} from './payments.types.js';
import { UsableMethods } from './usable-methods.js';
import { PaymentBooks } from './use-cases/payment-books.js';
import { RecordOfflinePayment } from './use-cases/record-offline-payment.js';
import { StartPayment } from './use-cases/start-payment.js';

export { paymentMethodJson } from './data/payment-methods.sql.js';
export { newPaymentReference } from './domain/payment-reference.js';

/** What other features may ask of payments. Orders are ids to it, nothing more. */
@Injectable()
export class PaymentsService {
  constructor(
    private readonly db: Db,
    private readonly payments: PaymentsRepository,
    private readonly methods: UsableMethods,
    private readonly gateways: GatewayRegistry,
    private readonly startPayment: StartPayment,
    private readonly offline: RecordOfflinePayment,
    private readonly books: PaymentBooks,
  ) {}

  /**
   * Checks a method that was read with `paymentMethodJson()`.
   *
   * @throws PaymentMethodUnavailable with `details.reason`
   */
  checkMethod(record: PaymentMethodRecord | null, use: PaymentUse): UsablePaymentMethod {
    return this.methods.check(record, use);
  }

  /** Reads and checks a method; one statement. See {@link checkMethod}. */
  async findMethod(code: string, use: PaymentUse): Promise<UsablePaymentMethod> {
    return this.methods.check(await this.payments.findMethod(this.db, code), use);
  }

  /** The methods whose gateways are set up here and answer; with a use, those that may be used for it. */
  async listOffered(use: PaymentUse | null): Promise<OfferedPaymentMethod[]> {
    const records = await this.payments.listMethods();
    return records.flatMap((record) => {
      const gateway = this.gateways.findAwake(record.gateway);
      if (gateway === null) return [];
      const refusal = use && methodRefusal(record, use);
      if (use !== null && (refusal ?? gatewayRefusal(gateway.capabilities, use.amount))) return [];
      const { id: _id, isActive: _isActive, gateway: _gateway, ...offered } = record;
      return [{ ...offered, flow: gateway.capabilities.flow }];
    });
  }

  /** Begins or continues paying; calls the gateway, so never inside of a transaction. */
  start(ctx: RequestContext, input: StartPaymentInput): Promise<StartedPayment> {
    return this.startPayment.execute(ctx, input);
  }

  /** All attempts of the orders, oldest first; one statement. */
  listForOrders(tx: Tx, orderIds: readonly string[]): Promise<PaymentView[]> {
    return this.payments.listForOrders(tx, orderIds);
  }

  /** @throws PaymentNotFound */
  async get(ctx: RequestContext, paymentId: string): Promise<PaymentView> {
    const payment = await this.payments.findById(ctx, paymentId);
    if (payment === null) throw new PaymentNotFound();
    return payment;
  }

  /**
   * For the page that a browser comes back to: it may have lost its login on the way, and the
   * reference in its address is unguessable.
   *
   * @throws PaymentNotFound
   */
  async getByReference(ctx: RequestContext, reference: string): Promise<PaymentView> {
    const known = /^[A-Za-z0-9_-]{1,64}$/.test(reference);
    const payment = known ? await this.payments.findByReference(withAllRows(ctx), reference) : null;
    if (payment === null) throw new PaymentNotFound();
    return payment;
  }

  /**
   * Gives up the open attempts of orders that ended. A customer may still be on the gateway's page:
   * a success that comes later counts and is told as `payment.succeeded`.
   *
   * @returns how many attempts were open
   */
  cancelOpen(tx: Tx, orderIds: readonly string[]): Promise<number> {
    return this.payments.cancelOpen(tx, orderIds);
  }

  /**
   * Asks for money to go back, once per key.
   *
   * @returns id of the refund; null when this key has asked before
   * @throws RefundTooLarge (through the unit of work) when it would exceed what was captured
   */
  requestRefund(tx: Tx, refund: RefundRequest): Promise<string | null> {
    return this.books.requestRefund(tx, refund);
  }

  /** Whose refund it is; null when there is none with this id. */
  orderOfRefund(tx: Tx, refundId: string): Promise<string | null> {
    return this.books.orderOfRefund(tx, refundId);
  }

  /**
   * Writes down how a refund ended, once; a payment whose money is all back becomes `refunded`. One that
   * had succeeded may still fail: then its money is owed again.
   *
   * @returns null when it does not exist or has ended before
   */
  endRefund(tx: Tx, refundId: string, ended: RefundOutcome): Promise<EndedRefund | null> {
    return this.books.endRefund(tx, refundId, ended);
  }

  /** How a refund ended in its gateway's words; null while it has not said so. */
  refundOutcome(tx: Tx, refundId: string): Promise<RefundOutcome | null> {
    return this.books.outcomeOf(tx, refundId);
  }

  /** A gateway was asked for it and has not said how it ended; it is still being asked. */
  isRefundUnderway(tx: Tx, refundId: string): Promise<boolean> {
    return this.books.isUnderway(tx, refundId);
  }

  /** Leaves a row for people to look at; the same key of the same kind is one row. */
  raiseIssue(tx: Tx, issue: PaymentIssue): Promise<void> {
    return this.books.raise(tx, issue);
  }

  /** Codes of the gateways that can be asked what became of a payment. */
  askableGateways(): string[] {
    return this.books.askable();
  }

  /**
   * Asks the gateways of these payments and applies what they answer. Calls them, so never inside of a
   * transaction; none that gives no answer is an error.
   */
  askAbout(ctx: RequestContext, paymentIds: readonly string[]): Promise<void> {
    return this.books.ask(ctx, paymentIds);
  }

  /** All that went back so far, or will, leaves the whole price of the order owed: it begins anew. */
  makeSurplus(tx: Tx, orderId: string): Promise<void> {
    return this.payments.makeSurplus(tx, orderId);
  }

  /** What was captured for an order, and what of it is back. */
  moneyOf(tx: Tx, orderId: string): Promise<MoneyOfOrder> {
    return this.payments.moneyOf(tx, orderId);
  }

  /**
   * Notes that the money of an order has come without a gateway: on delivery, by bank transfer.
   *
   * @param due what has come; left out: as much as the last attempt was over, and one that was paid is the end
   * @throws PaymentNotFound, PaymentAlreadyPaid
   * @throws PaymentAttemptOpen while a gateway may still take it
   */
  recordOffline(tx: Tx, orderId: string, due?: DuePayment): Promise<void> {
    return this.offline.execute(tx, orderId, due);
  }

  /**
   * Whether the open attempt that {@link followTotal} would move to a larger amount may be over so much. Reads only.
   *
   * @throws PaymentMethodUnavailable with the reason `amount_too_large`
   */
  async assertMayFollow(tx: Tx, attempts: readonly PaymentView[], due: Money): Promise<void> {
    const last = attempts.findLast(({ status }) => status === 'pending');
    if (last === undefined || due.amount <= minorFromDb(last.amount, last.currency)) return;
    const record = await this.payments.findMethod(tx, last.methodCode);
    if (record !== null) this.methods.assertNotAbove(record, due);
  }

  /**
   * After the price of an order was changed: an open attempt that no gateway knows of is over what is owed now;
   * one that a gateway may have taken is given up, as by {@link cancelOpen}. The caller holds the order's lock.
   *
   * @param due null: nothing is owed any more
   */
  async followTotal(tx: Tx, orderId: string, due: Money | null): Promise<void> {
    for (const { id, status, amount } of await this.payments.lockAttempts(tx, orderId)) {
      if (!isOpen(status) || (due !== null && amount === moneyToDb(due))) continue;
      if (status === 'pending' && due !== null) {
        await this.payments.setAmount(tx, id, moneyToDb(due));
      } else await this.payments.setStatus(tx, id, 'cancelled');
    }
  }
}
