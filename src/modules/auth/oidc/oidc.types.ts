/** What a provider says about the person who logged in there, every claim checked. */
export interface ProviderAccount {
  readonly issuer: string;
  readonly subject: string;
  /** Null when there is none that mail can go to. */
  readonly email: string | null;
  readonly emailVerified: boolean;
  readonly firstName: string;
  readonly lastName: string;
}

/** A linked account at a provider. */
export interface Identity {
  readonly id: string;
  readonly issuer: string;
  readonly linkedAt: Date;
  readonly lastUsedAt: Date | null;
}
