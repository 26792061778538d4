import { Inject, Injectable } from '@nestjs/common';
import { ENV, type Env } from '../../config/env.js';
import type { Db, ScopedDb } from '../../database/db.js';
import { namedQuery } from '../../database/named-query.js';
import type { Tx } from '../../database/unit-of-work.js';
import { Outbox } from '../../queue/outbox/outbox.js';
import { RECEIVE_RETURN, SHIP, UNSHIP } from './data/parcel-statements.js';
import {
  CHANGE_RESERVATIONS,
  CLAIM_RESERVATIONS,
  RECLAIM_RESERVATIONS,
  RELEASE_RESERVATIONS,
  WAITING,
} from './data/reservation-statements.js';
import { MOVE_STOCK, PLAN_STOCK } from './data/stock-statements.js';
import {
  type ChangedReservation,
  assertChanged,
  assertMoved,
  type MovedPieces,
} from './domain/refusals.js';
import { LocationNotFound } from './inventory.errors.js';
import { stockLow } from './inventory.events.js';
import type {
  ChangeCause,
  Parcel,
  Pieces,
  PlaceCause,
  PlaceChange,
  PlaceChanged,
  ReceivedReturn,
  ReleaseCause,
  ReleasedStock,
  StockChange,
  StockChanged,
  WaitingPieces,
} from './inventory.types.js';

export { BACKORDER_ROOM, FEW, STOCK_SUFFICES, TAKE_STOCK } from './data/stock-sql.js';
export { lowStockNews } from './low-stock-news.js';

interface MovedStock extends PlaceChanged {
  readonly before: number;
  readonly after: number;
  readonly isLow: boolean;
}

/**
 * Moves stock between orders and the shelf, one statement each, whatever the number of lines.
 * The caller holds the lock of the order's row. Taking stock when an order is placed is part of
 * the order's own write statement.
 */
