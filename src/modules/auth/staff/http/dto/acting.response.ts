import type { Acting } from '../../use-cases/act-for-user.js';

/** With what a member of staff acts for a customer. There is no refresh token. */
export class ActingResponse {
  /** For the header `Authorization: Bearer …`; the customer's rows are "own" with it. */
  readonly accessToken: string;

  /** @example "Bearer" */
  readonly tokenType: string;

  /**
   * Seconds until it runs out.
   * @example 900
   */
  readonly expiresIn: number;

  /** Its id in the customer's list of sessions. */
  readonly sessionId: string;
}

/** Renders it. */
export function toActingResponse({ accessToken, expiresIn, sessionId }: Acting): ActingResponse {
  return { accessToken, tokenType: 'Bearer', expiresIn, sessionId };
}
