import { Injectable } from '@nestjs/common';
import { IllegalTransition } from '../../../common/state/transitions.js';
import type { RequestContext } from '../../../common/request-context.js';
import { type Tx, UnitOfWork } from '../../../database/unit-of-work.js';
import { PaymentsService } from '../../payments/payments.service.js';
import { OrdersRepository } from '../data/orders.repository.js';
import { OrderNotCancellable } from '../orders.errors.js';
import type { OrderStatus } from '../orders.types.js';
import { EndOrders } from '../use-cases/end-orders.js';
import { ConfirmOrders } from './confirm-orders.js';
import type { ServedOrder } from './served-order.types.js';
import { ServedOrders } from './served-orders.js';

/** What staff may do by hand; the other states follow from parcels and from money. */
export const BY_HAND: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  pending: ['confirmed', 'cancelled'],
  confirmed: ['cancelled'],
  delivering: [],
  delivered: ['completed'],
  completed: [],
  cancelled: [],
  refunded: [],
};

/** A change of state by staff. */
export interface StateChange {
  readonly to: OrderStatus;
  /** Stands in the history. */
  readonly reason: string;
  /** When it is cancelled: false writes off what would go back to the shelf. */
  readonly restock: boolean;
}

/**
 * Staff confirms an order whose money came without a gateway, cancels it, or closes it after its
 * delivery. What staff may do now is in the 409 for whatever it may not.
 */
@Injectable()
export class ChangeOrderState {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly served: ServedOrders,
    private readonly orders: OrdersRepository,
    private readonly ending: EndOrders,
    private readonly confirming: ConfirmOrders,
    private readonly payments: PaymentsService,
  ) {}

  /**
   * @throws OrderNotFound, PreconditionFailed, IllegalTransition with `details.allowed`
   * @throws OrderNotCancellable when a parcel of it has left; PaymentAttemptOpen
   */
  async execute(
    ctx: RequestContext,
    orderId: string,
    change: StateChange,
    ifMatch: string | null,
  ): Promise<void> {
    await this.uow.run(ctx, async (tx) => {
      const order = await this.served.lock(tx, orderId, ifMatch);
      assertByHand(order, change.to);
      if (change.to === 'confirmed') await this.confirming.byHand(tx, orderId, change.reason);
      else if (change.to === 'cancelled') await this.cancel(tx, order, change);
      else await this.orders.move(tx, [orderId], change.to, change.reason);
    });
  }

  private async cancel(tx: Tx, order: ServedOrder, { reason, restock }: StateChange) {
    const { id, status, parcels } = order;
    if (parcels.some((parcel) => parcel.status === 'shipped' || parcel.status === 'delivered')) {
      throw new OrderNotCancellable(undefined, { status, allowed: [] });
    }
    await this.ending.cancel(tx, [id], 'order_cancelled', reason, { restock });
    for (const payment of await this.payments.listForOrders(tx, [id])) {
      await this.ending.giveBack(tx, payment, 'order cancelled');
    }
  }
}

function assertByHand({ status: from }: ServedOrder, to: OrderStatus): void {
  const allowed = BY_HAND[from];
  if (allowed.includes(to)) return;
  throw new IllegalTransition(`From ${from} staff cannot make it ${to}`, { from, to, allowed });
}
