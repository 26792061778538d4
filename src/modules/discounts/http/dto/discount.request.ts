import { ApiProperty, PartialType } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsDate,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { IfSent, IsLine, IsText, NestedEach } from '../../../../common/http/dto-rules.js';
import { PageQuery } from '../../../../common/http/page.query.js';
import { toBoolean, toInstant } from '../../../../common/http/transforms.js';
import { DISCOUNT_SORTS, type DiscountSort } from '../../data/kept-discounts.sql.js';
import {
  DISCOUNT_TARGET_KINDS,
  DISCOUNT_TYPES,
  type DiscountTargetKind,
  type DiscountType,
} from '../../discounts.types.js';

const MAX_COUNT = 1_000_000_000;
const AMOUNT = /^\d{1,8}(\.\d{1,4})?$/;
const CODE = /^\s*[\x21-\x7e]{3,50}\s*$/;
const AMOUNT_MESSAGE = { message: '$property must be a decimal number such as 12.50' };

/** What or whom a discount is for. */
export class DiscountTargetRequest {
  @IsIn(DISCOUNT_TARGET_KINDS)
  @ApiProperty({ enum: DISCOUNT_TARGET_KINDS, example: 'customer_group' })
  kind: DiscountTargetKind;

  /** @example "0e7b3f0a-7d1e-4b3f-9a55-6a2f0f0c8a11" */
  @IsUUID()
  id: string;
}

export class CreateDiscountRequest {
  /** @example 'Ten per cent off in spring' */
  @IsLine(255)
  name: string;

  /**
   * Case does not matter. Without one, and without `singleUseCodes`, it applies by itself.
   * @example "SPRING10"
   */
  @IsOptional()
  @IsString()
  @Matches(CODE, { message: 'code must have 3 to 50 letters, digits or signs' })
  code?: string | null;

  @IsOptional()
  @IsText(2000)
  description?: string | null;

  @IsIn(DISCOUNT_TYPES)
  @ApiProperty({ enum: DISCOUNT_TYPES, example: 'percentage' })
  type: DiscountType;

  /**
   * Per cent of a `percentage`, amount of a `fixed_amount` in the shop's currency; left out for the other types.
   * @example "10.00"
   */
  @IfSent()
  @IsString()
  @Matches(AMOUNT, AMOUNT_MESSAGE)
  value?: string;

  /** What the type needs, see `src/modules/discounts/README.md`: nothing for `percentage` and `fixed_amount`. */
  @IfSent()
  @IsObject()
  @ApiProperty({ type: Object, additionalProperties: true, required: false, example: {} })
  rules?: Record<string, unknown>;

  /**
   * Of the goods before any discount.
   * @example "20.00"
   */
  @IsOptional()
  @IsString()
  @Matches(AMOUNT, AMOUNT_MESSAGE)
  minimumAmount?: string | null;

  /**
   * It takes off no more than this.
   * @example "50.00"
   */
  @IsOptional()
  @IsString()
  @Matches(AMOUNT, AMOUNT_MESSAGE)
  maximumAmount?: string | null;

  /**
   * Orders in all; null or left out: any number.
   * @example 100
   */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MAX_COUNT)
  usageLimit?: number | null;

  /**
   * Orders per customer, or per e-mail of a guest; null: any number; 1 when left out.
   * @example 1
   */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MAX_COUNT)
  userLimit?: number | null;

  /** Higher ones apply first; 0 when left out. */
  @IfSent()
  @IsInt()
  @Min(-1000)
  @Max(1000)
  priority?: number;

  /**
   * Of one group only the best for the customer applies.
   * @example "spring"
   */
  @IsOptional()
  @IsLine(50)
  exclusiveGroup?: string | null;

  /** For who has no order yet, cancelled ones aside. */
  @IfSent()
  @IsBoolean()
  firstOrderOnly?: boolean;

  /** Has no code of its own but many, of which each works for one order. */
  @IfSent()
  @IsBoolean()
  singleUseCodes?: boolean;

  @IsOptional()
  @Transform(toInstant)
  @IsDate()
  @ApiProperty({ type: String, format: 'date-time', nullable: true, required: false })
  startsAt?: Date | null;

  /** From then on it applies no longer. */
  @IsOptional()
  @Transform(toInstant)
  @IsDate()
  @ApiProperty({ type: String, format: 'date-time', nullable: true, required: false })
  endsAt?: Date | null;

  /** Products, categories with all below, brands and collections: what it is for. Groups of customers: for whom. */
  @IfSent()
  @IsArray()
  @ArrayMaxSize(200)
  @NestedEach(() => DiscountTargetRequest)
  @ApiProperty({ type: [DiscountTargetRequest], required: false, example: [] })
  targets?: DiscountTargetRequest[];
}

/** What is left out stays as it is. */
export class ChangeDiscountRequest extends PartialType(CreateDiscountRequest, {
  skipNullProperties: false,
}) {}

export class SwitchDiscountRequest {
  @IsBoolean()
  isActive: boolean;
}

export class ListDiscountsQuery extends PageQuery {
  @IfSent()
  @IsIn(DISCOUNT_SORTS.names)
  @ApiProperty({
    enum: DISCOUNT_SORTS.names,
    required: false,
    description: 'Newest first when left out',
  })
  sort?: DiscountSort;

  @IfSent()
  @IsIn(DISCOUNT_TYPES)
  @ApiProperty({ enum: DISCOUNT_TYPES, required: false })
  type?: DiscountType;

  @IfSent()
  @Transform(toBoolean)
  @IsBoolean()
  isActive?: boolean;

  /** How it comes into a cart. */
  @IfSent()
  @IsIn(['automatic', 'code', 'single_use'])
  kind?: 'automatic' | 'code' | 'single_use';

  /**
   * A whole code; a single-use code finds the discount that owns it.
   * @example "WELCOME10"
   */
  @IfSent()
  @IsString()
  @Matches(/^\s*[\x21-\x7e]{1,50}\s*$/)
  code?: string;

  /** A part of the name. */
  @IfSent()
  @IsLine(255)
  name?: string;
}

export class MakeDiscountCodesRequest {
  /** @example 100 */
  @IsInt()
  @Min(1)
  @Max(10_000)
  count: number;

  /**
   * Stands before each code.
   * @example "SPRING-"
   */
  @IfSent()
  @IsString()
  @Matches(/^([A-Za-z0-9][A-Za-z0-9_-]{0,29})?$/, {
    message: 'prefix must have up to 30 letters, digits, - or _, and begin with a letter or digit',
  })
  prefix?: string;
}

export class ListDiscountCodesQuery extends PageQuery {
  /** Only codes that an order has, or only those that are free. */
  @IfSent()
  @Transform(toBoolean)
  @IsBoolean()
  isUsed?: boolean;
}
