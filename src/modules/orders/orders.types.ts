import type { AddressSnapshot } from '../users/users.types.js';
import type { OrderStatus } from './domain/order-status.js';

export { ORDER_STATUSES, type OrderStatus } from './domain/order-status.js';

/** What a customer or guest says when he orders his cart. */
export interface PlaceOrderInput {
  /** One of the customer's own addresses, or … */
  readonly addressId?: string | undefined;
  /** … an address given here. */
  readonly shippingAddress?: AddressSnapshot | undefined;
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
  readonly productName: string;
  readonly variantName: string;
  readonly sku: string | null;
  readonly attributes: Readonly<Record<string, string>>;
  readonly refundedQuantity: number;
  readonly refundedAmount: string;
  readonly returnedQuantity: number;
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
  readonly shippingMethodCode: string | null;
  readonly shippingAddress: AddressSnapshot;
  readonly notes: string | null;
  /** It was moved out of the live tables; it can be read, and nothing else happens to it. */
  readonly isArchived: boolean;
  readonly items: readonly OrderItemView[];
  readonly history: readonly OrderStepView[];
  readonly payments: readonly OrderPaymentView[];
}
