import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../database/unit-of-work.js';
import { OrdersRepository } from '../data/orders.repository.js';
import type { OrderStatus } from '../orders.types.js';
import type { ServedOrder } from './served-order.types.js';
import { ServedOrders } from './served-orders.js';

/** Moves an order along with its parcels: nobody sets `delivering` and `delivered` by hand. */
@Injectable()
export class OrderProgress {
  constructor(
    private readonly orders: OrdersRepository,
    private readonly served: ServedOrders,
  ) {}

  /** Reads the locked order again and moves it as far as its parcels are. */
  async derive(tx: Tx, orderId: string): Promise<ServedOrder> {
    const order = await this.served.load(tx, orderId);
    const steps = stepsOf(order);
    for (const step of steps) {
      await this.orders.move(tx, [orderId], step, step === 'delivering' ? 'shipped' : 'delivered');
    }
    return steps.length === 0 ? order : this.served.load(tx, orderId);
  }
}

/** The states that the parcels have reached and the order has not. */
export function stepsOf(order: ServedOrder): OrderStatus[] {
  const { status, lines, parcels } = order;
  if (status !== 'confirmed' && status !== 'delivering') return [];
  const isOut = parcels.some((parcel) => isGone(parcel.status));
  if (!isOut && status === 'confirmed') return [];
  const isThere = lines.every((line) => line.delivered >= line.quantity - line.cancelledQuantity);
  return [
    ...(status === 'confirmed' ? (['delivering'] as const) : []),
    // A parcel that was taken back leaves the order on its way, but with nothing delivered.
    ...(isOut && isThere ? (['delivered'] as const) : []),
  ];
}

function isGone(status: string): boolean {
  return status === 'shipped' || status === 'delivered';
}
