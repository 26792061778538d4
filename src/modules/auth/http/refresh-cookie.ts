import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ENV, type Env } from '../../../config/env.js';
import { CrossSiteRefused } from '../auth.errors.js';
import type { TokenPair } from '../auth.types.js';
import { TokenResponse, toTokenResponse } from './dto/auth.response.js';

/** Where a client keeps its refresh token: the body for programs, the cookie for browsers. */
export type TokenPlace = 'body' | 'cookie';

/** `__Host-`: only over HTTPS (or localhost), for this host alone, never set by a subdomain. */
export const REFRESH_COOKIE = '__Host-refresh';

const ATTRIBUTES = { path: '/', httpOnly: true, secure: true, sameSite: 'strict' } as const;
const MAX_TOKEN_CHARACTERS = 128;

/**
 * The refresh token in a cookie that no script can read. A cookie goes along by itself, so every
 * call that lives on it has to come from a page of the shop: the browser's `Origin` must be known,
 * and a header of its own (`X-Requested-With`) keeps plain forms out.
 */
@Injectable()
export class RefreshCookie {
  private readonly origins: ReadonlySet<string>;

  constructor(@Inject(ENV) env: Env) {
    this.origins = new Set([
      new URL(env.PUBLIC_URL).origin,
      ...env.CORS_ORIGINS.filter((origin) => origin !== '*'),
    ]);
  }

  /**
   * For routes that set the cookie, before anything is done.
   *
   * @throws CrossSiteRefused when the cookie is asked for from another site.
   */
  assertMaySet(request: FastifyRequest, place: TokenPlace | undefined): void {
    if (place === 'cookie') this.assertOwnSite(request);
  }

  /**
   * The token of the cookie, null when there is none.
   *
   * @throws CrossSiteRefused when the call does not come from a page of the shop.
   */
  read(request: FastifyRequest): string | null {
    const token = request.cookies[REFRESH_COOKIE];
    if (token === undefined || token === '') return null;
    this.assertOwnSite(request);
    // Longer than any of ours: as good as unknown, and not worth a hash.
    return token.slice(0, MAX_TOKEN_CHARACTERS);
  }

  /** The same for a call that is known by other means: null where {@link read} would throw. */
  peek(request: FastifyRequest): string | null {
    return this.isOwnSite(request) ? this.read(request) : null;
  }

  /** Renders tokens; with the cookie the refresh token is not in the body. */
  answer(reply: FastifyReply, tokens: TokenPair, place: TokenPlace | undefined): TokenResponse {
    if (place !== 'cookie') return toTokenResponse(tokens);
    reply.setCookie(REFRESH_COOKIE, tokens.refreshToken, {
      ...ATTRIBUTES,
      expires: tokens.refreshExpiresAt,
    });
    const { refreshToken: _kept, ...answer } = toTokenResponse(tokens);
    return answer;
  }

  /** Takes the cookie back where there is one: other answers need not speak of it. */
  clearIfSent(request: FastifyRequest, reply: FastifyReply): void {
    if (request.cookies[REFRESH_COOKIE] !== undefined) this.clear(reply);
  }

  /** Takes the cookie back. */
  clear(reply: FastifyReply): void {
    reply.clearCookie(REFRESH_COOKIE, ATTRIBUTES);
  }

  private assertOwnSite(request: FastifyRequest): void {
    if (!this.isOwnSite(request)) throw new CrossSiteRefused();
  }

  private isOwnSite({ headers }: FastifyRequest): boolean {
    const { origin } = headers;
    const isSameOrigin = headers['sec-fetch-site'] === 'same-origin';
    const isKnown = origin === undefined ? isSameOrigin : this.origins.has(origin);
    return isKnown && Boolean(headers['x-requested-with']);
  }
}
