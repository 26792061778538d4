import { REFUND_FAULTS } from '../fault-script.js';
import { type Fields, textOf } from '../json.js';
import { capitalId } from '../random-id.js';
import { readPaypalAmount } from './paypal-amounts.js';
import { unprocessable } from './paypal-errors.js';
import {
  type PaypalAuthorization,
  type PaypalCapture,
  type PaypalRefund,
  refundedOf,
} from './paypal-objects.js';
import type { PaypalOrders } from './paypal-orders.js';

const LATER_MS = 1_000;

/** What happens to money that was held or taken. */
export class PaypalPayments {
  constructor(private readonly orders: PaypalOrders) {}

  /** Captures what was held, once or in parts. */
  capture(authorization: PaypalAuthorization, request: Fields): PaypalCapture {
    const { order } = authorization;
    const left = authorization.amount - authorization.captured;
    if (authorization.status === 'VOIDED') {
      throw unprocessable(
        'AUTHORIZATION_VOIDED',
        'A voided authorization cannot be captured or reauthorized.',
      );
    }
    if (authorization.status === 'CAPTURED') {
      throw unprocessable(
        'AUTHORIZATION_ALREADY_CAPTURED',
        'Authorization has already been captured.',
      );
    }
    const amount = this.amountOf(request, order.currency, left);
    if (amount > left) {
      throw unprocessable(
        'MAX_CAPTURE_AMOUNT_EXCEEDED',
        'Capture amount exceeds allowable limit.',
        '/amount/value',
      );
    }
    const isFinal = request['final_capture'] === true;
    const invoiceId = textOf(request['invoice_id']) || order.invoiceId;
    const capture = this.orders.take(order, authorization, amount, isFinal, invoiceId);
    authorization.captured += amount;
    const rest = left - amount;
    authorization.status = rest === 0 || isFinal ? 'CAPTURED' : 'PARTIALLY_CAPTURED';
    if (isFinal && rest > 0) this.release(authorization, rest);
    this.orders.tellCaptured(capture);
    return capture;
  }

  voidIt(authorization: PaypalAuthorization): PaypalAuthorization {
    if (authorization.status === 'VOIDED') {
      throw unprocessable(
        'PREVIOUSLY_VOIDED',
        'Authorization has been previously voided and hence cannot be voided again.',
      );
    }
    if (authorization.status === 'CAPTURED') {
      throw unprocessable(
        'PREVIOUSLY_CAPTURED',
        'Authorization has been previously captured and hence cannot be voided.',
      );
    }
    this.release(authorization, authorization.amount - authorization.captured);
    authorization.status = 'VOIDED';
    this.orders.events.emit(
      'PAYMENT.AUTHORIZATION.VOIDED',
      'authorization',
      authorization.order.reference,
      this.orders.views.authorization(authorization),
    );
    return authorization;
  }

  refund(capture: PaypalCapture, request: Fields): PaypalRefund {
    const { order } = capture;
    const left = capture.amount - refundedOf(capture);
    if (left === 0) {
      throw unprocessable('CAPTURE_FULLY_REFUNDED', 'The capture has already been fully refunded.');
    }
    const amount = this.amountOf(request, order.currency, left);
    if (amount > left) {
      throw unprocessable(
        'REFUND_AMOUNT_EXCEEDED',
        'The refund amount must be less than or equal to the capture amount that has not yet been refunded.',
        '/amount/value',
      );
    }
    const refund: PaypalRefund = {
      id: capitalId(17),
      capture,
      amount,
      invoiceId: textOf(request['invoice_id']) || null,
      note: textOf(request['note_to_payer']) || null,
      createdAt: this.orders.world.clock.now(),
      status: 'COMPLETED',
    };
    this.begin(refund);
    return refund;
  }

  /** The script may let it wait or fail. */
  private begin(refund: PaypalRefund): void {
    const { clock, faults, ledger } = this.orders.world;
    const { order } = refund.capture;
    const place = { gateway: 'paypal', operation: 'captures.refund' } as const;
    const fault = faults.take(REFUND_FAULTS, { ...place, reference: order.reference });
    const kind = fault?.kind ?? null;
    const isLate = kind === 'refund_pending' || kind === 'refund_pending_then_fail';
    refund.status = isLate ? 'PENDING' : kind === 'refund_fail' ? 'FAILED' : 'COMPLETED';
    order.refunds.push(refund);
    const account = this.orders.account(order);
    ledger.add(account, {
      kind: 'refund',
      id: refund.id,
      amount: refund.amount,
      at: clock.now().toISOString(),
      state: ({ PENDING: 'pending', FAILED: 'failed', COMPLETED: 'done' } as const)[refund.status],
    });
    this.tell(refund);
    if (fault === null || kind === 'refund_fail') return;
    clock.after(fault.ms ?? LATER_MS, () => {
      refund.status = kind === 'refund_pending' ? 'COMPLETED' : 'FAILED';
      ledger.decide(account, refund.id, refund.status === 'COMPLETED' ? 'done' : 'failed');
      this.tell(refund);
    });
  }

  private tell(refund: PaypalRefund): void {
    const type = {
      PENDING: 'PAYMENT.REFUND.PENDING',
      COMPLETED: 'PAYMENT.CAPTURE.REFUNDED',
      FAILED: 'PAYMENT.REFUND.FAILED',
    }[refund.status];
    const { reference } = refund.capture.order;
    this.orders.events.emit(type, 'refund', reference, this.orders.views.refund(refund));
  }

  private release(authorization: PaypalAuthorization, amount: number): void {
    const { clock, ledger } = this.orders.world;
    ledger.add(this.orders.account(authorization.order), {
      kind: 'void',
      id: authorization.id,
      amount,
      at: clock.now().toISOString(),
      state: 'done',
    });
  }

  private amountOf(request: Fields, currency: string, left: number): number {
    if (request['amount'] === undefined) return left;
    const read = readPaypalAmount(request['amount'], '/amount');
    if (read.currency === currency) return read.amount;
    throw unprocessable(
      'CURRENCY_MISMATCH',
      'Currency must be the same as currency of the payment.',
    );
  }
}
