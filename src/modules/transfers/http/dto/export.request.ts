import { ApiProperty } from '@nestjs/swagger';
import { Transform, type TransformFnParams } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsDate,
  IsIn,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
} from 'class-validator';
import { IfSent, IsLine } from '../../../../common/http/dto-rules.js';
import { toInstant } from '../../../../common/http/transforms.js';
import { EXPORT_FORMATS, type ExportFormat } from '../../transfers.types.js';

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const AMOUNT = /^\d{1,8}(\.\d{1,2})?$/;
const CATALOGUE_KINDS = ['products', 'variants', 'prices'] as const;
const PRODUCT_STATUSES = ['active', 'inactive', 'out_of_stock', 'discontinued'];
const ORDER_STATUSES = [
  'pending',
  'confirmed',
  'delivering',
  'delivered',
  'completed',
  'cancelled',
  'refunded',
];

/** One state, as it was asked for before there could be several, is a list of one. */
function toStatuses({ value }: TransformFnParams): unknown {
  return typeof value === 'string' ? [value] : (value as unknown);
}

/** What an export is to be. */
export class ExportRequest {
  /** How the file is written. */
  @IfSent()
  @IsIn([...EXPORT_FORMATS])
  @ApiProperty({ enum: EXPORT_FORMATS, required: false, default: 'csv' })
  format?: ExportFormat = 'csv';
}

/** Only what happened in a time. */
class TimedExportRequest extends ExportRequest {
  /**
   * From then on: changed (products), registered (customers) or placed (orders).
   * @example '2020-01-01T00:00:00Z'
   */
  @IfSent()
  @Transform(toInstant)
  @IsDate()
  from?: Date;

  /**
   * Before then.
   * @example '2040-01-01T00:00:00Z'
   */
  @IfSent()
  @Transform(toInstant)
  @IsDate()
  to?: Date;
}

/** Which products, with what of them. */
export class CatalogueExportRequest extends TimedExportRequest {
  @IsIn([...CATALOGUE_KINDS])
  @ApiProperty({ enum: CATALOGUE_KINDS, example: 'products' })
  kind: (typeof CATALOGUE_KINDS)[number];

  /** With everything below it. */
  @IfSent()
  @IsString()
  @MaxLength(255)
  @Matches(SLUG)
  categorySlug?: string;

  @IfSent()
  @IsString()
  @MaxLength(255)
  @Matches(SLUG)
  brandSlug?: string;

  @IfSent()
  @IsBoolean()
  published?: boolean;

  @IfSent()
  @IsIn(PRODUCT_STATUSES)
  @ApiProperty({ enum: PRODUCT_STATUSES, required: false })
  status?: string;
}

/** Which customers. */
export class CustomersExportRequest extends TimedExportRequest {}

/** Which orders. */
export class OrdersExportRequest extends TimedExportRequest {
  @IfSent()
  @Transform(toStatuses)
  @IsArray()
  @ArrayMaxSize(ORDER_STATUSES.length)
  @IsIn(ORDER_STATUSES, { each: true })
  @ApiProperty({
    enum: ORDER_STATUSES,
    isArray: true,
    required: false,
    description: 'Orders of one of these states; a single one may stand without brackets',
  })
  status?: string[];

  /** Id of the account. */
  @IfSent()
  @IsUUID()
  customerId?: string;

  /** Orders of this variant. */
  @IfSent()
  @IsLine(255)
  sku?: string;

  /**
   * In the currency of each order.
   * @example '0.01'
   */
  @IfSent()
  @Matches(AMOUNT)
  minTotal?: string;

  /** See `minTotal`. */
  @IfSent()
  @Matches(AMOUNT)
  maxTotal?: string;

  /** Whether something of it is to be sent back, or was. */
  @IfSent()
  @IsBoolean()
  hasReturns?: boolean;
}
