import { Transform } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { toInteger } from './transforms.js';

/** The two parameters of every list. */
export class PageQuery {
  /**
   * How many items at most.
   * @example 20
   */
  @IsOptional()
  @Transform(toInteger)
  @IsInt()
  @Min(1)
  @Max(100)
  limit?: number = 20;

  /** `nextCursor` of the page before; leave it out for the first page. */
  @IsOptional()
  @IsString()
  @MaxLength(2048)
  cursor?: string;
}
