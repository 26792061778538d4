import { ApiProperty } from '@nestjs/swagger';
import { OrderInvoiceResponse } from '../../documents/invoice.response.js';
import {
  type ListedOrder,
  ORDER_STATUSES,
  type OrderDetail,
  type OrderStatus,
  PAYMENT_STATES,
  type PaymentState,
} from '../../orders.types.js';
import {
  OrderAddressResponse,
  OrderParcelResponse,
  OrderRefundResponse,
  OrderReturnResponse,
  OrderTaxResponse,
  PlacedPaymentResponse,
} from './order-parts.response.js';

/** An order in a list. */
export class OrderSummaryResponse {
  /** @example "7f2b6f0e-3b0c-4f6e-9f67-0a4f0f9f2c11" */
  readonly id: string;

  /** @example "ORD-00000042" */
  readonly orderNumber: string;

  @ApiProperty({ enum: ORDER_STATUSES, example: 'confirmed' })
  readonly status: OrderStatus;

  /** @example "USD" */
  readonly currency: string;

  /** @example "61.34" */
  readonly totalAmount: string;

  /** @example "0.00" */
  readonly refundedAmount: string;

  /**
   * Pieces, all lines together.
   * @example 2
   */
  readonly itemCount: number;

  readonly createdAt: string;

  /** Until when it may be paid; null when it waits for no payment. */
  readonly expiresAt: string | null;

  @ApiProperty({ enum: PAYMENT_STATES, example: 'paid' })
  readonly paymentState: PaymentState;

  /** Whether something of it is to be sent back, or was. */
  readonly hasReturns: boolean;
}

/** A line as it was when the order was placed. */
export class OrderItemResponse {
  readonly id: string;

  readonly variantId: string;

  readonly productId: string;

  /** @example 1 */
  readonly quantity: number;

  /** @example "49.90" */
  readonly unitPrice: string;

  /**
   * Unit price × quantity, before discounts.
   * @example "49.90"
   */
  readonly totalPrice: string;

  /**
   * This line's share of the discounts.
   * @example "0.00"
   */
  readonly discountAmount: string;

  /** @example "4.12" */
  readonly taxAmount: string;

  /** @example "Linen Shirt" */
  readonly productName: string;

  /** @example "White / M" */
  readonly variantName: string;

  /** @example "LINEN-SHIRT-WHITE-M" */
  readonly sku: string | null;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    example: { Colour: 'White', Size: 'M' },
  })
  readonly attributes: Readonly<Record<string, string>>;
}

/** A line with what has happened to it since. */
export class OrderItemDetailResponse extends OrderItemResponse {
  /** They sum to `taxAmount`. Null on orders of before they were kept. */
  @ApiProperty({ type: [OrderTaxResponse], nullable: true })
  readonly taxes: readonly OrderTaxResponse[] | null;

  readonly refundedQuantity: number;

  /** @example "0.00" */
  readonly refundedAmount: string;

  readonly returnedQuantity: number;

  /** Pieces that are not sent any more, because they were refunded before. */
  readonly cancelledQuantity: number;

  /**
   * What the customer wrote beside it.
   * @example "Please wrap it."
   */
  readonly notes: string | null;
}

/** A change of status. */
export class OrderStepResponse {
  @ApiProperty({ enum: ORDER_STATUSES, nullable: true })
  readonly from: OrderStatus | null;

  @ApiProperty({ enum: ORDER_STATUSES })
  readonly to: OrderStatus;

  /** @example "paid" */
  readonly reason: string | null;

  readonly at: string;
}

/** An attempt to pay. */
export class OrderPaymentResponse {
  readonly id: string;

  /** @example "P0123456789ABCDEFGHJKMNPQ" */
  readonly reference: string;

  /** @example 1 */
  readonly attempt: number;

  /** @example "sandbox" */
  readonly methodCode: string;

  readonly methodName: string;

