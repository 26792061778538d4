import { Matches } from 'class-validator';
import { IfSent } from '../../../../common/http/dto-rules.js';

/** The token of a mailed link. */
export class LinkTokenQuery {
  /**
   * Instead of the header.
   * @example 'Vhd3Rk0vXq2mO1pYw8sZt4uB6nC7eF9gH0iJ5kL_aM-'
   */
  @IfSent()
  @Matches(/^[A-Za-z0-9_-]{43}$/)
  token?: string;
}
