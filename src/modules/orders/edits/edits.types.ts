import type { AddressSnapshot } from '../../users/users.types.js';
import type { OrderStatus, OrderTax } from '../orders.types.js';
import type { StoredAddress } from '../data/order-addresses.js';

/** What staff wants to be different; what is left out stays. */
export interface EditChanges {
  /** Lines with the pieces that they shall have; none takes the line away. Each line once. */
  readonly lines?:
    readonly { readonly orderItemId: string; readonly quantity: number }[] | undefined;
  /** Variants that the order does not have yet, each once. */
  readonly add?: readonly { readonly variantId: string; readonly quantity: number }[] | undefined;
  readonly shippingAddress?: AddressSnapshot | undefined;
  readonly shippingMethodCode?: string | undefined;
}

/** What a line costs; decimal strings of the database. */
export interface LineCost {
  readonly quantity: number;
  readonly totalPrice: string;
  readonly discountAmount: string;
  readonly taxAmount: string;
  readonly taxes: readonly OrderTax[] | null;
}

/** A line of an order as it is stored. */
export interface EditableLine extends LineCost {
  readonly id: string;
  readonly variantId: string;
  readonly position: number;
  readonly unitPrice: string;
  readonly productName: string;
  readonly variantName: string;
  readonly sku: string | null;
}

/** A discount that the order uses. */
export interface EditableUse {
  readonly discountId: string;
  readonly amount: string;
  readonly code: string | null;
  readonly codeId: string | null;
  readonly customerKey: string;
}

/** The sums of an order and how it is sent; decimal strings of the database. */
export interface EditableSums {
  readonly subtotal: string;
  readonly taxAmount: string;
  readonly shippingCost: string;
  readonly discountAmount: string;
  readonly totalAmount: string;
  readonly shippingMethodCode: string | null;
  readonly shippingTaxes: readonly OrderTax[] | null;
  readonly shippingSource: string | null;
  readonly taxSource: string | null;
}

/** An order with all that an edit has to know. */
export interface EditableOrder extends EditableSums {
  readonly id: string;
  readonly status: OrderStatus;
  readonly userId: string | null;
  readonly email: string;
  readonly currency: string;
  readonly exchangeRate: string;
  readonly taxInclusive: boolean;
  readonly shippingAddress: StoredAddress;
  /** The time to pay is over. */
  readonly isOverdue: boolean;
  /** Money that went back, or will, without being surplus; decimal string. */
  readonly waivedAmount: string;
  /** By position. */
  readonly lines: readonly EditableLine[];
  readonly uses: readonly EditableUse[];
  /** Lines as they were before the first edit since the order was confirmed, or since it goes where it goes. */
  readonly bases: readonly (LineCost & { readonly id: string })[];
}

/** A line as it shall be: an old one, or a new one. */
export interface TargetLine {
  readonly id: string;
  readonly variantId: string;
  readonly quantity: number;
  /** Null: it comes with this edit. */
  readonly old: EditableLine | null;
}

/** What an order shall have. */
export interface EditTarget {
  readonly lines: readonly TargetLine[];
  readonly removed: readonly EditableLine[];
  /** The goods go to another place, so that shipping and taxes are others. */
  readonly isMoved: boolean;
  /** Null: as it is, and its price too. */
  readonly shippingMethodCode: string | null;
}

/** A line with its new price; minor units. */
export interface PricedLine {
  readonly target: TargetLine;
  readonly unitPrice: number;
  readonly total: number;
  readonly discount: number;
  readonly tax: number;
  readonly taxes: readonly OrderTax[] | null;
}

/** An order with its new price; minor units. */
export interface EditPrice {
  readonly lines: readonly PricedLine[];
  readonly subtotal: number;
  readonly discount: number;
  readonly shipping: number;
  readonly tax: number;
  readonly total: number;
  readonly shippingMethodCode: string | null;
  readonly shippingTaxes: readonly OrderTax[] | null;
  readonly shippingSource: string | null;
  readonly taxSource: string | null;
  /** Discounts with what they take off now; those that take nothing off are not there. */
  readonly uses: readonly {
    readonly discountId: string;
    readonly codeId: string | null;
    readonly amount: number;
  }[];
}

/** What keeps a line from being had as wished. */
export interface EditProblem {
  readonly variantId: string;
  readonly code: string;
  /** Pieces that are there for it, where they are too few. */
  readonly available?: number;
}

/** An order as an edit found or left it; decimal strings of the database. */
export interface OrderState extends Omit<
  EditableSums,
  'shippingTaxes' | 'shippingSource' | 'taxSource'
> {
  readonly status: OrderStatus;
  readonly lines: readonly (LineCost & {
    readonly id: string;
    readonly variantId: string;
    readonly productName: string;
    readonly variantName: string;
    readonly sku: string | null;
    readonly unitPrice: string;
  })[];
}

/** A row of `order_edits`. */
export interface OrderEditRecord {
  readonly id: string;
  readonly orderId: string;
  readonly revision: number;
  readonly actorId: string | null;
  readonly reason: string;
  readonly currency: string;
  readonly totalBefore: string;
  readonly totalAfter: string;
  readonly refundAmount: string;
  readonly addressChanged: boolean;
  readonly before: OrderState;
  readonly after: OrderState;
  /** ISO 8601. */
  readonly createdAt: string;
}
