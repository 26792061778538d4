import type { Session, TokenPair } from '../../auth.types.js';

/** The request was taken; what happened is told by mail alone. */
export class AcceptedResponse {
  /** @example "accepted" */
  readonly status: string;

  /** @example 'If this address can be used, a mail is on its way to it.' */
  readonly message: string;
}

/** Tokens of a session. */
export class TokenResponse {
  /** For the header `Authorization: Bearer …`. */
  readonly accessToken: string;

  /** @example "Bearer" */
  readonly tokenType: string;

  /**
   * Seconds until the access token runs out.
   * @example 900
   */
  readonly expiresIn: number;

  /** Good for one refresh; each refresh gives a new one. Not here when it is in the cookie. */
  readonly refreshToken?: string;

  /** End of the session, however often it is refreshed. */
  readonly refreshExpiresAt: string;

  /** Its id in the list of sessions. */
  readonly sessionId: string;
}

/** One of the caller's logins. */
export class SessionResponse {
  /** @example "5b1f0a52-7a86-4c57-9d0e-1d6a4f1f3a11" */
  readonly id: string;

  /** Whether it is the one of this request. */
  readonly current: boolean;

  /**
   * A guess from the user agent.
   * @example 'Firefox on Windows'
   */
  readonly device: string;

  /** @example 'Mozilla/5.0 (X11; Linux x86_64)' */
  readonly userAgent: string;

  /** @example '203.0.113.7' */
  readonly clientIp: string;

  readonly startedAt: string;

  /** Last login or refresh. */
  readonly lastUsedAt: string;

  readonly expiresAt: string;

  /** Whether a member of staff acts in it on your behalf. */
  readonly byStaff: boolean;

  /**
   * Why he does.
   * @example 'Ticket 4711: address in order'
   */
  readonly reason: string | null;
}

export const ACCEPTED: AcceptedResponse = {
  status: 'accepted',
  message: 'If this address can be used, a mail is on its way to it.',
};

export const SMS_ACCEPTED: AcceptedResponse = {
  status: 'accepted',
  message: 'A code is on its way to the phone.',
};

/** Renders a pair of tokens. */
export function toTokenResponse(tokens: TokenPair): TokenResponse {
  return {
    accessToken: tokens.accessToken,
    tokenType: 'Bearer',
    expiresIn: tokens.expiresIn,
    refreshToken: tokens.refreshToken,
    refreshExpiresAt: tokens.refreshExpiresAt.toISOString(),
    sessionId: tokens.sessionId,
  };
}

/** Renders a session for its owner. */
export function toSessionResponse(session: Session, currentId: string): SessionResponse {
  return {
    id: session.id,
    current: session.id === currentId,
    device: session.device,
    userAgent: session.userAgent,
    clientIp: session.clientIp,
    startedAt: session.startedAt.toISOString(),
    lastUsedAt: session.lastUsedAt.toISOString(),
    expiresAt: session.expiresAt.toISOString(),
    byStaff: session.byStaff,
    reason: session.reason,
  };
}
