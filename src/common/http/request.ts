import type { ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { AccessRule } from './access.decorators.js';
import type { AuthUser } from './auth-user.js';

/** A request after the global guard: `user` is null or missing for anonymous callers. */
export type AuthenticatedRequest = FastifyRequest & {
  user?: AuthUser | null;
  /** A token came along and was not accepted; the route was public, so the request went on. */
  tokenRefused?: boolean;
  /** What the route asks of its caller. */
  accessKind?: AccessRule['kind'];
};

/** The Fastify request behind a Nest handler. */
export function requestOf<T extends AuthenticatedRequest = AuthenticatedRequest>(
  context: ExecutionContext,
): T {
  return context.switchToHttp().getRequest<T>();
}
