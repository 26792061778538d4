import {
  AlreadyShipped,
  LocationNotFound,
  NotAtLocation,
  NotReserved,
  StockNotEnough,
} from '../inventory.errors.js';

/** A row of the statement that changes what an order keeps. */
export interface ChangedReservation {
  readonly variantId: string;
  readonly after: number;
  readonly shipped: number;
  readonly available: number;
  readonly problem: 'not_reserved' | 'shipped' | 'short' | null;
  readonly isLow: boolean;
}

/** A row of the statements that move pieces of a parcel. */
export interface MovedPieces {
  readonly variantId: string;
  readonly wanted: number;
  readonly possible: number;
  readonly problem: 'not_reserved' | 'not_at_location' | null;
  readonly locationId: string | null;
}

const OF_CHANGE = { not_reserved: NotReserved, shipped: AlreadyShipped, short: StockNotEnough };
const OF_MOVE = { not_reserved: NotReserved, not_at_location: NotAtLocation };

/** @throws StockNotEnough, AlreadyShipped, NotReserved */
export function assertChanged(rows: readonly ChangedReservation[]): void {
  const bad = rows.filter(({ problem }) => problem !== null);
  const problem = bad[0]?.problem;
  if (!problem) return;
  throw new OF_CHANGE[problem](undefined, {
    lines: bad.map(({ variantId, after, shipped, available }) => {
      return { variantId, wanted: after, shipped, available };
    }),
  });
}

/**
 * @returns the place
 * @throws LocationNotFound, NotReserved, NotAtLocation
 */
export function assertMoved(rows: readonly MovedPieces[]): string {
  const bad = rows.filter(({ problem }) => problem !== null);
  const problem = bad[0]?.problem;
  const locationId = rows[0]?.locationId ?? null;
  if (locationId === null) throw new LocationNotFound();
  if (!problem) return locationId;
  throw new OF_MOVE[problem](undefined, {
    lines: bad.map(({ variantId, wanted, possible }) => ({ variantId, wanted, possible })),
  });
}
