import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { IsLine } from '../../../../common/http/dto-rules.js';
import { PageQuery } from '../../../../common/http/page.query.js';
import { toBoolean, toInteger } from '../../../../common/http/transforms.js';
import { type ModerationSort, REVIEW_SORTS } from '../../data/moderation-queue.js';
import { REVIEW_STATUSES, type ReviewStatus } from '../../ratings.types.js';

const MAX_SLUG = 255;

/** All filters together. */
export class ModerationQuery extends PageQuery {
  @ApiPropertyOptional({ enum: REVIEW_SORTS.names, description: 'Oldest first when left out' })
  @IsOptional()
  @IsIn(REVIEW_SORTS.names)
  sort?: ModerationSort;

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
