import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../database/unit-of-work.js';
import { InventoryService } from '../../inventory/inventory.service.js';
import type { Parcel, Pieces, ReceivedReturn } from '../../inventory/inventory.types.js';

/** What serving an order does to stock; the caller holds the order's lock. */
@Injectable()
export class OrderStock {
  constructor(private readonly inventory: InventoryService) {}

  /**
   * A parcel leaves.
   *
   * @returns the location that it left from
   * @throws LocationNotFound, NotReserved, NotAtLocation
   */
  async ship(tx: Tx, parcel: Parcel): Promise<string> {
    return (await this.inventory.ship(tx, parcel)).locationId;
  }

  /** A parcel did not leave after all. */
  async unship(tx: Tx, parcel: Parcel): Promise<void> {
    await this.inventory.unship(tx, parcel);
  }

  /** Goods came back. @throws LocationNotFound */
  async receive(tx: Tx, goods: ReceivedReturn): Promise<string> {
    return (await this.inventory.receiveReturn(tx, goods)).locationId;
  }

  /** Pieces that the order will not get any more are free again. */
  async giveBack(tx: Tx, orderId: string, pieces: readonly Pieces[]): Promise<void> {
    await this.inventory.giveBack(tx, orderId, sumsOf(pieces), 'order_cancelled');
  }

  /** What a cancelled order gave back is not there, or of no use. */
  async writeOff(tx: Tx, pieces: readonly Pieces[], note: string): Promise<void> {
    await this.inventory.setStock(
      tx,
      sumsOf(pieces).map(({ variantId, quantity }) => ({ variantId, delta: -quantity, note })),
    );
  }
}

/** Each variant once. */
function sumsOf(pieces: readonly Pieces[]): Pieces[] {
  const sums = new Map<string, number>();
  for (const { variantId, quantity } of pieces) {
    sums.set(variantId, (sums.get(variantId) ?? 0) + quantity);
  }
  return [...sums].map(([variantId, quantity]) => ({ variantId, quantity }));
}
