import { IsIn, Matches } from 'class-validator';
import { IfSent, IsEmailAddress } from '../../../common/http/dto-rules.js';
import { PageQuery } from '../../../common/http/page.query.js';
import type { MailState } from '../mail-log.js';

export class ListMailsQuery extends PageQuery {
  @IfSent()
  @IsIn(['sending', 'sent', 'failed'])
  state?: MailState;

  /**
   * What they are about.
   * @example "order-confirmation"
   */
  @IfSent()
  @Matches(/^[a-z][a-z-]{0,59}$/)
  template?: string;

  /**
   * To whom; looked for by a keyed digest, the log holds no address.
   * @example "alice@example.com"
   */
  @IfSent()
  @IsEmailAddress()
  recipient?: string;
}
