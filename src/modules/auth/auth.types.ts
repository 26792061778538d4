/** What a login or a refresh gives out. */
export interface TokenPair {
  readonly accessToken: string;
  /** Seconds until the access token runs out. */
  readonly expiresIn: number;
  readonly refreshToken: string;
  /** End of the whole session, however often it is refreshed. */
  readonly refreshExpiresAt: Date;
  readonly sessionId: string;
}

/** One of a person's logins. */
export interface Session {
  readonly id: string;
  readonly userAgent: string;
  readonly clientIp: string;
  readonly startedAt: Date;
  readonly lastUsedAt: Date;
  readonly expiresAt: Date;
}

/** What a mailed code is good for. */
export type CodePurpose = 'verify_email' | 'reset_password';
