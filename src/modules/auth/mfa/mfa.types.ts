/** What a person shows as his second factor: a code of his app, or one of his recovery codes. */
export type FactorProof =
  | { readonly kind: 'totp'; readonly code: string }
  | { readonly kind: 'recovery'; readonly code: string };

/** The state of a person's second factor. */
export interface MfaState {
  /** Null while none is in use. */
  readonly confirmedAt: Date | null;
  readonly recoveryCodesLeft: number;
  /** His role counts only in sessions with a second factor. */
  readonly requiredByRole: boolean;
  /** When this session showed it. */
  readonly sessionVerifiedAt: Date | null;
}

/** A new authenticator app that waits for its first code; shown once. */
export interface TotpEnrolment {
  /** Base32. */
  readonly secret: string;
  /** `otpauth://…` */
  readonly uri: string;
  /** The same as a picture, `data:image/svg+xml;…` */
  readonly qrCode: string;
}

/** What an account is like right after the first factor. */
export interface LoginState {
  readonly userId: string;
  readonly hashedPassword: string;
  readonly sessionVersion: number;
  readonly locked: boolean;
  readonly hasFactor: boolean;
}

/** What the owner is told about by mail. */
export const FACTOR_NOTICES = [
  'mfa_on',
  'mfa_off',
  'mfa_removed_by_staff',
  'mfa_guessed',
  'recovery_code_used',
  'recovery_codes_renewed',
  'identity_linked',
  'identity_unlinked',
] as const;

export type FactorNotice = (typeof FACTOR_NOTICES)[number];
