// Made from test/contract/openapi.json by "npm run openapi". What is changed here is lost with its next run.
import type { Call } from '../call.js';
import type { Connection } from '../connection.js';
import type { CallOptions } from '../operation.js';
import type {
  AcceptedResponse,
  ExchangeOidcRequest,
  LoginRequest,
  LogoutRequest,
  MfaRequiredResponse,
  ProvidersResponse,
  RefreshRequest,
  RegisterRequest,
  RequestCodeRequest,
  ResetPasswordRequest,
  TokenResponse,
  VerifyEmailRequest,
  VerifyMfaRequest,
} from './types.js';

/** Query of {@link Auth.listLoginProviders}. */
export interface ListLoginProvidersQuery {
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link Auth.answerOidc}. */
export interface AnswerOidcQuery {
  /** Whatever the sender adds. */
  parameters?: Record<string,string> | undefined;
  /** Further names, each by itself: providers add parameters of their own (iss, session_state, scope). */
  others?: Record<string,string> | undefined;
}

/** Query of {@link Auth.startOidc}. */
export interface StartOidcQuery {
  /**
   * Where the browser goes afterwards: a path, or a page of an allowed origin.
   * @maxLength 2000
   * @example "/account"
   */
  returnTo?: string | undefined;
  /**
   * S256 challenge (RFC 7636) of a verifier that the front end keeps: then only it can exchange the
   * code. Recommended.
   * @example "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
   */
  codeChallenge?: string | undefined;
  /** Of an address that `POST /me/identities` answered; the rest is known then. */
  link?: string | undefined;
}

/** Auth. */
export class Auth {
  constructor(private readonly connection: Connection) {}

  /**
   * Mail a code for a new password
   *
   * The answer is the same for an address without an account.
   */
  forgotPassword(body: RequestCodeRequest, options?: CallOptions): Call<AcceptedResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/auth/forgot-password', body }, options);
  }

  /**
   * Log in
   *
   * By e-mail address or user name. Put the access token into "Authorize" above. An account with a second factor answers `mfaRequired` instead of tokens. Browsers ask for the refresh token in a cookie (`tokenIn`).
   */
  login(body: LoginRequest, options?: CallOptions): Call<TokenResponse | MfaRequiredResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/auth/login', body }, options);
  }

  /**
   * Log out
   *
   * Ends a session at once, on all servers: that of the access token, or that of the refresh token in body or cookie, which still works when the access token has run out.
   */
  logout(body?: LogoutRequest, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'POST', path: '/api/v1/auth/logout', body }, options);
  }

  /**
   * Show the second factor
   *
   * After a login that answered `mfaRequired`. A code works once; from the fifth wrong one on there are pauses, which recovery codes pass.
   */
  verifyMfa(body: VerifyMfaRequest, options?: CallOptions): Call<TokenResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/auth/mfa/verify', body }, options);
  }

  /**
   * Login providers
   *
   * What there is beside the password; empty where nothing is configured.
   *
   * Takes If-None-Match.
   */
  listLoginProviders(query?: ListLoginProvidersQuery, options?: CallOptions): Call<ProvidersResponse> {
    return this.connection.call({ method: 'GET', path: '/api/v1/auth/oidc', query }, options);
  }

  /**
   * Come back from the login provider
   *
   * The redirect address to register at the provider. Works once, in the browser that started.
   */
  answerOidc(query?: AnswerOidcQuery, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'GET', path: '/api/v1/auth/oidc/callback', query }, options);
  }

  /**
   * Exchange the code of a login for tokens
   *
   * Once, within a minute. Says also why a login did not succeed; an account with a second factor answers `mfaRequired`.
   */
  exchangeOidc(body: ExchangeOidcRequest, options?: CallOptions): Call<TokenResponse | MfaRequiredResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/auth/oidc/exchange', body }, options);
  }

  /**
   * Go to the login provider
   *
   * For the browser itself, not for a script. It comes back to `returnTo` with `oidcCode` in the query, whatever came of it.
   */
  startOidc(query?: StartOidcQuery, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'GET', path: '/api/v1/auth/oidc/start', query }, options);
  }

  /**
   * Exchange the refresh token
   *
   * Within ten seconds a repeated request gets the same answer again; later, a token that was exchanged before ends the whole session. Without a token in the body the one of the cookie is taken; that needs a known `Origin` and `X-Requested-With`.
   */
  refresh(body?: RefreshRequest, options?: CallOptions): Call<TokenResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/auth/refresh', body }, options);
  }

  /**
   * Register
   *
   * Answers the same whether or not the address has an account; the mail tells its owner. User names are public, a taken one is refused.
   */
  register(body: RegisterRequest, options?: CallOptions): Call<AcceptedResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/auth/register', body }, options);
  }

  /**
   * Mail another verification code
   *
   * Voids the one before. Once a minute, five times an hour; the answer is always the same.
   */
  resendVerification(body: RequestCodeRequest, options?: CallOptions): Call<AcceptedResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/auth/resend-verification', body }, options);
  }

  /**
   * Choose a new password
   *
   * With the code of the mail. Ends all sessions of the account.
   */
  resetPassword(body: ResetPasswordRequest, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'POST', path: '/api/v1/auth/reset-password', body }, options);
  }

  /**
   * Confirm an e-mail address
   *
   * The code is in the mail that registration sends; it works once.
   */
  verifyEmail(body: VerifyEmailRequest, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'POST', path: '/api/v1/auth/verify-email', body }, options);
  }
}
