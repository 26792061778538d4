import { IsIn, Matches } from 'class-validator';
import { IfSent } from '../../../common/http/dto-rules.js';
import { PageQuery } from '../../../common/http/page.query.js';

/** Which alarms. */
export class ListAlarmsQuery extends PageQuery {
  @IfSent()
  @IsIn(['open', 'settled'])
  status?: 'open' | 'settled';

  /** @example "job-overdue" */
  @IfSent()
  @Matches(/^[a-z][a-z0-9-]{0,49}$/)
  kind?: string;
}
