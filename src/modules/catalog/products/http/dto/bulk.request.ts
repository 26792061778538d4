import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsDate,
  IsIn,
  IsUUID,
  ValidateIf,
} from 'class-validator';
import { IfSent } from '../../../../../common/http/dto-rules.js';
import { toInstant } from '../../../../../common/http/transforms.js';
import { MAX_ROWS, ROW_OUTCOMES, type SavedRow } from '../../products.types.js';
import { AsItCame, NewVariantRequest, ProductRequest } from './product.request.js';

const MODES = ['create', 'update', 'upsert'] as const;
const KEYS = ['slug', 'sku'] as const;

/** A variant of a bulk row: by id, else SKU, else combination; it is new when none fits. */
export class BulkVariantRequest extends NewVariantRequest {
  id?: string;
}

/** A product of a bulk request. */
export class BulkRowRequest extends ProductRequest {
  /** Of the product to change; counts before slug and SKU. */
  id?: string;

  /** Those that are not named stay as they are. */
  variants?: BulkVariantRequest[];
}

/** Many products at once. */
export class BulkProductsRequest {
  /** At most 500 with 5,000 variants in them; each is judged by itself. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_ROWS)
  @AsItCame()
  @ApiProperty({ type: [BulkRowRequest] })
  rows: unknown[];

  /** `upsert` changes what is found and makes what is not. */
  @IfSent()
  @IsIn(MODES)
  @ApiProperty({ enum: MODES, required: false, default: 'upsert' })
  mode?: (typeof MODES)[number];

  /** By what a row without an id finds its product; a SKU may be one of its variants'. */
  @IfSent()
  @IsIn(KEYS)
  @ApiProperty({ enum: KEYS, required: false, default: 'slug' })
  matchBy?: (typeof KEYS)[number];

  /** One refused row refuses all. */
  @IfSent()
  @IsBoolean()
  atomic?: boolean;

  /** Answers the same and writes nothing. */
  @IfSent()
  @IsBoolean()
  dryRun?: boolean;

  /** Makes attributes and values that are not there yet; without it they are refused. */
  @IfSent()
  @IsBoolean()
  createAttributes?: boolean;
}

class RowErrorResponse {
  /** Where in the row it stands. */
  pointer: string;

  /** @example "catalog.sku_taken" */
  code: string;

  detail: string;
}

class SavedVariantResponse {
  id: string;

  @ApiProperty({ enum: ['created', 'updated', 'unchanged'] })
  outcome: string;
}

/** What became of a row. */
export class SavedRowResponse {
  /** Of the row in the request, from 0. */
  index: number;

  @ApiProperty({ enum: ROW_OUTCOMES })
  outcome: string;

  productId: string | null;

  slug: string | null;

  /** In the order of the row's own. */
  variants: SavedVariantResponse[];

  errors: RowErrorResponse[];
}

/** One result per row, in their order. */
export class BulkProductsResponse {
  results: SavedRowResponse[];

  /** How many rows were refused. */
  refused: number;
}

/** When a product is shown and hidden; null takes a plan back. */
export class ScheduleRequest {
  /**
   * When a worker publishes it: an instant in the future.
   * @example "2030-05-01T06:00:00Z"
   */
  @ValidateIf((_object, value) => value !== undefined && value !== null)
  @Transform(toInstant)
  @IsDate()
  @ApiProperty({ type: String, format: 'date-time', nullable: true, required: false })
  publishAt?: Date | null;

  /**
   * When a worker hides it, after `publishAt`.
   * @example "2030-06-01T06:00:00Z"
   */
  @ValidateIf((_object, value) => value !== undefined && value !== null)
  @Transform(toInstant)
  @IsDate()
  @ApiProperty({ type: String, format: 'date-time', nullable: true, required: false })
  unpublishAt?: Date | null;
}

/** Many products to show or hide, now or later. */
export class PublishManyRequest extends ScheduleRequest {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_ROWS)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  productIds: string[];

  /** Shown or hidden from now on; left out: as it is until the times given. */
  @IfSent()
  @IsBoolean()
  published?: boolean;
}

export function toBulkResponse(saved: readonly SavedRow[]): BulkProductsResponse {
  const results = saved.map(({ variants, errors, ...row }) => ({
    ...row,
    variants: [...variants],
    errors: [...errors],
  }));
  return { results, refused: saved.filter(({ outcome }) => outcome === 'refused').length };
}
