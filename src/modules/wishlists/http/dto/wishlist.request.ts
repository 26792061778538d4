import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  Equals,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsUUID,
  ValidateIf,
} from 'class-validator';
import { IfSent, IsLine, IsText } from '../../../../common/http/dto-rules.js';

const MAX_NAME = 100;
const MAX_NOTE = 500;
const MAX_ITEMS = 200;

/** Ids are compared as texts: in one form. */
function toLowerCase({ value }: { value: unknown }): unknown {
  const lower = (one: unknown): unknown => (typeof one === 'string' ? one.toLowerCase() : one);
  return Array.isArray(value) ? value.map(lower) : lower(value);
}

export class CreateWishlistRequest {
  /** @example "Birthday" */
  @IsLine(MAX_NAME)
  name: string;

  /** The first list is the default one anyway. */
  @IfSent()
  @IsBoolean()
  isDefault?: boolean;
}

/** What is left out stays. */
export class ChangeWishlistRequest {
  /** @example "Garden" */
  @IfSent()
  @IsLine(MAX_NAME)
  name?: string;

  /** Only `true`: a default list stops being it when another becomes it. */
  @IfSent()
  @Equals(true)
  isDefault?: true;
}

/** Either a variant, or a product whose variant is still to be chosen. */
export class PutOnWishlistRequest {
  /** @example "6f1f3f0e-3c1c-4a3e-9f5e-2b8a4f3f0b52" */
  @ValidateIf(
    ({ variantId, productId }: PutOnWishlistRequest) =>
      variantId !== undefined || productId === undefined,
  )
  @IsUUID()
  variantId?: string;

  @ValidateIf(({ productId }: PutOnWishlistRequest) => productId !== undefined)
  @IsUUID()
  productId?: string;

  /** @example "In blue, for the balcony" */
  @IsOptional()
  @IsText(MAX_NOTE)
  note?: string | null;
}

export class ChangeWishlistItemRequest {
  /**
   * Null takes it away.
   * @example "Only if it is the large one"
   */
  @ValidateIf(({ note }: ChangeWishlistItemRequest) => note !== null)
  @IsText(MAX_NOTE)
  note: string | null;
}

export class MoveToCartRequest {
  /** All items when left out. */
  @IfSent()
  @Transform(toLowerCase)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_ITEMS)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  itemIds?: string[];
}

export class TransferItemsRequest {
  /** Another list of the same customer. */
  @Transform(toLowerCase)
  @IsUUID()
  toWishlistId: string;

  @Transform(toLowerCase)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_ITEMS)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  itemIds: string[];

  /** @example "move" */
  @IsIn(['copy', 'move'])
  mode: 'copy' | 'move';
}
