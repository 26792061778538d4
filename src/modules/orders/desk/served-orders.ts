import { Injectable } from '@nestjs/common';
import { assertUnchanged, etagOf } from '../../../common/http/if-match.js';
import { namedQuery } from '../../../database/named-query.js';
import type { Tx } from '../../../database/unit-of-work.js';
import { OrdersRepository } from '../data/orders.repository.js';
import { OrderNotFound } from '../orders.errors.js';
import type { OrderAccess } from '../orders.types.js';
import { ADD_RETURNED, ADD_TO_LINES, LOAD_SERVED } from './served-order.sql.js';
import type { ServedLine, ServedOrder } from './served-order.types.js';

/** What is added to a line; money as a decimal string of the database. */
export interface LineAddition {
  readonly id: string;
  readonly refundedQuantity: number;
  readonly refundedAmount: string;
  readonly cancelledQuantity: number;
}

/** Orders under their lock, for whoever serves them: two statements, whatever the number of lines. */
@Injectable()
export class ServedOrders {
  constructor(private readonly orders: OrdersRepository) {}

  /**
   * @param ifMatch ETag that the caller has seen; null takes it as it is
   * @throws OrderNotFound also for an archived one
   * @throws PreconditionFailed when it was changed since
   */
  async lock(tx: Tx, orderId: string, ifMatch: string | null = null): Promise<ServedOrder> {
    if ((await this.orders.lockById(tx, orderId)) === null) throw new OrderNotFound();
    const order = await this.load(tx, orderId);
    assertUnchanged(ifMatch, etagOfServed(order));
    return order;
  }

  /** @throws OrderNotFound also for somebody else's */
  async lockOwn(tx: Tx, orderId: string, access: OrderAccess): Promise<ServedOrder> {
    if ((await this.orders.lockOwn(tx, orderId, access)) === null) throw new OrderNotFound();
    return this.load(tx, orderId);
  }

  /** Reads a locked order again, after a change. */
  async load(tx: Tx, orderId: string): Promise<ServedOrder> {
    const [row] = await namedQuery<{ served: ServedOrder }>(tx, LOAD_SERVED, [orderId]);
    if (row === undefined) throw new OrderNotFound();
    return row.served;
  }

  async addToLines(tx: Tx, additions: readonly LineAddition[]): Promise<void> {
    if (additions.length === 0) return;
    await namedQuery(tx, ADD_TO_LINES, [
      additions.map(({ id }) => id),
      additions.map(({ refundedQuantity }) => refundedQuantity),
      additions.map(({ refundedAmount }) => refundedAmount),
      additions.map(({ cancelledQuantity }) => cancelledQuantity),
    ]);
  }

  async addReturned(
    tx: Tx,
    pieces: readonly { readonly id: string; readonly quantity: number }[],
  ): Promise<void> {
    await namedQuery(tx, ADD_RETURNED, [
      pieces.map(({ id }) => id),
      pieces.map(({ quantity }) => quantity),
    ]);
  }
}

/** The ETag of an order for staff: another one after whatever happened to it. */
export function etagOfServed(order: ServedOrder): string {
  return etagOf(order);
}

/** Pieces of a line that a new parcel may take. */
export function unpacked(line: ServedLine): number {
  return line.quantity - line.cancelledQuantity - line.packed;
}

/** Pieces of lines, by their variants. */
export function variantPieces(
  order: ServedOrder,
  pieces: Iterable<readonly [orderItemId: string, quantity: number]>,
): { readonly variantId: string; readonly quantity: number }[] {
  const variants = new Map(order.lines.map((line) => [line.id, line.variantId]));
  return [...pieces].flatMap(([orderItemId, quantity]) => {
    const variantId = variants.get(orderItemId);
    return variantId === undefined ? [] : [{ variantId, quantity }];
  });
}
