import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsDefined,
  IsInt,
  IsUUID,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { IfSent, IsLine, IsText, Nested, NestedEach } from '../../../common/http/dto-rules.js';
import { ShippingAddressRequest, toAddress } from '../placing/place-order.request.js';
import type { EditChanges } from './edits.types.js';

const MAX_EDIT_LINES = 500;

/** A line and the pieces that it shall have. */
export class EditedLineRequest {
  /** Id of the line. */
  @IsUUID()
  orderItemId: string;

  /**
   * 0 takes the line away.
   * @example 1
   */
  @IsInt()
  @Min(0)
  @Max(999)
  quantity: number;
}

/** A variant that comes to an order. */
export class EditAddedLineRequest {
  /** @example "b64ad76b-8a5e-4cfc-af76-7e65be7bfe75" */
  @IsUUID()
  variantId: string;

  /** @example 1 */
  @IsInt()
  @Min(1)
  @Max(999)
  quantity: number;
}

/** What shall be different; what is left out stays. */
export class EditChangesRequest {
  /** Each line once. */
  @IfSent()
  @IsArray()
  @ArrayMaxSize(MAX_EDIT_LINES)
  @ArrayUnique((line: EditedLineRequest | null) => line?.orderItemId)
  @NestedEach(() => EditedLineRequest)
  lines?: EditedLineRequest[];

  /** Variants that the order does not have yet, each once; at today's price. */
  @IfSent()
  @IsArray()
  @ArrayMaxSize(MAX_EDIT_LINES)
  @ArrayUnique((line: EditAddedLineRequest | null) => line?.variantId)
  @NestedEach(() => EditAddedLineRequest)
  add?: EditAddedLineRequest[];

  /** Another country, city or postal code changes shipping and taxes; a name or a street does not. */
  @IfSent()
  @Nested(() => ShippingAddressRequest)
  shippingAddress?: ShippingAddressRequest;

  /**
   * Shipping is priced anew, also when it is the method that the order has.
   * @example "standard"
   */
  @IfSent()
  @IsLine(50)
  shippingMethodCode?: string;
}

/** An edit that is to be shown. */
export class PreviewEditRequest {
  @IsDefined()
  @Nested(() => EditChangesRequest)
  changes: EditChangesRequest;
}

/** An edit that was shown and is to be made. */
export class ApplyEditRequest extends PreviewEditRequest {
  /**
   * Of the preview of the same changes.
   * @example "Uu9L0vXo2cNfZ2Vd8m1q4Zs0b5gY7tQwErTyUiOpAsD"
   */
  @Matches(/^[\w-]{43}$/)
  previewHash: string;

  /**
   * Why; it stands beside the edit, for staff.
   * @example "The customer has called"
   */
  @IsText(500)
  reason: string;
}

/** What the use cases take. */
export function toEditChanges(body: EditChangesRequest): EditChanges {
  const { lines, add, shippingAddress, shippingMethodCode } = body;
  return {
    lines: lines?.map(({ orderItemId, quantity }) => ({
      orderItemId: orderItemId.toLowerCase(),
      quantity,
    })),
    add: add?.map(({ variantId, quantity }) => ({ variantId: variantId.toLowerCase(), quantity })),
    shippingAddress: shippingAddress && toAddress(shippingAddress),
    shippingMethodCode,
  };
}
