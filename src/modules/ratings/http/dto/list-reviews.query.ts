import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { PageQuery } from '../../../../common/http/page.query.js';
import { toBoolean, toInteger } from '../../../../common/http/transforms.js';
import { REVIEW_SORTS, type ReviewSort } from '../../ratings.types.js';

export class ListReviewsQuery extends PageQuery {
  /**
   * Within the same votes or stars the newest come first.
   * @example "newest"
   */
  @IsOptional()
  @IsIn(REVIEW_SORTS)
  sort?: ReviewSort = 'newest';

  /**
   * Only those with so many stars.
   * @example 5
   */
  @IsOptional()
  @Transform(toInteger)
  @IsInt()
  @Min(1)
  @Max(5)
  stars?: number;

  /** Only those of people who have received the product, or only the others. */
  @IsOptional()
  @Transform(toBoolean)
  @IsBoolean()
  verified?: boolean;
}
