import { randomUUID } from 'node:crypto';
import { minorToDb } from '../../../common/money/money.js';
import type { CheckoutSnapshot } from '../../cart/cart.types.js';
import type { Breakdown } from '../../pricing/pricing.types.js';
import type { ShippingSource, TaxSource } from '../../shipping/shipping.types.js';
import type { OrderStatus } from '../domain/order-status.js';
import type { OrderTax } from '../orders.types.js';
import { lineTaxes } from './order-taxes.js';

/** Stands in the text of the reply for the number that the database gives out while writing. */
export const ORDER_NUMBER_PLACE = '@order-number@';

/** One line as it is written; amounts are decimal strings of the database. */
export interface DraftLine {
  readonly id: string;
  readonly variantId: string;
  readonly productId: string;
  /** From 1. */
  readonly position: number;
  readonly quantity: number;
  readonly unitPrice: string;
  readonly totalPrice: string;
  readonly discountAmount: string;
  readonly taxAmount: string;
  readonly taxes: readonly OrderTax[];
  readonly productName: string;
  readonly variantName: string;
  readonly sku: string | null;
  readonly attributes: Readonly<Record<string, string>>;
  readonly notes: string | null;
  /** Staff has named the price: it is not compared with that of the variant. */
  readonly ownPrice: boolean;
}

/** A discount that is used; `codeId` is the single-use code that it takes. */
export interface DraftDiscount {
  readonly id: string;
  readonly amount: string;
  readonly codeId: string | null;
}

/** A row of the status history. */
export interface StatusStep {
  readonly from: OrderStatus | null;
  readonly to: OrderStatus;
  readonly reason: string | null;
}

/** The first attempt to pay. */
export interface DraftPayment {
  readonly id: string;
  readonly methodId: string;
  readonly reference: string;
  readonly amount: string;
}

/** An order ready to be written, all computed; amounts are decimal strings of the database. */
export interface OrderDraft {
  readonly id: string;
  readonly userId: string | null;
  readonly cartId: string;
  readonly email: string;
  readonly tokenHash: string | null;
  readonly status: 'pending' | 'confirmed';
  readonly currency: string;
  /** Units of the currency for one of the shop's. */
  readonly exchangeRate: string;
  /** The currency where it is not the shop's own. */
  readonly otherCurrency: string | null;
  readonly taxInclusive: boolean;
  readonly subtotal: string;
  readonly taxAmount: string;
  readonly shippingCost: string;
  readonly discountAmount: string;
  readonly totalAmount: string;
  readonly shippingMethodCode: string | null;
  readonly shippingTaxes: readonly OrderTax[];
  readonly shippingSource: ShippingSource | null;
  readonly taxSource: TaxSource | null;
  /** Personal parts encrypted. */
  readonly shippingAddress: Readonly<Record<string, string | null>>;
  readonly billingAddress: Readonly<Record<string, string | null>>;
  readonly notes: string | null;
  /** How many orders of the customer may wait for money before this one; null: any number. */
  readonly openOrderLimit: number | null;
  /** The language in which the customer is written to. */
  readonly locale: string;
  /** Null for an order that is confirmed at once. */
  readonly expiresInMinutes: number | null;
  readonly lines: readonly DraftLine[];
  /** Discounts that are used, with what each takes off. */
  readonly discounts: readonly DraftDiscount[];
  /** Whose uses are counted: the customer's id, or the keyed hash of a guest's e-mail. */
  readonly customerKey: string;
  readonly history: readonly StatusStep[];
  /** Null when there is nothing to pay. */
  readonly payment: DraftPayment | null;
}

/** The amounts of an order. */
export type DraftTotals = Pick<
  OrderDraft,
  | 'currency'
  | 'taxInclusive'
  | 'subtotal'
  | 'taxAmount'
  | 'shippingCost'
  | 'discountAmount'
  | 'totalAmount'
>;

/** @throws AmountOutOfRange when a sum does not fit its column. */
export function draftTotals(price: Breakdown): DraftTotals {
  const db = (minor: number): string => minorToDb(minor, price.currency);
  return {
    currency: price.currency,
    taxInclusive: price.taxInclusive,
    subtotal: db(price.subtotal),
    taxAmount: db(price.tax),
    shippingCost: db(price.shipping),
    discountAmount: db(price.discount),
    totalAmount: db(price.total),
  };
}

/**
 * Lines with all that must not change later. The breakdown has them in the order of the cart.
 *
 * @throws AmountOutOfRange when a sum does not fit its column.
 */
export function draftLines(snapshot: CheckoutSnapshot, price: Breakdown): DraftLine[] {
  const db = (minor: number): string => minorToDb(minor, price.currency);
  const priced = new Map(price.lines.map((line) => [line.variantId, line]));
  return snapshot.lines.map((line, index) => {
    const cost = priced.get(line.variantId);
    if (cost === undefined) throw new Error('A line of the cart has no price');
    return {
      id: randomUUID(),
      variantId: line.variantId,
      productId: line.productId,
      position: index + 1,
      quantity: cost.quantity,
      unitPrice: db(cost.unitPrice),
      totalPrice: db(cost.total),
      discountAmount: db(cost.discount),
      taxAmount: db(cost.tax),
      taxes: lineTaxes(price, cost),
      productName: line.productName,
      variantName: line.variantName,
      sku: line.sku,
      attributes: line.attributes,
      notes: line.notes ?? null,
      ownPrice: line.ownPrice ?? false,
    };
  });
}

/** The discounts that take something off; the others are not used up. */
export function draftDiscounts(price: Breakdown): OrderDraft['discounts'] {
  return price.discounts.flatMap(({ id, applied, amount, codeId = null }) =>
    applied && id !== null ? [{ id, amount: minorToDb(amount, price.currency), codeId }] : [],
  );
}

/** A new order is pending; one that needs no payment now is confirmed in the same breath. */
export function firstSteps(confirmedBecause: string | null): StatusStep[] {
  const placed: StatusStep = { from: null, to: 'pending', reason: 'placed' };
  if (confirmedBecause === null) return [placed];
  return [placed, { from: 'pending', to: 'confirmed', reason: confirmedBecause }];
}
