import type { LoginOutcome } from '../../../auth.types.js';
import type { TokenResponse } from '../../../http/dto/auth.response.js';
import type { MfaState, TotpEnrolment } from '../../mfa.types.js';

/** The first factor was right, and the account asks for the second. */
export class MfaRequiredResponse {
  /**
   * Send the code to `POST /auth/mfa/verify`.
   * @example true
   */
  readonly mfaRequired: boolean;

  /** Goes with the code; opens nothing by itself. */
  readonly mfaToken: string;

  /**
   * Seconds until it runs out.
   * @example 300
   */
  readonly expiresIn: number;
}

/** What a login answers: tokens, or the request for the second factor. */
export type LoginResponse = TokenResponse | MfaRequiredResponse;

/** The caller's second factor. */
export class MfaResponse {
  /**
   * Whether each login asks for it.
   * @example true
   */
  readonly enabled: boolean;

  readonly enabledAt: string | null;

  /** @example 10 */
  readonly recoveryCodesLeft: number;

  /** The rights of the role count only in sessions that showed a second factor. */
  readonly requiredByRole: boolean;

  /** When this session showed it last. */
  readonly verifiedAt: string | null;
}

/** A new authenticator app; shown this once. */
export class TotpResponse {
  /**
   * To be typed in where a picture cannot be scanned.
   * @example "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
   */
  readonly secret: string;

  /** @example 'otpauth://totp/shop.example:alice%40example.com?issuer=shop.example&secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&algorithm=SHA1&digits=6&period=30' */
  readonly uri: string;

  /** The same as a picture for an `img` element: `data:image/svg+xml;base64,…` */
  readonly qrCode: string;
}

/** Codes that stand in for the app, each once; shown this once. */
export class RecoveryCodesResponse {
  /** @example ["4f0c-1f8e-2b7a-49d3"] */
  readonly recoveryCodes: string[];
}

/** Renders the request for the second factor. */
export function toMfaRequiredResponse({
  mfaToken,
  expiresIn,
}: Extract<LoginOutcome, { kind: 'mfa_required' }>): MfaRequiredResponse {
  return { mfaRequired: true, mfaToken, expiresIn };
}

/** Renders the state for the owner. */
export function toMfaResponse(state: MfaState): MfaResponse {
  return {
    enabled: state.confirmedAt !== null,
    enabledAt: state.confirmedAt?.toISOString() ?? null,
    recoveryCodesLeft: state.recoveryCodesLeft,
    requiredByRole: state.requiredByRole,
    verifiedAt: state.sessionVerifiedAt?.toISOString() ?? null,
  };
}

/** Renders a new app. */
export function toTotpResponse({ secret, uri, qrCode }: TotpEnrolment): TotpResponse {
  return { secret, uri, qrCode };
}
