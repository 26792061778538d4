import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsInt,
  IsISO8601,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
} from 'class-validator';
import { IfSent, IsLine, NestedEach } from '../../../../common/http/dto-rules.js';
import { MAX_STOCK_ROWS } from './move-pieces.request.js';

const MOST = 1_000_000;

function IfSentAndNotNull(): PropertyDecorator {
  return ValidateIf((_object, value) => value !== undefined && value !== null);
}

/** How a variant is sold beyond what is there, and when it counts as few. What is left out stays. */
export class StockSettingsRequest {
  /**
   * Pieces that may be sold beyond what is there; 0: none.
   * @example 0
   */
  @IfSent()
  @IsInt()
  @Min(0)
  @Max(MOST)
  backorderLimit?: number;

  /** From which day on it can be sent; a day to come makes it a preorder. */
  @IfSentAndNotNull()
  @Matches(/^\d{4}-\d\d-\d\d$/)
  @IsISO8601({ strict: true })
  @ApiProperty({ type: String, nullable: true, required: false, example: '2030-05-01' })
  availableOn?: string | null;

  /** So many free pieces, or less, are few; null: what the shop calls few. */
  @IfSentAndNotNull()
  @IsInt()
  @Min(0)
  @Max(MOST)
  @ApiProperty({ type: Number, nullable: true, required: false, example: 3 })
  lowStockThreshold?: number | null;
}

/** The same with the variant: by id, else by SKU. */
export class StockSettingsRowRequest extends StockSettingsRequest {
  @ValidateIf(
    (row: StockSettingsRowRequest) => row.variantId !== undefined || row.sku === undefined,
  )
  @IsUUID()
  @ApiProperty({ format: 'uuid', required: false })
  variantId?: string;

  @IfSent()
  @IsLine(100)
  sku?: string;

  /** The ETag as last seen; the row is refused when something was changed since. */
  @IfSent()
  @IsString()
  @MaxLength(100)
  etag?: string;
}

/** Settings of many variants. */
export class StockSettingsOfManyRequest {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_STOCK_ROWS)
  @NestedEach(() => StockSettingsRowRequest)
  items: StockSettingsRowRequest[];
}
