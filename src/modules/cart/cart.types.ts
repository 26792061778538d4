import type { SellableVariant, UnavailableReason } from '../catalog/catalog.types.js';
import type { DiscountCandidate } from '../discounts/discounts.types.js';
import type { Destination, ShippingRate, TaxRate, TaxSource } from '../shipping/shipping.types.js';

/** Largest number of pieces of one line. */
export const MAX_QUANTITY = 999;

/** Longest note of a cart, and of a line; characters. */
export const MAX_CART_NOTE = 1_000;
export const MAX_LINE_NOTE = 500;

/** Most lines of a cart. */
export const MAX_LINES = 500;

/** Whose cart: a user's, or that of whoever knows the secret behind a SHA-256 (hex). */
export type CartOwner =
  | { readonly kind: 'user'; readonly userId: string }
  | { readonly kind: 'guest'; readonly tokenHash: string };

/** An active cart under its row lock. */
export interface LockedCart {
  readonly id: string;
  readonly version: number;
}

/** What to load: a cart (by id, or by its owner) or lines that were given. */
export interface CheckoutQuery {
  readonly source:
    | { readonly kind: 'cart'; readonly cartId: string }
    | { readonly kind: 'owner'; readonly owner: CartOwner }
    | { readonly kind: 'lines'; readonly lines: readonly WantedLine[] };
  /** Codes beside those of the cart. */
  readonly codes?: readonly string[];
  readonly destination: Destination;
  /** Decides the customer groups; null for guests. */
  readonly userId: string | null;
  /** `discount_user_counters.customer_key`: the user's id or a guest's hash; null: not known yet. */
  readonly customerKey: string | null;
  /** Of a guest who has said it: decides whether this is his first order. */
  readonly email?: string | null;
  /** The currency to price in; null: that of the cart, or the shop's own without one. */
  readonly currency?: string | null;
  /** Instead of today's rate of exchange: that of an order which is there already. */
  readonly exchangeRate?: string;
  /** A guest's cart that may have to be merged: only whether it is there is looked up. */
  readonly mergeTokenHash?: string | null;
}

export interface WantedLine {
  readonly variantId: string;
  readonly quantity: number;
}

/** What became of a line that was to be put into a cart. */
export interface AddedLine {
  readonly variantId: string;
  /** Null: it is in the cart. */
  readonly reason:
    'not_found' | 'out_of_stock' | 'quantity_too_large' | 'cart_full' | UnavailableReason | null;
}

/** A line of a cart with the variant as it is now. Amounts in minor units of the snapshot's currency. */
export interface CheckoutLine extends SellableVariant {
  /** False: it has no price in the currency; both prices are 0 then and mean nothing. */
  readonly hasPrice: boolean;
  /** What it costs without price lists; never below the unit price. */
  readonly listPrice: number;
  /** null for lines that were given. */
  readonly itemId: string | null;
  /** The price that the customer was shown last; null for lines that were given, or that had none. */
  readonly shownPrice: number | null;
  readonly quantity: number;
  /** What the customer wrote beside it. */
  readonly notes?: string | null;
  /** Staff has named the unit price. */
  readonly ownPrice?: boolean;
}

/** Everything that a price is made of, read by one statement at one moment. */
export interface CheckoutSnapshot {
  readonly currency: string;
  /** Units of the currency for one of the shop's; null: it cannot be checked out. */
  readonly exchangeRate: string | null;
  /** The database's clock, in milliseconds. */
  readonly now: number;
  readonly cart: (LockedCart & { readonly notes?: string | null }) | null;
  /** In the order in which they were added. */
  readonly lines: readonly CheckoutLine[];
  /** Of given lines: those that never existed. */
  readonly missingVariantIds: readonly string[];
  readonly codes: readonly string[];
  readonly discounts: readonly DiscountCandidate[];
  readonly customerGroupIds: readonly string[];
  readonly destination: Destination;
  readonly shippingRates: readonly ShippingRate[];
  readonly taxRates: readonly TaxRate[];
  /** Whose the tax rates are. Left out: the shop's. */
  readonly taxSource?: TaxSource;
  /** The guest's cart behind `mergeTokenHash`, when it is there. */
  readonly guestCartId: string | null;
}

/** From what is there, later when more has come, or from a day on. */
export type Availability = 'in_stock' | 'backorder' | 'preorder';

/** What is wrong with a line; the cart stays usable. */
export type LineProblem =
  | { readonly code: 'no_price_in_currency' }
  | { readonly code: 'unavailable'; readonly reason: string }
  | { readonly code: 'out_of_stock' }
  | { readonly code: 'insufficient_stock'; readonly available: number }
  | { readonly code: 'price_changed'; readonly shownPrice: number; readonly unitPrice: number }
  | { readonly code: 'quantity_reduced'; readonly maximum: number };
