import type { FastifyReply, FastifyRequest } from 'fastify';
import { newSecret } from '../oidc-secrets.js';

/** `__Host-`: for this host alone and never set by a subdomain, so that nobody can plant one. */
const NAME = '__Host-oidc';
const SECRET = /^[A-Za-z0-9_-]{43}$/;
const LIFE_SECONDS = 900;
/** Lax: the browser comes back from another site. */
const ATTRIBUTES = { path: '/', httpOnly: true, secure: true, sameSite: 'lax' } as const;

/** The secret of this browser, '' when it has none. */
export function readBinding(request: FastifyRequest): string {
  const value = request.cookies[NAME] ?? '';
  return SECRET.test(value) ? value : '';
}

/** Gives the browser a secret; one that it has stays, so that two tabs do not disturb each other. */
export function keepBinding(request: FastifyRequest, reply: FastifyReply): string {
  const binding = readBinding(request) || newSecret();
  reply.setCookie(NAME, binding, { ...ATTRIBUTES, maxAge: LIFE_SECONDS });
  return binding;
}
