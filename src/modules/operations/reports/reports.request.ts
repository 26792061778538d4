import { Transform } from 'class-transformer';
import { IsIn, IsInt, Matches, Max, Min } from 'class-validator';
import { IfSent } from '../../../common/http/dto-rules.js';
import { PageQuery } from '../../../common/http/page.query.js';
import { toInteger } from '../../../common/http/transforms.js';
import { UPKEEP_KINDS, type UpkeepKind } from '../operations.jobs.js';

/** Which reports of upkeep. */
export class ListUpkeepReportsQuery extends PageQuery {
  /** @example "doctor" */
  @IfSent()
  @Matches(/^[a-z][a-z0-9-]{0,49}$/)
  kind?: string;

  @IfSent()
  @IsIn(['running', 'ok', 'findings', 'failed'])
  outcome?: 'running' | 'ok' | 'findings' | 'failed';
}

/** What to have done now. */
export class StartUpkeepRequest {
  /** @example "vacuum" */
  @IsIn(UPKEEP_KINDS)
  kind: UpkeepKind;
}

/** Over which time. */
export class SlowStatementsQuery {
  /**
   * From the newest snapshot back to the one at least so many hours before it.
   * @example 20
   */
  @IfSent()
  @Transform(toInteger)
  @IsInt()
  @Min(0)
  @Max(2_160)
  hours?: number;

  @IfSent()
  @Transform(toInteger)
  @IsInt()
  @Min(1)
  @Max(100)
  limit?: number;
}