  /** @example "pending" */
  readonly status: string;

  /** @example "61.34" */
  readonly amount: string;

  /** The gateway's page, while the attempt is open. */
  readonly redirectUrl: string | null;

  readonly createdAt: string;
}

/** The sums of an order: total = subtotal + tax (when not included) + shipping − discount. */
class OrderSums {
  readonly id: string;

  /** @example "ORD-00000042" */
  readonly orderNumber: string;

  @ApiProperty({ enum: ORDER_STATUSES, example: 'pending' })
  readonly status: OrderStatus;

  /** @example "USD" */
  readonly currency: string;

  /** Whether prices include tax. */
  readonly taxInclusive: boolean;

  /** @example "49.90" */
  readonly subtotal: string;

  /** @example "4.12" */
  readonly taxAmount: string;

  /** @example "5.90" */
  readonly shippingCost: string;

  /** @example "0.00" */
  readonly discountAmount: string;

  /** @example "59.92" */
  readonly totalAmount: string;

  /** @example "standard" */
  readonly shippingMethodCode: string | null;

  readonly createdAt: string;

  /** Until when it may be paid; null when it waits for no payment. */
  readonly expiresAt: string | null;
}

/** An order with everything that its customer may see. */
export class OrderResponse extends OrderSums {
  /** @example "alice@example.com" */
  readonly email: string;

  /** @example "0.00" */
  readonly refundedAmount: string;

  /** Of lines and shipping together, by rate. Null on orders of before they were kept. */
  @ApiProperty({ type: [OrderTaxResponse], nullable: true })
  readonly taxes: readonly OrderTaxResponse[] | null;

  /** The part of it that is about shipping. */
  @ApiProperty({ type: [OrderTaxResponse], nullable: true })
  readonly shippingTaxes: readonly OrderTaxResponse[] | null;

  /**
   * What is still to be paid, by `POST /orders/{orderId}/payments` or on delivery.
   * @example "0.00"
   */
  readonly amountDue: string;

  readonly shippingAddress: OrderAddressResponse;

  /** Where the bill went; null for orders of before it was kept. */
  readonly billingAddress: OrderAddressResponse | null;

  readonly notes: string | null;

  /** It has been moved out of the live tables and can only be read. */
  readonly isArchived: boolean;

  readonly items: OrderItemDetailResponse[];

  readonly history: OrderStepResponse[];

  readonly payments: OrderPaymentResponse[];

  /** Money that goes back, or has. */
  readonly refunds: OrderRefundResponse[];

  /** What has left. */
  readonly parcels: OrderParcelResponse[];

  readonly returns: OrderReturnResponse[];

  /** Only with `include=invoices`: oldest first; the last invoice is the one that counts. */
  readonly invoices?: OrderInvoiceResponse[];
}

/** The answer to an order; a repetition with the same key gets the same bytes. */
export class PlacedOrderResponse extends OrderSums {
  readonly items: OrderItemResponse[];

  /** Null when there is nothing to pay. */
  readonly payment: PlacedPaymentResponse | null;

  /** For guests: the secret with which they come back to the order. Shown here and nowhere else. */
  readonly orderToken?: string;
}

/** Allow-list of a list's line. */
export function toOrderSummary(listed: ListedOrder): OrderSummaryResponse {
  const { email: _email, customerId: _customerId, ...order } = listed;
  return order;
}

/** The view is made for the customer's eyes, field by field, where it is read. */
export function toOrderResponse(order: OrderDetail): OrderResponse {
  const { items, history, payments, refunds, parcels, returns, ...rest } = order;
  return {
    ...rest,
    items: [...items],
    history: [...history],
    payments: [...payments],
    refunds: [...refunds],
    parcels: parcels.map((parcel) => ({ ...parcel, items: [...parcel.items] })),
    returns: returns.map((goods) => ({ ...goods, items: [...goods.items] })),
  };
}
