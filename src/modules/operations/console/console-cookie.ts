import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ConsoleCrossSite } from '../operations.errors.js';

/** Only over HTTPS (or localhost), and sent to the pages under /admin alone. */
export const CONSOLE_COOKIE = '__Secure-console';
const PATH = '/admin';
const ATTRIBUTES = { path: PATH, httpOnly: true, secure: true, sameSite: 'strict' } as const;
const READS = new Set(['GET', 'HEAD']);
const MAX_TOKEN_CHARACTERS = 2_048;

/** Lends the access token to the browser for the pages under /admin, for as long as the token lives. */
export function setConsoleCookie(reply: FastifyReply, token: string, seconds: number): void {
  reply.setCookie(CONSOLE_COOKIE, token, { ...ATTRIBUTES, maxAge: seconds });
}

/** Takes it back. */
export function clearConsoleCookie(reply: FastifyReply): void {
  reply.clearCookie(CONSOLE_COOKIE, ATTRIBUTES);
}

/**
 * A browser that opens a page sends no Authorization header. Under /admin the cookie stands for it, and
 * from there everything is as ever: the same guard asks session, account and role for each request. A
 * cookie goes along by itself, so what is no mere look has to come from a page of this very address.
 */
export function registerConsoleCookie(server: FastifyInstance): void {
  server.addHook('onRequest', (request, _reply, done) => {
    if (!isPage(request.url) || request.headers.authorization !== undefined) {
      done();
      return;
    }
    const token = request.cookies[CONSOLE_COOKIE];
    if (token === undefined || token.length > MAX_TOKEN_CHARACTERS) {
      done();
      return;
    }
    if (!READS.has(request.method) && !isSameOrigin(request)) {
      done(new ConsoleCrossSite());
      return;
    }
    request.headers.authorization = `Bearer ${token}`;
    done();
  });
}

function isPage(url: string): boolean {
  return url === PATH || url.startsWith(`${PATH}/`) || url.startsWith(`${PATH}?`);
}

/** What the browser says of the page that asks; no page can write these headers itself. */
function isSameOrigin({ headers }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  const { origin, host } = headers;
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === host;
}
