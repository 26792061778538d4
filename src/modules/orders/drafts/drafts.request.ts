import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsInt,
  IsUUID,
  Matches,
  Max,
  Min,
  ValidateIf,
} from 'class-validator';
import {
  IfSent,
  IsEmailAddress,
  IsLine,
  IsText,
  Nested,
  NestedEach,
} from '../../../common/http/dto-rules.js';
import { ShippingAddressRequest, toAddress } from '../placing/place-order.request.js';
import type { StaffDraftContent } from './drafts.types.js';

/** A variant of a draft. */
export class DraftLineRequest {
  /** @example "b64ad76b-8a5e-4cfc-af76-7e65be7bfe75" */
  @IsUUID()
  variantId: string;

  /** @example 2 */
  @IsInt()
  @Min(1)
  @Max(999)
  quantity: number;

  /** @example "Please wrap it." */
  @IfSent()
  @IsText(500)
  notes?: string;
}

/** All of a draft; what is left out is not there. */
export class SaveDraftRequest {
  /** Either this or `email`, before it can be sent or placed. */
  @IfSent()
  @IsUUID()
  customerId?: string;

  /** @example "guest@example.com" */
  @IfSent()
  @IsEmailAddress()
  email?: string;

  /** @example "USD" */
  @IfSent()
  @Matches(/^[A-Z]{3}$/)
  currency?: string;

  /** Each variant once. */
  @IsArray()
  @ArrayMaxSize(500)
  @NestedEach(() => DraftLineRequest)
  lines: DraftLineRequest[];

  /** @example ["WELCOME10"] */
  @IfSent()
  @IsArray()
  @ArrayMaxSize(10)
  @Matches(/^[\x21-\x7e]{1,50}$/, { each: true, message: 'each code must have 1 to 50 signs' })
  codes?: string[];

  @IfSent()
  @Nested(() => ShippingAddressRequest)
  shippingAddress?: ShippingAddressRequest;

  /** The shipping address when left out. */
  @IfSent()
  @Nested(() => ShippingAddressRequest)
  billingAddress?: ShippingAddressRequest;

  /** @example "standard" */
  @IfSent()
  @IsLine(50)
  shippingMethodCode?: string;

  /** @example "As agreed on the phone." */
  @IfSent()
  @IsText(1000)
  notes?: string;
}

/** A price of a line. */
export class DraftPriceRequest {
  /** @example "b64ad76b-8a5e-4cfc-af76-7e65be7bfe75" */
  @IsUUID()
  variantId: string;

  /**
   * Null takes it back: today's price.
   * @example "39.90"
   */
  @ValidateIf((_row, value) => value !== null)
  @Matches(/^\d{1,12}(\.\d{1,4})?$/)
  unitPrice: string | null;

  /** @example "Agreed with the customer" */
  @IsLine(200)
  reason: string;
}

/** Prices that staff names. */
export class NameDraftPricesRequest {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @NestedEach(() => DraftPriceRequest)
  prices: DraftPriceRequest[];
}

/** How a draft is placed. */
export class PlaceDraftRequest {
  /** @example "cod" */
  @IsLine(50)
  paymentMethodCode: string;

  /**
   * Refuses the order when it would cost something else.
   * @example "61.34"
   */
  @IfSent()
  @Matches(/^\d{1,12}(\.\d{1,4})?$/)
  expectedTotal?: string;
}

/** What the use case takes. */
export function toDraftContent(body: SaveDraftRequest): StaffDraftContent {
  const { shippingAddress, billingAddress } = body;
  return {
    customerId: body.customerId ?? null,
    email: body.email ?? null,
    currency: body.currency ?? null,
    lines: body.lines.map(({ variantId, quantity, notes = null }) => {
      return { variantId, quantity, notes, unitPrice: null, priceReason: null };
    }),
    codes: body.codes ?? [],
    shippingAddress: shippingAddress ? toAddress(shippingAddress) : null,
    billingAddress: billingAddress ? toAddress(billingAddress) : null,
    shippingMethodCode: body.shippingMethodCode ?? null,
    notes: body.notes ?? null,
  };
}
