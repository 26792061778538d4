import { IsIn, IsString, Length, Matches, MaxLength } from 'class-validator';
import { IfSent } from '../../../../../common/http/dto-rules.js';
import { ProofRequest } from '../../../../../common/http/proof.request.js';

const SECRET = /^[A-Za-z0-9_-]{43}$/;
const VERIFIER = /^[A-Za-z0-9._~-]{43,128}$/;

/** How a login at the provider begins. */
export class StartOidcQuery {
  /**
   * Where the browser goes afterwards: a path, or a page of an allowed origin.
   * @example '/account'
   */
  @IfSent()
  @IsString()
  @MaxLength(2000)
  returnTo?: string;

  /**
   * S256 challenge (RFC 7636) of a verifier that the front end keeps: then only it can exchange the
   * code. Recommended.
   * @example 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'
   */
  @IfSent()
  @Matches(SECRET, { message: 'codeChallenge must be a S256 challenge of 43 characters' })
  codeChallenge?: string;

  /** Of an address that `POST /me/identities` answered; the rest is known then. */
  @IfSent()
  @Matches(SECRET, { message: 'link must be one that this API gave out' })
  link?: string;
}

/** What the browser brought back. */
export class OidcCodeRequest {
  /** `oidcCode` of the address that the browser came back to. */
  @IsString()
  @Length(1, 128)
  code: string;

  /**
   * Of the challenge that the login was started with.
   * @example 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
   */
  @IfSent()
  @Matches(VERIFIER, { message: 'codeVerifier must have 43 to 128 letters, digits or -._~' })
  codeVerifier?: string;
}

/** The code of a login. */
export class ExchangeOidcRequest extends OidcCodeRequest {
  /**
   * Where the refresh token goes, as for the login.
   * @example "body"
   */
  @IfSent()
  @IsIn(['body', 'cookie'])
  tokenIn?: 'body' | 'cookie';
}

/** How linking begins. */
export class LinkIdentityRequest extends ProofRequest {
  /** @example '/account/security' */
  @IfSent()
  @IsString()
  @MaxLength(2000)
  returnTo?: string;

  /** @example 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM' */
  @IfSent()
  @Matches(SECRET, { message: 'codeChallenge must be a S256 challenge of 43 characters' })
  codeChallenge?: string;
}
