import { IntersectionType, PartialType, PickType } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
} from 'class-validator';
import { IfSent, IsLine } from '../../../../../common/http/dto-rules.js';
import { PageQuery } from '../../../../../common/http/page.query.js';
import { toBoolean } from '../../../../../common/http/transforms.js';
import { MAX_SLUG, SLUG } from '../../../domain/slug.js';

const MAX_TEXT = 20_000;
const MAX_PLACE = 1_000_000;
/** Siblings in one row; a request stays far below the largest body. */
const MAX_ORDER = 5_000;
/** What PostgreSQL stores: no NUL, no half of a character. */
const TEXT = /^[^\0\p{Cs}]*$/u;

/** A value that may be sent, and sent as `null`. */
function IfSentAndNotNull(): PropertyDecorator {
  return ValidateIf((_object, value) => value !== undefined && value !== null);
}

/** What all groups have. */
export class CreateBrandRequest {
  /** @example 'Nhà Gốm' */
  @IsLine(255)
  name: string;

  /**
   * Its address; made from the name when left out, with a number behind it where that one is taken.
   * @example "nha-gom"
   */
  @IfSent()
  @IsString()
  @MaxLength(MAX_SLUG)
  @Matches(SLUG)
  slug?: string;

  /** @example 'Bowls and vases from a small kiln' */
  @IfSentAndNotNull()
  @IsString()
  @MaxLength(MAX_TEXT)
  @Matches(TEXT, { message: 'description must be text that can be stored' })
  description?: string | null;

  /** Place among its siblings; the last one when left out. */
  @IfSent()
  @IsInt()
  @Min(0)
  @Max(MAX_PLACE)
  displayOrder?: number;
}

/** What categories have beside. */
class CategoryParts {
  /** Tax class of products in it that name none themselves; the nearest category counts. */
  @IfSentAndNotNull()
  @Matches(/^[a-z0-9][a-z0-9_-]{0,49}$/)
  taxClass?: string | null;

  /** JSON Schema for the metadata of products in it and below; the nearest one counts. */
  @IfSentAndNotNull()
  @IsObject()
  metadataSchema?: Record<string, unknown> | null;
}

/** What collections have beside. */
class CollectionParts {
  /**
   * Which products belong to it: `match` (all or any) of `conditions`, in the order of `sort`, not more than
   * `limit`. Null: those put in by hand alone.
   * @example { "match": "all", "conditions": [{ "field": "price", "max": "25.00" }, { "field": "featured", "is": true }], "sort": "price", "limit": 50 }
   */
  @IfSentAndNotNull()
  @IsObject()
  rules?: Record<string, unknown> | null;
}

export class CreateCategoryRequest extends IntersectionType(CreateBrandRequest, CategoryParts) {
  /** The category above; the top of the tree when left out. */
  @IfSentAndNotNull()
  @IsUUID()
  parentId?: string | null;
}

export class CreateCollectionRequest extends IntersectionType(
  CreateBrandRequest,
  CollectionParts,
) {}

/** What is left out stays. `null` is no name, no slug and no place. */
class UpdateTexts {
  /** @example 'Stoneware' */
  @IfSent()
  @IsLine(255)
  name?: string;

  /** The old address leads to the new one from then on. */
  @IfSent()
  @IsString()
  @MaxLength(MAX_SLUG)
  @Matches(SLUG)
  slug?: string;
}

export class UpdateBrandRequest extends IntersectionType(
  UpdateTexts,
  PickType(CreateBrandRequest, ['description', 'displayOrder'] as const),
) {}

export class UpdateCategoryRequest extends IntersectionType(UpdateBrandRequest, CategoryParts) {}

export class UpdateCollectionRequest extends IntersectionType(
  UpdateBrandRequest,
  CollectionParts,
) {}

/** Where a category goes. */
export class MoveCategoryRequest {
  /** Null is the top of the tree. */
  @ValidateIf((_object, value) => value !== null)
  @IsUUID()
  parentId: string | null;

  /** Counted from 0; the end when left out. */
  @IfSent()
  @IsInt()
  @Min(0)
  @Max(MAX_PLACE)
  position?: number;
}

/** A new order of brands or collections. */
export class OrderGroupsRequest {
  /** These come first; the others stay behind them as they were. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_ORDER)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  ids: string[];
}

/** A new order of the categories below one parent. */
export class OrderCategoriesRequest extends OrderGroupsRequest {
  /** Null is the top of the tree. */
  @ValidateIf((_object, value) => value !== null)
  @IsUUID()
  parentId: string | null;
}

/** Which row of categories. */
export class SiblingsQuery {
  /** Those below this category; the top of the tree when left out. */
  @IfSent()
  @IsUUID()
  parent?: string;
}

/** What a restored group is to have where its own is no longer free. */
export class RestoreGroupRequest extends PartialType(UpdateTexts, {
  skipNullProperties: false,
}) {}

export class RestoreCategoryRequest extends RestoreGroupRequest {
  /** Where its parent is deleted: another one, or null for the top. */
  @IfSentAndNotNull()
  @IsUUID()
  parentId?: string | null;
}

/** Who takes over what is in it. */
export class HeirQuery {
  /** Takes over its products and the categories below it. */
  @IfSent()
  @IsUUID()
  heir?: string;
}

const DELETED = ['without', 'with', 'only'] as const;

/** How to narrow a list of groups. */
export class ListGroupsQuery extends PageQuery {
  /**
   * A part of the name; accents and case do not count.
   * @example "nen"
   */
  @IfSent()
  @IsLine(100)
  q?: string;

  @IfSent()
  @Transform(toBoolean)
  @IsBoolean()
  published?: boolean;

  /** Whether deleted ones are listed: `without` them when left out. */
  @IsOptional()
  @IsIn(DELETED)
  deleted?: (typeof DELETED)[number];
}

const PARENT = /^(top|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

export class ListCategoriesQuery extends ListGroupsQuery {
  /** Those below this category, or `top`; all when left out. */
  @IfSent()
  @Matches(PARENT, { message: 'parent must be the id of a category, or top' })
  parent?: string;
}
