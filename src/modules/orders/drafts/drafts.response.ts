import { ApiProperty } from '@nestjs/swagger';
import { OrderAddressResponse } from '../http/dto/order-parts.response.js';
import type { StaffDraft } from './drafts.types.js';

/** A line of a draft. */
export class DraftLineResponse {
  readonly variantId: string;

  /** @example 2 */
  readonly quantity: number;

  readonly notes: string | null;

  /** Named by staff; null: today's price. */
  readonly unitPrice: string | null;

  readonly priceReason: string | null;
}

/** An order that staff prepares. */
export class DraftResponse {
  readonly id: string;

  @ApiProperty({ enum: ['open', 'sent', 'placed'] })
  readonly status: 'open' | 'sent' | 'placed';

  readonly version: number;

  readonly customerId: string | null;

  readonly email: string | null;

  readonly currency: string | null;

  @ApiProperty({ type: [DraftLineResponse] })
  readonly lines: readonly DraftLineResponse[];

  @ApiProperty({ type: [String] })
  readonly codes: readonly string[];

  @ApiProperty({ type: OrderAddressResponse, nullable: true })
  readonly shippingAddress: OrderAddressResponse | null;

  @ApiProperty({ type: OrderAddressResponse, nullable: true })
  readonly billingAddress: OrderAddressResponse | null;

  readonly shippingMethodCode: string | null;

  readonly notes: string | null;

  /** What it became. */
  readonly orderId: string | null;

  readonly createdAt: string;
}

/** What a line of a draft costs. */
export class DraftPriceLineResponse {
  readonly variantId: string;

  readonly sku: string | null;

  readonly productName: string;

  readonly quantity: number;

  readonly unitPrice: string | null;

  readonly totalPrice: string;

  readonly discountAmount: string;

  readonly taxAmount: string;

  @ApiProperty({ type: [String], description: 'Why it cannot be ordered now, as in a cart' })
  readonly problems: readonly string[];
}

/** What a code or discount gives to a draft. */
export class DraftDiscountResponse {
  readonly code: string | null;

  readonly name: string | null;

  readonly amount: string;

  readonly reason: string | null;
}

/** What a draft costs now; no stock is held. */
export class DraftPriceResponse {
  /** @example "USD" */
  readonly currency: string;

  readonly subtotal: string;

  readonly discountAmount: string;

  readonly shippingCost: string;

  readonly taxAmount: string;

  /** @example "48.63" */
  readonly totalAmount: string;

  readonly shippingState: string;

  readonly quoteHash: string;

  @ApiProperty({ type: [String] })
  readonly missingVariantIds: readonly string[];

  @ApiProperty({ type: [DraftPriceLineResponse] })
  readonly lines: readonly DraftPriceLineResponse[];

  @ApiProperty({ type: [DraftDiscountResponse] })
  readonly discounts: readonly DraftDiscountResponse[];
}

/** The secret with which its customer sees and orders a draft. */
export class SentDraftResponse {
  /** Goes into X-Draft-Token; works until the draft is changed. */
  readonly token: string;
}

/** Allow-list of a draft. */
export function toDraftResponse(draft: StaffDraft): DraftResponse {
  const { id, status, version, customerId, email, currency, lines, codes, orderId } = draft;
  const { shippingAddress, billingAddress, shippingMethodCode, notes, createdAt } = draft;
  return {
    id,
    status,
    version,
    customerId,
    email,
    currency,
    lines: lines.map(({ variantId, quantity, notes: words, unitPrice, priceReason }) => {
      return { variantId, quantity, notes: words, unitPrice, priceReason };
    }),
    codes,
    shippingAddress,
    billingAddress,
    shippingMethodCode,
    notes,
    orderId,
    createdAt,
  };
}
