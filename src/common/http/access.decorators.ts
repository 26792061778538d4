import { applyDecorators, type CustomDecorator, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiExtension, ApiSecurity } from '@nestjs/swagger';
import { Forbidden, Unauthenticated } from '../errors/common-errors.js';
import { ApiProblems } from './api-problems.decorator.js';

/** r reads others' rows, w writes them, x runs business actions (cancel, refund, publish). */
export type PermissionAction = 'r' | 'w' | 'x';

/** What a route asks of its caller. A route without a rule is refused: deny is the default. */
export type AccessRule =
  | { readonly kind: 'public' }
  | { readonly kind: 'own' }
  | { readonly kind: 'permission'; readonly module: string; readonly action: PermissionAction };

/** Metadata key under which the global guard finds the {@link AccessRule}. */
export const ACCESS_RULE = 'eshop:access-rule';

const rule = (value: AccessRule): CustomDecorator => SetMetadata(ACCESS_RULE, value);

/** Anyone may call; a valid bearer token still tells who it is (`@OptionalUser()`). */
export function Public(): ClassDecorator & MethodDecorator {
  return applyDecorators(rule({ kind: 'public' }), ApiSecurity({}));
}

/** Anyone logged in may call, for his own rows; the query must carry his id. */
export function Own(): ClassDecorator & MethodDecorator {
  return applyDecorators(rule({ kind: 'own' }), ApiBearerAuth(), ApiProblems(Unauthenticated));
}

/** Others' rows: the caller's role must hold this permission. */
export function RequirePermission(
  module: string,
  action: PermissionAction,
): ClassDecorator & MethodDecorator {
  return applyDecorators(
    rule({ kind: 'permission', module, action }),
    ApiBearerAuth(),
    ApiExtension('x-permission', `${module}:${action}`),
    ApiProblems(Unauthenticated, Forbidden),
  );
}
