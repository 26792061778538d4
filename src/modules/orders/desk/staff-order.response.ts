import { ApiProperty } from '@nestjs/swagger';
import { OrderEditResponse } from '../edits/edits.response.js';
import {
  OrderParcelResponse,
  OrderPiecesResponse,
  OrderRefundResponse,
  OrderReturnResponse,
  ReturnedPiecesResponse,
} from '../http/dto/order-parts.response.js';
import {
  OrderPaymentResponse,
  OrderResponse,
  OrderStepResponse,
  OrderSummaryResponse,
} from '../http/dto/order.response.js';
import type { ListedOrder, StaffOrderDetail } from '../orders.types.js';

/** An order in the list of the shop. */
export class StaffOrderSummaryResponse extends OrderSummaryResponse {
  /** @example "alice@example.com" */
  readonly email: string;

  /** The account; null for a guest. */
  readonly customerId: string | null;
}

/** A change of status, and who made it. */
export class StaffOrderStepResponse extends OrderStepResponse {
  /** Null: the program itself, or a guest. */
  readonly actorId: string | null;

  /** @example "Alice Andersen" */
  readonly actor: string | null;
}

/** An attempt to pay, with what the gateway said. */
export class StaffOrderPaymentResponse extends OrderPaymentResponse {
  /** @example "59.92" */
  readonly capturedAmount: string;

  readonly failureReason: string | null;

  readonly gatewayPaymentId: string | null;

  readonly processedAt: string | null;
}

/** What goes back for a line. */
export class RefundedLineResponse extends OrderPiecesResponse {
  /** @example "12.50" */
  readonly amount: string;

  /** @example "1.03" */
  readonly taxAmount: string;
}

/** Money that goes back, and on whose word. */
export class StaffOrderRefundResponse extends OrderRefundResponse {
  readonly paymentId: string;

  readonly reason: string | null;

  readonly failureReason: string | null;

  readonly createdBy: string | null;

  readonly lines: RefundedLineResponse[];
}

/** A parcel, packed ones and cancelled ones too. */
export class StaffOrderParcelResponse extends OrderParcelResponse {
  /** Where it leaves from; null until it does, if nobody has said. */
  readonly locationId: string | null;

  readonly cancelledAt: string | null;
}

/** What became of the pieces of a line that came back. */
export class StaffReturnedPiecesResponse extends ReturnedPiecesResponse {
  readonly restockedQuantity: number;

  readonly writtenOffQuantity: number;
}

/** A return, and where the goods came to. */
export class StaffOrderReturnResponse extends OrderReturnResponse {
  readonly locationId: string | null;

  @ApiProperty({ type: [StaffReturnedPiecesResponse] })
  declare readonly items: StaffReturnedPiecesResponse[];
}

/** The account of an order. */
export class StaffOrderCustomerResponse {
  readonly id: string;

  /** @example "alice" */
  readonly username: string;

  /** @example "alice@example.com" */
  readonly email: string;

  readonly firstName: string;

  readonly lastName: string;
}

/** An order with everything that staff may see. */
export class StaffOrderResponse extends OrderResponse {
  /** The account; null for a guest. */
  readonly userId: string | null;

  readonly customer: StaffOrderCustomerResponse | null;

  /**
   * Units of the order's currency for one of the shop's.
   * @example '1'
   */
  readonly exchangeRate: string;

  /**
   * Who named the price of shipping: `shop`, `carrier`, or `fallback`, the shop because the carrier did not answer.
   * Null: nothing is sent, or it was not kept yet.
   * @example "shop"
   */
  readonly shippingSource: string | null;

  /**
   * Who named the rates of tax: `shop`, `tax_engine`, or `fallback`. Null: nothing is taxed, or it was not kept yet.
   * @example "shop"
   */
  readonly taxSource: string | null;

  /**
   * The language in which the customer is written to.
   * @example "en"
   */
  readonly locale: string;

  @ApiProperty({ type: [StaffOrderStepResponse] })
  declare readonly history: StaffOrderStepResponse[];

  @ApiProperty({ type: [StaffOrderPaymentResponse] })
  declare readonly payments: StaffOrderPaymentResponse[];

  @ApiProperty({ type: [StaffOrderRefundResponse] })
  declare readonly refunds: StaffOrderRefundResponse[];

  @ApiProperty({ type: [StaffOrderParcelResponse] })
  declare readonly parcels: StaffOrderParcelResponse[];

  @ApiProperty({ type: [StaffOrderReturnResponse] })
  declare readonly returns: StaffOrderReturnResponse[];

  /** Only with `include=edits`: the last twenty, newest first. */
  readonly edits?: OrderEditResponse[];
}

/** Allow-list of a list's line. */
export function toStaffOrderSummary(order: ListedOrder): StaffOrderSummaryResponse {
  return order;
}

/** The view is made for the eyes of staff, field by field, where it is read. */
export function toStaffOrderResponse(order: StaffOrderDetail): StaffOrderResponse {
  const { items, history, payments, refunds, parcels, returns, ...rest } = order;
  return {
    ...rest,
    items: [...items],
    history: [...history],
    payments: [...payments],
    refunds: refunds.map((refund) => ({ ...refund, lines: [...refund.lines] })),
    parcels: parcels.map((parcel) => ({ ...parcel, items: [...parcel.items] })),
    returns: returns.map((goods) => ({ ...goods, items: [...goods.items] })),
  };
}
