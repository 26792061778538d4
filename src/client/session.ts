import type { LoginRequest, MfaRequiredResponse, TokenResponse } from './generated/types.js';
import type { CallOptions, Operation } from './operation.js';
import { isProblem } from './problem.js';

/** What a signed-in person holds. */
export interface Tokens {
  readonly accessToken: string;
  /** Missing where a cookie has it. */
  readonly refreshToken?: string | undefined;
}

/** Where tokens are kept between two starts of a program. */
export interface TokenStore {
  read(): Tokens | null;
  write(tokens: Tokens | null): void;
}

/** How a session is kept. */
export interface SessionOptions {
  /**
   * `cookie` is for pages: the refresh token is in a cookie that no script can read, and the page must come from the
   * shop's own origin or one of its CORS_ORIGINS. Default: `body`.
   */
  readonly refreshTokenIn?: 'body' | 'cookie' | undefined;
  /** Default: memory only. */
  readonly store?: TokenStore | undefined;
  /** The session ended without being asked to: it ran out or was taken away. */
  readonly onEnd?: (() => void) | undefined;
}

type Send = <T>(operation: Operation, options: CallOptions) => Promise<T>;

/** How a person proves the second half of a login. */
export type SecondFactor = { readonly code: string } | { readonly recoveryCode: string };

/** Who the calls are made for: login, second factor, refresh, logout. */
export class Session {
  private readonly inCookie: boolean;
  private readonly store: TokenStore | undefined;
  private tokens: Tokens | null;
  private renewal: Promise<boolean> | null = null;

  constructor(
    private readonly send: Send,
    private readonly options: SessionOptions = {},
  ) {
    this.inCookie = options.refreshTokenIn === 'cookie';
    this.store = options.store;
    this.tokens = options.store?.read() ?? null;
  }

  /** What calls are made with now; null for a guest. */
  get accessToken(): string | null {
    return this.tokens?.accessToken ?? null;
  }

  get isSignedIn(): boolean {
    return this.tokens !== null;
  }

  /** Goes on with tokens from elsewhere, for example of a login at a provider; null forgets them. */
  use(tokens: Tokens | null): void {
    this.tokens =
      tokens === null
        ? null
        : { accessToken: tokens.accessToken, refreshToken: tokens.refreshToken };
    this.store?.write(this.tokens);
  }

  /**
   * Logs in. Null when that was all; otherwise an account with a second factor, for {@link confirm}.
   *
   * @throws ProblemError `auth.invalid_credentials` and others of `POST /auth/login`.
   */
  async signIn(login: Omit<LoginRequest, 'tokenIn'>): Promise<MfaRequiredResponse | null> {
    const answer = await this.ask<TokenResponse | MfaRequiredResponse>('login', login);
    if ('mfaToken' in answer) return answer;
    this.use(answer);
    return null;
  }

  /** The second half of a login. */
  async confirm(mfa: Pick<MfaRequiredResponse, 'mfaToken'>, factor: SecondFactor): Promise<void> {
    const body = { mfaToken: mfa.mfaToken, ...factor };
    this.use(await this.ask<TokenResponse>('mfa/verify', body));
  }

  /** For a page that was loaded anew: goes on with the session of the cookie or the store, where there is one. */
  async resume(): Promise<boolean> {
    return (this.isSignedIn && !this.inCookie) || this.renew(this.accessToken);
  }

  /** Ends the session on the shop; here it ends in any case. */
  async signOut(): Promise<void> {
    const { accessToken, refreshToken } = this.tokens ?? {};
    this.use(null);
    const body = refreshToken === undefined ? {} : { refreshToken };
    const options = { accessToken: accessToken ?? null, headers: this.headers() };
    try {
      await this.send({ method: 'POST', path: '/api/v1/auth/logout', body }, options);
    } catch (error) {
      // It had ended already.
      if (!isProblem(error) || error.status !== 401) throw error;
    }
  }

  /**
   * A new access token in place of `used`, which the shop refused. However many calls ask at once, one request is
   * sent; who asks late gets the token that the others have by then.
   */
  renew(used: string | null): Promise<boolean> {
    if (this.renewal !== null) return this.renewal;
    if (this.tokens !== null && this.tokens.accessToken !== used) return Promise.resolve(true);
    if (!this.inCookie && this.tokens?.refreshToken === undefined) return Promise.resolve(false);
    this.renewal = this.exchange().finally(() => {
      this.renewal = null;
    });
    return this.renewal;
  }

  private async exchange(): Promise<boolean> {
    const refreshToken = this.tokens?.refreshToken;
    const before = this.tokens;
    try {
      const body = refreshToken === undefined ? {} : { refreshToken };
      // The shop gives the same answer to the same token for ten seconds: an answer that was lost can be asked for again.
      const answer = await this.ask<TokenResponse>('refresh', body, true);
      // Somebody logged out or in meanwhile.
      if (this.tokens === before) this.use(answer);
      return this.tokens !== null;
    } catch (error) {
      if (!isProblem(error) || (error.status !== 401 && error.status !== 403)) throw error;
      if (this.tokens !== before) return this.isSignedIn;
      this.use(null);
      if (before !== null) this.options.onEnd?.();
      return false;
    }
  }

  private ask<T>(path: string, body: object, mayRepeat = false): Promise<T> {
    const place = this.inCookie && path !== 'refresh' ? { tokenIn: 'cookie' } : {};
    return this.send<T>(
      { method: 'POST', path: `/api/v1/auth/${path}`, body: { ...body, ...place }, mayRepeat },
      { accessToken: null, headers: this.headers() },
    );
  }

  private headers(): Record<string, string> {
    return this.inCookie ? { 'x-requested-with': 'eshop-client' } : {};
  }
}
