import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsInt,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { IfSent, IsLine, NestedEach } from '../../../../../common/http/dto-rules.js';
import { PageQuery } from '../../../../../common/http/page.query.js';

const CODE = /^[a-z0-9](?:[a-z0-9_-]{0,98}[a-z0-9])?$/;
const MAX_ID = 2_147_483_647;
const MAX_VALUES = 500;

/** A value that an attribute can have. */
export class AttributeValueRequest {
  /** @example 'Xanh Navy' */
  @IsLine(100)
  value: string;

  /**
   * How addresses and rules name it; never changes. Made from the value when left out.
   * @example "navy"
   */
  @IfSent()
  @Matches(CODE)
  code?: string;
}

/** A new attribute. */
export class CreateAttributeRequest {
  /** @example 'Glaze' */
  @IsLine(100)
  name: string;

  /**
   * How addresses and rules name it; never changes. Made from the name when left out.
   * @example "glaze"
   */
  @IfSent()
  @Matches(CODE)
  code?: string;

  /** In their order. */
  @IfSent()
  @IsArray()
  @ArrayMaxSize(MAX_VALUES)
  @NestedEach(() => AttributeValueRequest)
  values?: AttributeValueRequest[];
}

export class RenameAttributeRequest {
  /** @example 'Glaze' */
  @IsLine(100)
  name: string;
}

export class RenameAttributeValueRequest {
  /** @example 'Celadon' */
  @IsLine(100)
  value: string;
}

/** New values, behind those that are there. */
export class AddAttributeValuesRequest {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_VALUES)
  @NestedEach(() => AttributeValueRequest)
  values: AttributeValueRequest[];
}

/** A new order. */
export class OrderAttributesRequest {
  /**
   * These come first; the others stay behind them as they were.
   * @example [1]
   */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(5000)
  @ArrayUnique()
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(MAX_ID, { each: true })
  ids: number[];
}

/** The value that stays. */
export class MergeValuesRequest {
  @IsInt()
  @Min(1)
  @Max(MAX_ID)
  into: number;
}

export class ListAttributesQuery extends PageQuery {
  /**
   * A part of the name; accents and case do not count.
   * @example "col"
   */
  @IfSent()
  @IsLine(100)
  q?: string;
}
