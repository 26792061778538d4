import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsNotIn,
  IsUUID,
  Max,
  Min,
  ValidateIf,
} from 'class-validator';
import { IfSent, IsLine, NestedEach } from '../../../../common/http/dto-rules.js';
import { ADJUSTMENT_REASONS, type AdjustmentReason } from '../../use-cases/move-pieces.js';

/** Rows of one request. */
export const MAX_STOCK_ROWS = 500;
const MOST = 1_000_000;

/** Which variant: by id, else by SKU. */
export class StockRowRequest {
  @ValidateIf((row: StockRowRequest) => row.variantId !== undefined || row.sku === undefined)
  @IsUUID()
  @ApiProperty({ format: 'uuid', required: false })
  variantId?: string;

  /** Counts when there is no id. */
  @IfSent()
  @IsLine(100)
  sku?: string;
}

/** Pieces of one variant. */
export class PiecesRequest extends StockRowRequest {
  /** @example 24 */
  @IsInt()
  @Min(1)
  @Max(MOST)
  quantity: number;
}

/** Goods that came in. */
export class RestockRequest {
  /** Left out: the default place. */
  @IfSent()
  @IsUUID()
  @ApiProperty({ format: 'uuid', required: false })
  locationId?: string;

  /**
   * Stands in both ledgers.
   * @example 'Delivery note 4711'
   */
  @IfSent()
  @IsLine(500)
  note?: string;

  /** Each variant once. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_STOCK_ROWS)
  @NestedEach(() => PiecesRequest)
  items: PiecesRequest[];
}

/** What was counted of a variant, or how many more or fewer there are: one of the two. */
export class AdjustmentRowRequest extends StockRowRequest {
  /** Pieces that lie in the place. */
  @ValidateIf((row: AdjustmentRowRequest) => row.quantity !== undefined || row.delta === undefined)
  @IsInt()
  @Min(0)
  @Max(MOST)
  @ApiProperty({ required: false, example: 12 })
  quantity?: number;

  /** Pieces more; fewer below zero. Without `quantity`. */
  @ValidateIf((row: AdjustmentRowRequest) => row.delta !== undefined)
  @IsInt()
  @Min(-MOST)
  @Max(MOST)
  @IsNotIn([0])
  @ApiProperty({ required: false })
  delta?: number;

  /** Pieces that you believe to lie there; the row is refused when there are others. Not needed with If-Match. */
  @IfSent()
  @IsInt()
  @Min(0)
  @Max(2_147_483_647)
  @ApiProperty({ required: false })
  expectedQuantity?: number;
}

/** A correction of what lies in a place. */
export class AdjustmentRequest {
  /** Left out: the default place. */
  @IfSent()
  @IsUUID()
  @ApiProperty({ format: 'uuid', required: false })
  locationId?: string;

  /** Why; `damaged`, `lost` and `expired` write pieces off. */
  @IsIn(ADJUSTMENT_REASONS)
  @ApiProperty({ enum: ADJUSTMENT_REASONS, example: 'count' })
  reason: AdjustmentReason;

  /** @example 'Yearly count' */
  @IfSent()
  @IsLine(450)
  note?: string;

  /** Each variant once. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_STOCK_ROWS)
  @NestedEach(() => AdjustmentRowRequest)
  items: AdjustmentRowRequest[];
}

/** Pieces that go from one place to another. */
export class TransferRequest {
  @IsUUID()
  @ApiProperty({ format: 'uuid' })
  fromLocationId: string;

  @IsUUID()
  @ApiProperty({ format: 'uuid' })
  toLocationId: string;

  @IfSent()
  @IsLine(500)
  note?: string;

  /** Each variant once. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_STOCK_ROWS)
  @NestedEach(() => PiecesRequest)
  items: PiecesRequest[];
}
