import type { ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { AuthUser } from './auth-user.js';

/** A request after the global guard: `user` is null or missing for anonymous callers. */
export type AuthenticatedRequest = FastifyRequest & { user?: AuthUser | null };

/** The Fastify request behind a Nest handler. */
export function requestOf(context: ExecutionContext): AuthenticatedRequest {
  return context.switchToHttp().getRequest<AuthenticatedRequest>();
}
