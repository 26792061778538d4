import { Injectable } from '@nestjs/common';
import { namedQuery } from '../../database/named-query.js';
import type { Tx } from '../../database/unit-of-work.js';
import type { ReleaseCause, ReleasedStock, StockChange, StockChanged } from './inventory.types.js';
import {
  CLAIM_RESERVATIONS,
  RECLAIM_RESERVATIONS,
  RELEASE_RESERVATIONS,
} from './data/reservation-statements.js';
import { PLAN_STOCK, SET_STOCK } from './data/stock-statements.js';

/**
 * Moves stock between orders and the shelf, one statement each, whatever the number of lines.
 * The caller holds the lock of the order's row. Taking stock when an order is placed is part of
 * the order's own write statement.
 */
@Injectable()
export class InventoryService {
  /**
   * Ends the reservations of orders, held and claimed ones, and puts the stock back. Safe to
   * repeat: what is released already is left alone.
   *
   * @returns what went back, one row per order and variant
   */
  async releaseReservations(
    tx: Tx,
    orderIds: readonly string[],
    cause: ReleaseCause,
  ): Promise<ReleasedStock[]> {
    if (orderIds.length === 0) return [];
    return namedQuery<ReleasedStock>(tx, RELEASE_RESERVATIONS, [orderIds, cause]);
  }

  /** The order is paid for: its held stock is sold. Returns how many reservations that were. */
  async claimReservations(tx: Tx, orderId: string): Promise<number> {
    const rows = await namedQuery<{ id: string }>(tx, CLAIM_RESERVATIONS, [orderId]);
    return rows.length;
  }

  /**
   * Takes the stock of a cancelled order again, for money that arrived late: all lines or none.
   *
   * @returns false when some of it is gone or nothing was released; then nothing has changed
   */
  async reclaim(tx: Tx, orderId: string): Promise<boolean> {
    const rows = await namedQuery<{ claimed: number }>(tx, RECLAIM_RESERVATIONS, [orderId]);
    return (rows[0]?.claimed ?? 0) > 0;
  }

  /**
   * Corrects stock of many variants in one statement: `adjustment` where a quantity is set or taken
   * away, `restock` where pieces come. Variants are locked in the order of their ids.
   *
   * @param changes each variant once
   * @param options.dryRun says what would become of it
   * @returns a row for each variant that is there; what is not possible has not moved
   */
  async setStock(
    tx: Tx,
    changes: readonly StockChange[],
    options: { readonly dryRun?: boolean } = {},
  ): Promise<StockChanged[]> {
    if (changes.length === 0) return [];
    return namedQuery<StockChanged>(tx, options.dryRun === true ? PLAN_STOCK : SET_STOCK, [
      changes.map(({ variantId }) => variantId),
      changes.map(({ quantity }) => quantity ?? null),
      changes.map(({ delta }) => delta ?? null),
      changes.map(({ note }) => note ?? null),
    ]);
  }
}
