import type { AddressSnapshot } from '../users/users.types.js';
import type { OrderStatus } from './domain/order-status.js';

export { ORDER_STATUSES, type OrderStatus } from './domain/order-status.js';

/** What a customer or guest says when he orders his cart. */
export interface PlaceOrderInput {
  /** One of the customer's own addresses, or … */
  readonly addressId?: string | undefined;
  /** … an address given here. */
  readonly shippingAddress?: AddressSnapshot | undefined;
  /** Where the bill goes: one of his own addresses, or one given here; else to the shipping address. */
  readonly billingAddressId?: string | undefined;
  readonly billingAddress?: AddressSnapshot | undefined;
  /** For guests; customers are written to at the address of their account. */
  readonly email?: string | undefined;
  /** Needed when something in the cart has to be sent. */
  readonly shippingMethodCode?: string | undefined;
  readonly paymentMethodCode: string;
  /** Decimal string: refuses the order when it would cost something else. */
  readonly expectedTotal?: string | undefined;
  /** Mark of the quote that the customer has seen, see `POST /checkout/quote`. */
  readonly quoteHash?: string | undefined;
  readonly notes?: string | undefined;
  /** The language of the request, in which he is written to; it makes no other order of it. */
  readonly locale?: string | undefined;
}

/** How somebody may see an order: as its customer, or with the token that a guest got. */
export type OrderAccess =
  | { readonly kind: 'user'; readonly userId: string }
  | { readonly kind: 'guest'; readonly tokenHash: string };

/** An order in a list. Amounts have the currency's own digits, times are ISO 8601. */
export interface OrderSummary {
  readonly id: string;
  readonly orderNumber: string;
  readonly status: OrderStatus;
  readonly currency: string;
  readonly totalAmount: string;
  readonly refundedAmount: string;
  /** Pieces, all lines together. */
  readonly itemCount: number;
  readonly createdAt: string;
  /** Until when it may be paid; null when it waits for no payment. */
  readonly expiresAt: string | null;
}

/** How the money of an order stands. */
export const PAYMENT_STATES = [
  'unpaid',
  'partially_paid',
  'paid',
  'refund_pending',
  'partially_refunded',
  'refunded',
] as const;

export type PaymentState = (typeof PAYMENT_STATES)[number];

export const ORDER_SORTS = ['createdAt', '-createdAt', 'totalAmount', '-totalAmount'] as const;

export type OrderSort = (typeof ORDER_SORTS)[number];

/** All of them together; what is left out is not asked for. */
export interface OrderFilter {
  readonly customerId?: string | undefined;
  readonly status?: readonly OrderStatus[] | undefined;
  readonly from?: Date | undefined;
  /** Before then. */
  readonly to?: Date | undefined;
  readonly orderNumber?: string | undefined;
  readonly email?: string | undefined;
  readonly sku?: string | undefined;
  /** Decimal strings, each in the currency of the order. */
  readonly minTotal?: string | undefined;
  readonly maxTotal?: string | undefined;
  readonly paymentState?: PaymentState | undefined;
  readonly hasReturns?: boolean | undefined;
}

/** An order in a list, as staff sees it. */
export interface ListedOrder extends OrderSummary {
  readonly email: string;
  readonly customerId: string | null;
  readonly paymentState: PaymentState;
  readonly hasReturns: boolean;
}

/** A tax as it was charged; amounts as decimal strings, in the database with its own digits. */
export interface OrderTax {
  readonly name: string;
  /** A fraction without zeros at its end, `0.0825`. */
  readonly rate: string;
  /** What was taxed, after discounts; with the tax in it when prices include tax. */
  readonly base: string;
  readonly amount: string;
}

/** A line as it was when the order was placed. */
export interface OrderItemView {
  readonly id: string;
  readonly variantId: string;
  readonly productId: string;
  readonly quantity: number;
  readonly unitPrice: string;
  readonly totalPrice: string;
  readonly discountAmount: string;
  readonly taxAmount: string;
  /** Null only on orders of before they were kept. */
  readonly taxes: readonly OrderTax[] | null;
  readonly productName: string;
  readonly variantName: string;
  readonly sku: string | null;
  readonly attributes: Readonly<Record<string, string>>;
  readonly refundedQuantity: number;
  readonly refundedAmount: string;
  readonly returnedQuantity: number;
  /** Pieces that no parcel will take any more, because they were refunded before one did. */
  readonly cancelledQuantity: number;
  /** What the customer wrote beside it. */
  readonly notes: string | null;
}

