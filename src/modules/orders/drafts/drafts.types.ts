import type { AddressSnapshot } from '../../users/users.types.js';

/** A line of a draft; each variant stands once. */
export interface StaffDraftLine {
  readonly variantId: string;
  readonly quantity: number;
  readonly notes: string | null;
  /** Decimal string in the draft's currency; null: today's price. */
  readonly unitPrice: string | null;
  /** Why staff has named a price. */
  readonly priceReason: string | null;
}

/** What staff puts together. */
export interface StaffDraftContent {
  /** Null: for the guest of `email`. */
  readonly customerId: string | null;
  readonly email: string | null;
  /** Null: the shop's own. */
  readonly currency: string | null;
  readonly lines: readonly StaffDraftLine[];
  readonly codes: readonly string[];
  readonly shippingAddress: AddressSnapshot | null;
  readonly billingAddress: AddressSnapshot | null;
  readonly shippingMethodCode: string | null;
  readonly notes: string | null;
}

/** A draft as it stands. */
export interface StaffDraft extends StaffDraftContent {
  readonly id: string;
  readonly status: 'open' | 'sent' | 'placed';
  readonly version: number;
  readonly orderId: string | null;
  readonly createdAt: string;
}
