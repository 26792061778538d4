import { createHash } from 'node:crypto';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { RequestContext } from '../request-context.js';
import { type AuthenticatedRequest, requestOf } from './request.js';

/** Headers with which guests come back to their cart and their order. */
const GUEST_TOKENS = ['x-cart-token', 'x-order-token'] as const;

/** The {@link RequestContext} of this request: `@Ctx() ctx: RequestContext`. */
export const Ctx = createParamDecorator((_: unknown, context: ExecutionContext): RequestContext => {
  return contextOf(requestOf(context));
});

/** Who calls and whose rows he may see. Only a route that asked for a permission sees all. */
export function contextOf(request: AuthenticatedRequest): RequestContext {
  const { user } = request;
  return {
    actorId: user?.actorId ?? user?.id ?? null,
    requestId: request.id,
    scope: user && request.accessKind === 'permission' ? 'all' : 'own',
    onBehalfOf: user?.actorId ? user.id : undefined,
    apiKeyId: user?.apiKeyId,
    traceparent: request.traceparent,
    locale: request.server.storefrontViews.of(request.headers['accept-language']).otherLocale,
    tokenHashes: GUEST_TOKENS.flatMap((name) => {
      const token = request.headers[name];
      return typeof token === 'string' ? [createHash('sha256').update(token).digest('hex')] : [];
    }),
  };
}
