import type { OutboxRow } from '../../queue/outbox/outbox.js';

/** Why reservations end without a sale. */
export type ReleaseCause = 'order_cancelled' | 'order_expired';

/** Why a living order keeps fewer or more pieces. */
export type ChangeCause = 'order_edited' | 'order_cancelled';

/** Stock that went back to the shelf. */
export interface ReleasedStock {
  readonly orderId: string;
  readonly variantId: string;
  readonly quantity: number;
}

/** Pieces of a variant; a list may name it several times, the sum counts. */
export interface Pieces {
  readonly variantId: string;
  readonly quantity: number;
}

/** Pieces that leave for an order; null or left out is the place that is meant when none is named. */
export interface Parcel {
  readonly orderId: string;
  readonly locationId?: string | null | undefined;
  readonly lines: readonly Pieces[];
}

/** What comes back from an order. */
export interface ReceivedReturn {
  readonly orderId: string;
  readonly locationId?: string | null | undefined;
  readonly lines: readonly {
    readonly variantId: string;
    /** Pieces that can be sold again. */
    readonly restock: number;
    /** Pieces that cannot. */
    readonly writeOff: number;
  }[];
}

/** Pieces of an order that are owed: they wait for a restock. */
export interface WaitingPieces {
  readonly orderId: string;
  readonly variantId: string;
  readonly waiting: number;
}

/** Whom a statement tells that a variant has become few, when it does. */
export interface LowStockNews {
  /** What counts as few where a variant says nothing itself. */
  readonly threshold: number;
  /** Event, queue and job of each listener; the statement adds the variant. */
  readonly rows: readonly Pick<OutboxRow, 'event' | 'queue' | 'job'>[];
}

/** What is free from now on, or what comes and goes; one row per variant. */
export interface StockChange {
  readonly variantId: string;
  /** Free pieces from now on, or … */
  readonly quantity?: number | undefined;
  /** … pieces that come, negative when they go. */
  readonly delta?: number | undefined;
  readonly note?: string | undefined;
}

/** What became of a change. */
export interface StockChanged {
  readonly variantId: string;
  /** Free pieces; below zero: owed. */
  readonly before: number;
  readonly after: number;
  /** False: there would be less than nothing, or more than can be counted. Nothing has moved. */
  readonly isPossible: boolean;
}

/** Why pieces did not move. */
export type StockProblem = 'changed' | 'promised' | 'not_at_location' | 'too_many';

/** One row of a restock or of an adjustment in a place: one of `delta` and `counted`. */
export interface PlaceChange {
  readonly variantId: string;
  readonly delta?: number | undefined;
  /** Pieces that somebody has counted there. */
  readonly counted?: number | undefined;
  /** Pieces that are believed to lie there; others: nothing moves. */
  readonly expected?: number | undefined;
  readonly note?: string | undefined;
}

/** What became of it. */
export interface PlaceChanged {
  readonly variantId: string;
  readonly levelBefore: number;
  /** As it is now, or would have been. */
  readonly levelAfter: number;
  readonly problem: StockProblem | null;
}

/** `written_off` and `adjustment` are corrections, `restock` is goods that came in. */
export type PlaceCause = 'restock' | 'adjustment' | 'written_off';
