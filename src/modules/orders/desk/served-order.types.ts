import type { FulfilmentStatus } from '../fulfilments/fulfilment.entity.js';
import type { OrderStatus } from '../orders.types.js';
import type { ReturnStatus } from '../returns/return.entity.js';

/** A line with what has become of its pieces; amounts are decimal strings of the database. */
export interface ServedLine {
  readonly id: string;
  readonly variantId: string;
  readonly quantity: number;
  readonly totalPrice: string;
  readonly discountAmount: string;
  readonly taxAmount: string;
  /** Pieces and money that went back or are on their way back. */
  readonly refundedQuantity: number;
  readonly refundedAmount: string;
  readonly returnedQuantity: number;
  /** No parcel will take them any more. */
  readonly cancelledQuantity: number;
  /** In parcels that are not cancelled; those that have left are among them. */
  readonly packed: number;
  readonly shipped: number;
  readonly delivered: number;
  /** In returns that were not rejected; of received ones only what came. */
  readonly returning: number;
  /** When the last parcel with some of it arrived, or left; ISO 8601. */
  readonly lastOutAt: string | null;
}

/** Pieces of a line in a parcel. */
export interface ServedPieces {
  readonly orderItemId: string;
  readonly quantity: number;
}

export interface ServedParcel {
  readonly id: string;
  readonly status: FulfilmentStatus;
  readonly locationId: string | null;
  readonly carrier: string | null;
  readonly trackingNumber: string | null;
  readonly items: readonly ServedPieces[];
}

export interface ServedReturn {
  readonly id: string;
  readonly status: ReturnStatus;
  readonly items: readonly (ServedPieces & {
    readonly restockedQuantity: number;
    readonly writtenOffQuantity: number;
  })[];
}

export interface ServedRefund {
  readonly id: string;
  readonly status: string;
  readonly amount: string;
  readonly shippingAmount: string;
  readonly returnId: string | null;
}

/** An order under its lock, as those see it who serve it. */
export interface ServedOrder {
  readonly id: string;
  readonly status: OrderStatus;
  readonly userId: string | null;
  readonly currency: string;
  readonly taxInclusive: boolean;
  readonly totalAmount: string;
  readonly updatedAt: string;
  readonly lines: readonly ServedLine[];
  readonly parcels: readonly ServedParcel[];
  readonly returns: readonly ServedReturn[];
  readonly refunds: readonly ServedRefund[];
}
