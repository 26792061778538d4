import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { IfSent, IsLine, IsText } from '../../../../common/http/dto-rules.js';
import { MAX_CONTENT, MAX_TITLE } from './create-review.request.js';

/** What is left out stays; null takes a text away. */
export class EditReviewRequest {
  /**
   * Stars, 1 to 5.
   * @example 4
   */
  @IfSent()
  @IsInt()
  @Min(1)
  @Max(5)
  rating?: number;

  /** @example "Still cool, after a summer" */
  @IsOptional()
  @IsLine(MAX_TITLE)
  title?: string | null;

  /** @example "One seam came loose in August; otherwise as good as on the first day." */
  @IsOptional()
  @IsText(MAX_CONTENT)
  content?: string | null;
}
