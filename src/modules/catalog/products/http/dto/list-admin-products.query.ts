import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn } from 'class-validator';
import { IfSent, IsLine } from '../../../../../common/http/dto-rules.js';
import { PageQuery } from '../../../../../common/http/page.query.js';
import { toBoolean } from '../../../../../common/http/transforms.js';
import { ADMIN_SORTS, type AdminSort } from '../../data/admin-query.js';
import { PRODUCT_STATUSES, type ProductStatus } from '../../../catalog.types.js';

/** What the list of products for staff can be narrowed and sorted by. */
export class ListAdminProductsQuery extends PageQuery {
  @IfSent()
  @IsIn(ADMIN_SORTS.names)
  @ApiProperty({
    enum: ADMIN_SORTS.names,
    required: false,
    description: 'Newest first when left out',
  })
  sort?: AdminSort;

  @IfSent()
  @IsIn(PRODUCT_STATUSES)
  @ApiProperty({ enum: PRODUCT_STATUSES, required: false })
  status?: ProductStatus;

  @IfSent()
  @Transform(toBoolean)
  @IsBoolean()
  published?: boolean;

  @IfSent()
  @Transform(toBoolean)
  @IsBoolean()
  featured?: boolean;

  /** True: only deleted ones; else only those that are there. */
  @IfSent()
  @Transform(toBoolean)
  @IsBoolean()
  deleted?: boolean;

  /**
   * Slug of a category; all below it count too.
   * @example "shirts"
   */
  @IfSent()
  @IsLine(255)
  category?: string;

  /** Slug of a brand. */
  @IfSent()
  @IsLine(255)
  brand?: string;

  /** Slug of a collection. */
  @IfSent()
  @IsLine(255)
  collection?: string;

  /** Exactly, of the product or of one of its variants. */
  @IfSent()
  @IsLine(100)
  sku?: string;

  /**
   * Words of name or description.
   * @example "shirt"
   */
  @IfSent()
  @IsLine(200)
  q?: string;
}

/** A page of the variants of one product. */
export class ListAdminVariantsQuery extends PageQuery {
  /** True: those that were deleted; else those that are there. */
  @IfSent()
  @Transform(toBoolean)
  @IsBoolean()
  deleted?: boolean;
}
