import { minorFromDb } from '../../../common/money/money.js';
import type { PaymentView } from '../../payments/payments.types.js';
import { moneyLeft } from './money-left.js';

/** The price of an order as it is stored. */
export interface OrderPrice {
  /** Decimal string of the database. */
  readonly totalAmount: string;
  readonly currency: string;
}

/**
 * What is still owed for an order, in minor units; below zero: so much has come above what it costs. Of the money that
 * went back only surplus counts, for every other refund has made the order cheaper by the same amount.
 */
export function dueOf(order: OrderPrice, payments: readonly PaymentView[]): number {
  const { currency } = order;
  const kept = payments.map(
    (payment) =>
      minorFromDb(payment.capturedAmount, currency) - minorFromDb(payment.surplusAmount, currency),
  );
  return minorFromDb(order.totalAmount, currency) - sum(kept);
}

/** Captured for an order and not on its way back, in minor units. */
export function heldOf(payments: readonly PaymentView[]): number {
  return sum(payments.map(moneyLeft));
}

/** Held at gateways for an order and not captured, in minor units. */
export function heldAtGateways(payments: readonly PaymentView[]): number {
  return sum(payments.map(({ heldAmount, currency }) => minorFromDb(heldAmount, currency)));
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}
