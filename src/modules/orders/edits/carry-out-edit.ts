import { Injectable } from '@nestjs/common';
import { minorToDb } from '../../../common/money/money.js';
import type { Tx } from '../../../database/unit-of-work.js';
import { Outbox } from '../../../queue/outbox/outbox.js';
import { InventoryService } from '../../inventory/inventory.service.js';
import { PaymentsService } from '../../payments/payments.service.js';
import { OrderAddresses } from '../data/order-addresses.js';
import { OrdersRepository } from '../data/orders.repository.js';
import { orderConfirmed, orderEdited } from '../orders.events.js';
import { RequestRefunds } from '../refunds/request-refunds.js';
import { piecesOf } from './edit-target.js';
import { EditChanged } from './edits.errors.js';
import { EditsRepository } from './edits.repository.js';
import type { EditChanges, OrderEditRecord } from './edits.types.js';
import { newSums, stateAfter, stateBefore, writtenLines } from './order-state.js';
import type { EditPlan } from './plan-edit.js';

/** What an edit has come to. */
export interface CarriedOutEdit {
  readonly edit: OrderEditRecord;
  readonly refundIds: readonly string[];
}

/**
 * Makes an order what a plan says, in the transaction of whoever holds its lock. Locks go the way of all: reservations,
 * variants, discounts, payments.
 */
@Injectable()
export class CarryOutEdit {
  constructor(
    private readonly edits: EditsRepository,
    private readonly inventory: InventoryService,
    private readonly addresses: OrderAddresses,
    private readonly payments: PaymentsService,
    private readonly refunds: RequestRefunds,
    private readonly orders: OrdersRepository,
    private readonly outbox: Outbox,
  ) {}

  /**
   * @throws StockNotEnough, AlreadyShipped, NotReserved
   * @throws EditChanged when a discount that is new to the order was used up at this very moment
   */
  async inTx(
    tx: Tx,
    plan: EditPlan,
    changes: EditChanges,
    reason: string,
  ): Promise<CarriedOutEdit> {
    const { order, price, target, served } = plan;
    const { id: orderId, currency } = order;
    const db = (minor: number): string => minorToDb(minor, currency);
    const pieces = piecesOf(target, served);
    if (pieces.length > 0) await this.inventory.changeReservation(tx, orderId, pieces);
    await this.changeUses(tx, plan);
    const written = writtenLines(order, price, plan.snapshot);
    const sums = newSums(order, price);
    const { shippingAddress: to } = changes;
    const record = {
      orderId,
      reason,
      before: stateBefore(order),
      after: stateAfter(order, price, written),
      refundAmount: db(plan.toGiveBack),
    };
    const key = await this.edits.write(tx, {
      ...record,
      lines: [...written.values()],
      removedIds: target.removed.map(({ id }) => id),
      sums,
      shippingAddress: to === undefined ? null : this.addresses.seal(orderId, to),
      isMoved: target.isMoved,
    });
    const refundIds = await this.settle(tx, plan, key.id);
    await this.outbox.publish(
      tx,
      orderEdited,
      { orderId, editId: key.id },
      { aggregateId: orderId },
    );
    const totals = { totalBefore: order.totalAmount, totalAfter: sums.totalAmount };
    const edit = { ...record, ...key, ...totals, currency, addressChanged: target.isMoved };
    return { edit, refundIds };
  }

  private async changeUses(tx: Tx, { order, price, customerKey }: EditPlan): Promise<void> {
    const uses = price.uses.map(({ discountId, amount }) => {
      return { discountId, amount: minorToDb(amount, order.currency) };
    });
    const before = order.uses.map(({ discountId, amount }) => `${discountId} ${amount}`).sort();
    const after = uses.map(({ discountId, amount }) => `${discountId} ${amount}`).sort();
    if (before.join() === after.join()) return;
    if (!(await this.edits.changeUses(tx, order.id, uses, customerKey))) throw new EditChanged();
  }

  /** What is open follows the new total, what is above it goes back, and an order that is paid waits no longer. */
  private async settle(tx: Tx, plan: EditPlan, editId: string): Promise<string[]> {
    const { order, toCollect, toGiveBack, price } = plan;
    const { id: orderId, currency } = order;
    const due = toCollect > 0 ? { amount: toCollect, currency } : null;
    await this.payments.followTotal(tx, orderId, due);
    const refundIds = await this.refunds.inTx(tx, {
      orderId,
      currency,
      amount: toGiveBack,
      shippingAmount: 0,
      lines: [],
      reason: 'order edited',
      key: `order-edit-${editId}`,
      surplus: true,
    });
    if (order.status !== 'pending' || due !== null) return refundIds;
    await this.orders.move(
      tx,
      [orderId],
      'confirmed',
      price.total === 0 ? 'nothing_to_pay' : 'paid',
    );
    await this.inventory.claimReservations(tx, orderId);
    await this.outbox.publish(tx, orderConfirmed, { orderId }, { aggregateId: orderId });
    return refundIds;
  }
}
