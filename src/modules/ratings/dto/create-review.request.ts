import { Transform } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min, MinLength } from 'class-validator';
import { toTrimmed } from '../../../common/http/transforms.js';

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
  @Transform(toTrimmed)
  @IsString()
  @MinLength(1)
  @MaxLength(255)
  title?: string;

  /** @example "The linen softened after two washes and the collar keeps its shape." */
  @IsOptional()
  @Transform(toTrimmed)
  @IsString()
  @MinLength(1)
  @MaxLength(5000)
  content?: string;
}
