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

/** What a first factor leads to: a session, or the request to show the second one. */
export type LoginOutcome =
  | { readonly kind: 'tokens'; readonly tokens: TokenPair }
  | {
      readonly kind: 'mfa_required';
      /** Goes with the second factor; opens nothing by itself. */
      readonly mfaToken: string;
      /** Seconds until it runs out. */
      readonly expiresIn: number;
    };

/** One of a person's logins. */
export interface Session {
  readonly id: string;
  /** For showing: `Firefox on Windows`. */
  readonly device: string;
  readonly userAgent: string;
  readonly clientIp: string;
  readonly startedAt: Date;
  readonly lastUsedAt: Date;
  readonly expiresAt: Date;
  /** A member of staff acts in it for the person. */
  readonly byStaff: boolean;
  /** Why he does. */
  readonly reason: string | null;
}

/** What a mailed code is good for. */
export type CodePurpose = 'verify_email' | 'reset_password' | 'change_email';

/** What an owner is told by mail about his account. */
export type NoticeKind =
  | 'password_changed'
  | 'email_change_requested'
  | 'email_changed'
  | 'phone_changed'
  | 'account_deleted';

/** A new access token for a session that goes on. */
export interface AccessToken {
  readonly accessToken: string;
  /** Seconds until it runs out. */
  readonly expiresIn: number;
  readonly sessionId: string;
}
