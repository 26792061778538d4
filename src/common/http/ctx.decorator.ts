import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { RequestContext } from '../request-context.js';
import { requestOf } from './request.js';

/** The {@link RequestContext} of this request: `@Ctx() ctx: RequestContext`. */
export const Ctx = createParamDecorator((_: unknown, context: ExecutionContext): RequestContext => {
  const request = requestOf(context);
  return { actorId: request.user?.id ?? null, requestId: request.id };
});
