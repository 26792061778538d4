import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { Unauthenticated } from '../errors/common-errors.js';
import type { AuthUser } from './auth-user.js';
import { requestOf } from './request.js';

/** The caller. On a route that somehow let an anonymous one through this answers 401. */
export const CurrentUser = createParamDecorator(
  (_: unknown, context: ExecutionContext): AuthUser => {
    const user = requestOf(context).user;
    if (!user) throw new Unauthenticated();
    return user;
  },
);

/** The caller if a valid token came along, else null; for `@Public()` routes. */
export const OptionalUser = createParamDecorator(
  (_: unknown, context: ExecutionContext): AuthUser | null => requestOf(context).user ?? null,
);
