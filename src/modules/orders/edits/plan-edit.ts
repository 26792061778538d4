import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { BlindIndex } from '../../../common/crypto/blind-index.js';
import { minorFromDb, minorToDb } from '../../../common/money/money.js';
import type { Tx } from '../../../database/unit-of-work.js';
import { CartService } from '../../cart/cart.service.js';
import type { CheckoutQuery, CheckoutSnapshot } from '../../cart/cart.types.js';
import { PaymentsService } from '../../payments/payments.service.js';
import type { PaymentView } from '../../payments/payments.types.js';
import type { OutsideAnswers } from '../../shipping/shipping.service.js';
import { etagOfServed } from '../desk/served-orders.js';
import type { ServedOrder } from '../desk/served-order.types.js';
import { OrderNotFound } from '../orders.errors.js';
import { dueOf, heldOf } from '../refunds/order-due.js';
import { EDITABLE, targetOf } from './edit-target.js';
import { editProblems, isImpossible } from './edit-problems.js';
import { OrderNotEditable } from './edits.errors.js';
import { EditsRepository } from './edits.repository.js';
import type {
  EditableOrder,
  EditChanges,
  EditPrice,
  EditProblem,
  EditTarget,
} from './edits.types.js';
import { priceAnew, withFrozenPrices } from './price-edit.js';
import { priceFrozen } from './price-frozen.js';

/** An edit as it would be now. */
export interface EditPlan {
  readonly order: EditableOrder;
  readonly served: ServedOrder;
  readonly target: EditTarget;
  /** Lines that can be had, with what they are made of. */
  readonly snapshot: CheckoutSnapshot;
  readonly price: EditPrice;
  readonly problems: readonly EditProblem[];
  readonly payments: readonly PaymentView[];
  /** What is owed afterwards, in minor units; never below zero. */
  readonly toCollect: number;
  /** What goes back, in minor units; never money that is not there. */
  readonly toGiveBack: number;
  readonly customerKey: string;
  readonly etag: string;
  /** Stands for the order as it is and all that the edit comes to. */
  readonly hash: string;
}

/** Computes what an edit comes to, for the preview and for carrying it out alike. Writes nothing. */
@Injectable()
export class PlanEdit {
  constructor(
    private readonly edits: EditsRepository,
    private readonly carts: CartService,
    private readonly payments: PaymentsService,
    private readonly blindIndex: BlindIndex,
  ) {}

  /**
   * Three statements for any number of lines.
   *
   * @param served the order as it is; whoever goes on to change it holds its lock
   * @param answers of carriers and tax engines; null at first
   * @throws OutsideUnasked when somebody has to be asked; OrderNotFound, ShippingUnavailable, OrderNotEditable, PaymentMethodUnavailable and what
   * {@link targetOf} throws
   */
  async plan(
    tx: Tx,
    served: ServedOrder,
    changes: EditChanges,
    answers: OutsideAnswers | null,
  ): Promise<EditPlan> {
    const order = await this.edits.load(tx, served.id);
    if (order === null) throw new OrderNotFound();
    const wanted = targetOf(order, served, changes);
    const customerKey = this.customerKeyOf(order);
    const loaded = await this.carts.loadCheckout(
      tx,
      queryOf(order, wanted, changes, customerKey),
      answers,
    );
    const all = withFrozenPrices(order, loaded);
    const problems = editProblems(order, wanted, all);
    const impossible = new Set(problems.filter(isImpossible).map(({ variantId }) => variantId));
    const target = {
      ...wanted,
      lines: wanted.lines.filter((line) => !impossible.has(line.variantId)),
    };
    const lines = all.lines.filter((line) => !impossible.has(line.variantId));
    const snapshot = { ...all, lines };
    const toPrice = { order, target, snapshot };
    const price = order.status === 'pending' ? priceAnew(toPrice) : priceFrozen(toPrice);
    assertAboveRefunds(order, price);
    const payments = await this.payments.listForOrders(tx, [order.id]);
    const totalAmount = minorToDb(price.total, order.currency);
    const due = dueOf({ totalAmount, currency: order.currency }, payments);
    if (due > 0) {
      await this.payments.assertMayFollow(tx, payments, { amount: due, currency: order.currency });
    }
    const etag = etagOfServed(served);
    return {
      ...{ order, served, target, snapshot, price, problems, payments, customerKey, etag },
      toCollect: Math.max(0, due),
      toGiveBack: Math.max(0, Math.min(-due, heldOf(payments))),
      hash: hashOf(etag, changes, price),
    };
  }

  private customerKeyOf({ uses, userId, email }: EditableOrder): string {
    return uses[0]?.customerKey ?? userId ?? this.blindIndex.of(email.trim().toLowerCase());
  }
}

function queryOf(
  order: EditableOrder,
  target: EditTarget,
  { shippingAddress }: EditChanges,
  customerKey: string,
): CheckoutQuery {
  const { country, city } = shippingAddress ?? order.shippingAddress;
  return {
    source: {
      kind: 'lines',
      lines: target.lines.map(({ variantId, quantity }) => ({ variantId, quantity })),
    },
    codes: order.uses.flatMap(({ code }) => (code === null ? [] : [code])),
    destination: { country: country ?? '', region: city },
    userId: order.userId,
    customerKey,
    email: order.email,
    currency: order.currency,
    exchangeRate: order.exchangeRate,
  };
}

/** What went back of an order was a part of its price, and stays one. */
function assertAboveRefunds(
  { status, currency, waivedAmount }: EditableOrder,
  price: EditPrice,
): void {
  if (price.total >= minorFromDb(waivedAmount, currency)) return;
  throw new OrderNotEditable(undefined, { status, reasons: ['refunds'], allowed: EDITABLE });
}

function hashOf(etag: string, changes: EditChanges, price: EditPrice): string {
  const { subtotal, discount, shipping, tax, total, shippingMethodCode } = price;
  const lines = price.lines
    .map((line) => {
      const { variantId, quantity } = line.target;
      return [variantId, quantity, line.unitPrice, line.discount, line.tax];
    })
    .sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
  const uses = price.uses.map(({ discountId, amount }) => [discountId, amount]).sort();
  const { shippingAddress: to } = changes;
  const address = to && [
    ...[to.recipient, to.phoneNumber, to.street, to.ward],
    ...[to.district, to.city, to.postalCode, to.country],
  ];
  const sums = [subtotal, discount, shipping, tax, total, shippingMethodCode];
  const agreed = JSON.stringify([etag, lines, sums, uses, address ?? null]);
  return createHash('sha256').update(agreed).digest('base64url');
}
