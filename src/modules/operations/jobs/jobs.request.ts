import { Transform } from 'class-transformer';
import { IsIn, IsInt, Max, Min } from 'class-validator';
import { IfSent } from '../../../common/http/dto-rules.js';
import { toInteger } from '../../../common/http/transforms.js';
import { LISTED_STATES, type ListedState } from './queue-desk.types.js';

/** Which jobs of a queue. */
export class ListJobsQuery {
  /** @default "failed" */
  @IfSent()
  @IsIn(LISTED_STATES)
  state?: ListedState;

  /** @default 20 */
  @IfSent()
  @Transform(toInteger)
  @IsInt()
  @Min(1)
  @Max(100)
  limit?: number;

  /**
   * How many of the newest are left out.
   *
   * @default 0
   */
  @IfSent()
  @Transform(toInteger)
  @IsInt()
  @Min(0)
  @Max(100_000)
  skip?: number;
}