/** Pieces of a line. */
export interface OrderPiecesView {
  readonly orderItemId: string;
  readonly quantity: number;
}

/** A parcel that has left. */
export interface OrderParcelView {
  readonly id: string;
  readonly status: string;
  readonly carrier: string | null;
  readonly trackingNumber: string | null;
  readonly shippedAt: string | null;
  readonly deliveredAt: string | null;
  readonly createdAt: string;
  readonly items: readonly OrderPiecesView[];
}

/** Goods that the customer sends back. */
export interface OrderReturnView {
  readonly id: string;
  readonly status: string;
  readonly reason: string | null;
  readonly answer: string | null;
  readonly createdAt: string;
  readonly receivedAt: string | null;
  readonly items: readonly (OrderPiecesView & { readonly receivedQuantity: number })[];
}

/** Money that goes back, or has. */
export interface OrderRefundView {
  readonly id: string;
  readonly status: string;
  readonly amount: string;
  readonly shippingAmount: string;
  readonly returnId: string | null;
  readonly createdAt: string;
  readonly processedAt: string | null;
}

/** A change of status. */
export interface OrderStepView {
  readonly from: OrderStatus | null;
  readonly to: OrderStatus;
  readonly reason: string | null;
  readonly at: string;
}

/** An attempt to pay. */
export interface OrderPaymentView {
  readonly id: string;
  readonly reference: string;
  readonly attempt: number;
  readonly methodCode: string;
  readonly methodName: string;
  readonly status: string;
  readonly amount: string;
  /** The gateway's page, while the attempt is open. */
  readonly redirectUrl: string | null;
  readonly createdAt: string;
}

/** An order with everything that its customer may see. */
export interface OrderDetail extends Omit<OrderSummary, 'itemCount'> {
  readonly email: string;
  readonly taxInclusive: boolean;
  readonly subtotal: string;
  readonly taxAmount: string;
  readonly shippingCost: string;
  readonly discountAmount: string;
  /** What is still to be paid; nothing for orders that were cancelled or refunded. */
  readonly amountDue: string;
  readonly shippingMethodCode: string | null;
  /** Of the lines and of shipping together, by rate; null only on orders of before they were kept. */
  readonly taxes: readonly OrderTax[] | null;
  readonly shippingTaxes: readonly OrderTax[] | null;
  readonly shippingAddress: AddressSnapshot;
  /** Null only for orders of before it was kept. */
  readonly billingAddress: AddressSnapshot | null;
  readonly notes: string | null;
  /** It was moved out of the live tables; it can be read, and nothing else happens to it. */
  readonly isArchived: boolean;
  readonly items: readonly OrderItemView[];
  readonly history: readonly OrderStepView[];
  readonly payments: readonly OrderPaymentView[];
  readonly refunds: readonly OrderRefundView[];
  readonly parcels: readonly OrderParcelView[];
  readonly returns: readonly OrderReturnView[];
}

/** What staff sees of an order beside that. */
export interface StaffOrderDetail extends OrderDetail {
  readonly userId: string | null;
  readonly exchangeRate: string;
  /** Who named the price of shipping and the rates of tax. */
  readonly shippingSource: string | null;
  readonly taxSource: string | null;
  /** The language in which the customer is written to. */
  readonly locale: string;
  readonly customer: {
    readonly id: string;
    readonly username: string;
    readonly email: string;
    readonly firstName: string;
    readonly lastName: string;
  } | null;
  readonly history: readonly (OrderStepView & {
    readonly actorId: string | null;
    readonly actor: string | null;
  })[];
  readonly payments: readonly (OrderPaymentView & {
    readonly capturedAmount: string;
    readonly failureReason: string | null;
    readonly gatewayPaymentId: string | null;
    readonly processedAt: string | null;
  })[];
  readonly refunds: readonly (OrderRefundView & {
    readonly paymentId: string;
    readonly reason: string | null;
    readonly failureReason: string | null;
    readonly createdBy: string | null;
    readonly lines: readonly {
      readonly orderItemId: string;
      readonly quantity: number;
      readonly amount: string;
      readonly taxAmount: string;
    }[];
  })[];
  readonly parcels: readonly (OrderParcelView & {
    readonly locationId: string | null;
    readonly cancelledAt: string | null;
  })[];
  readonly returns: readonly (OrderReturnView & {
    readonly locationId: string | null;
    readonly items: readonly (OrderPiecesView & {
      readonly receivedQuantity: number;
      readonly restockedQuantity: number;
      readonly writtenOffQuantity: number;
    })[];
  })[];
}
