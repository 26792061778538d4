import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import type { ServedOrder } from '../desk/served-order.types.js';
import { ServedOrders, unpacked } from '../desk/served-orders.js';
import { LineUnknown, OrderNotShippable, TooManyPieces } from '../orders.errors.js';
import { FulfilmentsRepository, type NewParcel } from './fulfilments.repository.js';

/** Packs a parcel of an order; nothing of it leaves yet. */
@Injectable()
export class CreateFulfilment {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly served: ServedOrders,
    private readonly fulfilments: FulfilmentsRepository,
  ) {}

  /**
   * @returns id of the parcel
   * @throws OrderNotFound, PreconditionFailed
   * @throws OrderNotShippable unless the order is confirmed or on its way
   * @throws LineUnknown, TooManyPieces when other parcels and refunds leave less of a line
   */
  async execute(ctx: RequestContext, parcel: NewParcel, ifMatch: string | null): Promise<string> {
    return this.uow.run(ctx, async (tx) => {
      const order = await this.served.lock(tx, parcel.orderId, ifMatch);
      assertShippable(order);
      assertPieces(order, parcel.lines);
      return this.fulfilments.insert(tx, parcel);
    });
  }
}

/** @throws OrderNotShippable */
export function assertShippable({ status }: ServedOrder): void {
  if (status === 'confirmed' || status === 'delivering') return;
  throw new OrderNotShippable(undefined, { status, allowed: ['confirmed', 'delivering'] });
}

function assertPieces(order: ServedOrder, wanted: NewParcel['lines']): void {
  const lines = new Map(order.lines.map((line) => [line.id, line]));
  const tooMany = wanted.flatMap(({ orderItemId, quantity }) => {
    const line = lines.get(orderItemId);
    if (line === undefined) throw new LineUnknown(undefined, { orderItemId });
    const available = Math.max(0, unpacked(line));
    return quantity > available ? [{ orderItemId, wanted: quantity, available }] : [];
  });
  if (tooMany.length > 0) throw new TooManyPieces(undefined, { lines: tooMany });
}
