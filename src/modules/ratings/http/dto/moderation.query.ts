import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { IsLine } from '../../../../common/http/dto-rules.js';
import { PageQuery } from '../../../../common/http/page.query.js';
import { toBoolean, toInteger } from '../../../../common/http/transforms.js';
import { REVIEW_STATUSES, type ReviewStatus } from '../../ratings.types.js';

const MAX_SLUG = 255;

/** All filters together. */
export class ModerationQuery extends PageQuery {
  /** @example "pending" */
  @IsOptional()
  @IsIn(REVIEW_STATUSES)
  status?: ReviewStatus;

  /**
   * Slug of a product.
   * @example "linen-shirt"
   */
  @IsOptional()
  @IsLine(MAX_SLUG)
  product?: string;

  /** Stars, 1 to 5. */
  @IsOptional()
  @Transform(toInteger)
  @IsInt()
  @Min(1)
  @Max(5)
  rating?: number;

  @IsOptional()
  @Transform(toBoolean)
  @IsBoolean()
  verified?: boolean;

  /** Those that somebody reported, or only the others. */
  @IsOptional()
  @Transform(toBoolean)
  @IsBoolean()
  reported?: boolean;
}
