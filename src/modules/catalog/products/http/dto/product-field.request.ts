import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
} from 'class-validator';
import { IfSent, IsLine } from '../../../../../common/http/dto-rules.js';
import { toBoolean } from '../../../../../common/http/transforms.js';
import { PRODUCT_FIELD_TYPES, type ProductFieldType } from '../../../catalog.types.js';

const LINE = /^[^\p{Cc}\p{Cs}]+$/u;

/** What may be changed of a field; what is left out stays as it is. */
export class ProductFieldRequest {
  /** @example "Screen size" */
  @IfSent()
  @IsLine(100)
  label?: string;

  /** Stays once a product has a value. */
  @IfSent()
  @IsIn(PRODUCT_FIELD_TYPES)
  @ApiProperty({ enum: PRODUCT_FIELD_TYPES, required: false, example: 'choice' })
  type?: ProductFieldType;

  /**
   * What a `choice` may be; null for every other type.
   * @example ["matt", "glossy"]
   */
  @ValidateIf((_object, value) => value !== undefined && value !== null)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  @Matches(LINE, { each: true })
  choices?: string[] | null;

  /** Lists can be filtered by it. */
  @IfSent()
  @IsBoolean()
  filterable?: boolean;

  /** Display order. */
  @IfSent()
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  position?: number;
}

/** A new field. */
export class CreateProductFieldRequest {
  /**
   * The key of its values; never changes.
   * @example "finish"
   */
  @Matches(/^[a-z][a-z0-9_]{0,49}$/, {
    message: 'code must be 1 to 50 small letters, digits and _, a letter first',
  })
  code: string;

  /** @example "Finish" */
  @IsLine(100)
  label: string;

  @IsIn(PRODUCT_FIELD_TYPES)
  @ApiProperty({ enum: PRODUCT_FIELD_TYPES, example: 'choice' })
  type: ProductFieldType;

  /**
   * What a `choice` may be; null for every other type.
   * @example ["matt", "glossy"]
   */
  @ValidateIf((_object, value) => value !== undefined && value !== null)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  @Matches(LINE, { each: true })
  choices?: string[] | null;

  /** Lists can be filtered by it. */
  @IfSent()
  @IsBoolean()
  filterable?: boolean;

  /** Display order. */
  @IfSent()
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  position?: number;
}

/** What becomes of the values of a field that goes. */
export class DeleteProductFieldQuery {
  /** True takes them from all products; without it a field with values stays. */
  @IfSent()
  @Transform(toBoolean)
  @IsBoolean()
  stripValues?: boolean;
}

/** A field of the shop's own. */
export class ProductFieldResponse {
  id: string;

  /** @example "finish" */
  code: string;

  /** @example "Finish" */
  label: string;

  @ApiProperty({ enum: PRODUCT_FIELD_TYPES })
  type: string;

  /** @example ["matt", "glossy"] */
  choices: string[] | null;

  filterable: boolean;

  position: number;
}

/** All fields in their order. */
export class ProductFieldsResponse {
  items: ProductFieldResponse[];
}