@Injectable()
export class InventoryService {
  constructor(
    private readonly outbox: Outbox,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /**
   * Ends the reservations of orders, held and claimed ones, and puts back what has not left. Safe to
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
    const rows = await namedQuery<{ claimed: number; low: string[] }>(tx, RECLAIM_RESERVATIONS, [
      orderId,
      this.env.LOW_STOCK_THRESHOLD,
    ]);
    await this.tellLow(tx, rows[0]?.low ?? []);
    return (rows[0]?.claimed ?? 0) > 0;
  }

  /**
   * An edit of a living order: pieces that it keeps from now on, 0 for none; variants that it did not have
   * yet are taken for it. All of it or nothing.
   *
   * @throws StockNotEnough, AlreadyShipped, NotReserved, each with `details.lines`
   */
  async changeReservation(tx: Tx, orderId: string, wanted: readonly Pieces[]): Promise<void> {
    await this.change(tx, orderId, wanted, { cause: 'order_edited', sign: null });
  }

  /**
   * That many pieces of a living order go back, none that has left.
   *
   * @throws AlreadyShipped, NotReserved
   */
  async giveBack(
    tx: Tx,
    orderId: string,
    pieces: readonly Pieces[],
    cause: ChangeCause,
  ): Promise<void> {
    await this.change(tx, orderId, pieces, { cause, sign: -1 });
  }

  /**
   * A parcel leaves a place. The free stock was taken when the order was placed and does not move.
   *
   * @returns the place
   * @throws LocationNotFound; NotReserved, NotAtLocation with `details.lines`
   */
  async ship(tx: Tx, parcel: Parcel): Promise<{ locationId: string }> {
    return this.movePieces(tx, SHIP, parcel);
  }

  /**
   * A parcel that counted as sent stays in the shop.
   *
   * @throws LocationNotFound, NotReserved
   */
  async unship(tx: Tx, parcel: Parcel): Promise<{ locationId: string }> {
    return this.movePieces(tx, UNSHIP, parcel);
  }

  /**
   * Pieces come back from an order: to be sold again, or to be written off. The caller knows how many
   * may come.
   *
   * @throws LocationNotFound
   */
  async receiveReturn(tx: Tx, received: ReceivedReturn): Promise<{ locationId: string }> {
    const { orderId, locationId = null, lines } = received;
    const [place] = await namedQuery<{ locationId: string }>(tx, RECEIVE_RETURN, [
      orderId,
      locationId,
      lines.map(({ variantId }) => variantId),
      lines.map(({ restock }) => restock),
      lines.map(({ writeOff }) => writeOff),
    ]);
    if (place === undefined) throw new LocationNotFound();
    return place;
  }

  /** What of these orders is owed. The executor must see everybody's rows. */
  async waitingOf(
    executor: Tx | Db | ScopedDb,
    orderIds: readonly string[],
  ): Promise<WaitingPieces[]> {
    if (orderIds.length === 0) return [];
    return namedQuery<WaitingPieces & Record<string, unknown>>(executor, WAITING, [orderIds]);
  }

  /**
   * Corrects the free stock of many variants in one statement, wherever it lies: `adjustment` where a
   * quantity is set or taken away, `restock` where pieces come, to the first place. Variants are locked in
   * the order of their ids.
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
    const rows = await this.move(tx, changes, {
      locationId: null,
      cause: null,
      dryRun: options.dryRun === true,
    });
    return rows.map(({ variantId, before, after, problem }) => {
      return { variantId, before, after, isPossible: problem === null };
    });
  }

  /**
   * Goods that came in, and what was counted or lost in one place; free stock and place move together.
   *
   * @param changes each variant once
   * @returns a row for each variant that is there; none when the place is not
   */
  async moveInPlace(
    tx: Tx,
    locationId: string,
    cause: PlaceCause,
    changes: readonly PlaceChange[],
  ): Promise<PlaceChanged[]> {
    return this.move(tx, changes, { locationId, cause, dryRun: false });
  }

  private async move(
    tx: Tx,
    changes: readonly (StockChange & PlaceChange)[],
    how: { locationId: string | null; cause: PlaceCause | null; dryRun: boolean },
  ): Promise<MovedStock[]> {
    if (changes.length === 0) return [];
    const values = [
      changes.map(({ variantId }) => variantId),
      changes.map(({ quantity }) => quantity ?? null),
      changes.map(({ delta }) => delta ?? null),
      changes.map(({ counted }) => counted ?? null),
      changes.map(({ expected }) => expected ?? null),
      changes.map(({ note }) => note ?? null),
      how.locationId,
      how.cause,
    ];
    if (how.dryRun) return namedQuery<Row<MovedStock>>(tx, PLAN_STOCK, values);
    const rows = await namedQuery<Row<MovedStock>>(tx, MOVE_STOCK, [
      ...values,
      this.env.LOW_STOCK_THRESHOLD,
    ]);
    await this.tellLow(tx, lowOf(rows));
    return rows;
  }

  private async change(
    tx: Tx,
    orderId: string,
    pieces: readonly Pieces[],
    { cause, sign }: { cause: ChangeCause; sign: -1 | null },
  ): Promise<void> {
    if (pieces.length === 0) return;
    const rows = await namedQuery<Row<ChangedReservation>>(tx, CHANGE_RESERVATIONS, [
      orderId,
      pieces.map(({ variantId }) => variantId),
      pieces.map(({ quantity }) => (sign === null ? quantity : null)),
      pieces.map(({ quantity }) => (sign === null ? null : sign * quantity)),
      cause,
      this.env.LOW_STOCK_THRESHOLD,
    ]);
    assertChanged(rows);
    await this.tellLow(tx, lowOf(rows));
  }

  private async movePieces(
    tx: Tx,
    statement: typeof SHIP,
    { orderId, locationId = null, lines }: Parcel,
  ): Promise<{ locationId: string }> {
    const rows = await namedQuery<Row<MovedPieces>>(tx, statement, [
      orderId,
      locationId,
      lines.map(({ variantId }) => variantId),
      lines.map(({ quantity }) => quantity),
    ]);
    return { locationId: assertMoved(rows) };
  }

  private async tellLow(tx: Tx, variantIds: readonly string[]): Promise<void> {
    await this.outbox.insert(
      tx,
      variantIds.flatMap((variantId) =>
        this.outbox.rowsOf(stockLow, { variantId }, { aggregateId: variantId }),
      ),
    );
  }
}

type Row<T> = T & Record<string, unknown>;

function lowOf(rows: readonly { variantId: string; isLow: boolean }[]): string[] {
  return rows.filter(({ isLow }) => isLow).map(({ variantId }) => variantId);
}
