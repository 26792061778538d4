import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { IsLine, IsText } from '../../../../common/http/dto-rules.js';

export const MAX_TITLE = 255;
export const MAX_CONTENT = 5000;

export class CreateReviewRequest {
  /**
   * Stars, 1 to 5.
   * @example 5
   */
  @IsInt()
  @Min(1)
  @Max(5)
  rating: number;

  /** @example "Cool on hot days" */
  @IsOptional()
  @IsLine(MAX_TITLE)
  title?: string | null;

  /** @example "The linen softened after two washes and the collar keeps its shape." */
  @IsOptional()
  @IsText(MAX_CONTENT)
  content?: string | null;
}
