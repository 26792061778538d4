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

/**
 * The caller if a valid token came along, null when none did; for `@Public()` routes. A token that
 * has run out answers 401: a buyer's cart must not silently become a guest's.
 */
export const OptionalUser = createParamDecorator(
  (_: unknown, context: ExecutionContext): AuthUser | null => {
    const request = requestOf(context);
    if (request.tokenRefused) throw new Unauthenticated();
    return request.user ?? null;
  },
);
