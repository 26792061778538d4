import { IsLine } from '../../../../../common/http/dto-rules.js';

/** Why a member of staff acts for a customer. */
export class ActRequest {
  /**
   * The customer reads it in his list of sessions.
   * @example 'Ticket 4711: address in order'
   */
  @IsLine(200)
  reason: string;
}
