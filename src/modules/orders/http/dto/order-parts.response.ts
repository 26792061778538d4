import { ApiProperty } from '@nestjs/swagger';
import { FULFILMENT_STATUSES } from '../../fulfilments/fulfilment.entity.js';
import { RETURN_STATUSES } from '../../returns/return.entity.js';

export const REFUND_STATUSES = ['pending', 'unknown', 'succeeded', 'failed'] as const;

/** Pieces of a line. */
export class OrderPiecesResponse {
  /** Id of the line. */
  readonly orderItemId: string;

  /** @example 1 */
  readonly quantity: number;
}

/** A parcel. */
export class OrderParcelResponse {
  readonly id: string;

  @ApiProperty({ enum: FULFILMENT_STATUSES, example: 'shipped' })
  readonly status: string;

  /** @example "Royal Post" */
  readonly carrier: string | null;

  /** @example "RP123456789" */
  readonly trackingNumber: string | null;

  readonly shippedAt: string | null;

  readonly deliveredAt: string | null;

  readonly createdAt: string;

  readonly items: OrderPiecesResponse[];
}

/** Pieces of a line that are to come back. */
export class ReturnedPiecesResponse extends OrderPiecesResponse {
  /** How many came. */
  readonly receivedQuantity: number;
}

/** Goods that the customer sends back. */
export class OrderReturnResponse {
  readonly id: string;

  @ApiProperty({ enum: RETURN_STATUSES, example: 'requested' })
  readonly status: string;

  /** In the customer's own words. */
  readonly reason: string | null;

  /** What the shop says to it. */
  readonly answer: string | null;

  readonly createdAt: string;

  readonly receivedAt: string | null;

  readonly items: ReturnedPiecesResponse[];
}

/** Money that goes back. */
export class OrderRefundResponse {
  readonly id: string;

  @ApiProperty({ enum: REFUND_STATUSES, example: 'pending' })
  readonly status: string;

  /** @example "12.50" */
  readonly amount: string;

  /**
   * Of the amount, for shipping.
   * @example "0.00"
   */
  readonly shippingAmount: string;

  /** The return that it is for. */
  readonly returnId: string | null;

  readonly createdAt: string;

  readonly processedAt: string | null;
}

/** A tax as it was charged. */
export class OrderTaxResponse {
  /** @example "Sales tax" */
  readonly name: string;

  /**
   * A fraction.
   * @example '0.0825'
   */
  readonly rate: string;

  /**
   * What was taxed, after discounts; with the tax in it when prices include tax.
   * @example '49.90'
   */
  readonly base: string;

  /** @example '4.12' */
  readonly amount: string;
}

/** The address as it was when the order was placed. */
export class OrderAddressResponse {
  /** @example "Alice Andersen" */
  readonly recipient: string;

  readonly phoneNumber: string | null;

  /** @example "12 Harbour Street, Apt 4" */
  readonly street: string;

  readonly ward: string | null;

  readonly district: string;

  readonly city: string;

  readonly postalCode: string | null;

  /** @example "US" */
  readonly country: string;
}

/** The payment that waits to be started. */
export class PlacedPaymentResponse {
  readonly id: string;

  readonly reference: string;

  /** @example "sandbox" */
  readonly methodCode: string;

  /** @example "pending" */
  readonly status: string;

  /** @example "59.92" */
  readonly amount: string;
}
