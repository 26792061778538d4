import { applyDecorators, type CustomDecorator, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiExtension, ApiSecurity } from '@nestjs/swagger';
import {
  ActingNotAllowed,
  ApiKeyNotAllowed,
  Forbidden,
  MfaRequired,
  Unauthenticated,
} from '../errors/common-errors.js';
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

/** Metadata keys of {@link NotOnBehalf} and {@link AllowApiKey}. */
export const NOT_ON_BEHALF = 'eshop:not-on-behalf';
export const ALLOW_API_KEY = 'eshop:allow-api-key';

const rule = (value: AccessRule): CustomDecorator => SetMetadata(ACCESS_RULE, value);

/** Anyone may call; a valid bearer token still tells who it is (`@OptionalUser()`). */
export function Public(): ClassDecorator & MethodDecorator {
  return applyDecorators(rule({ kind: 'public' }), ApiSecurity({}));
}

/**
 * Anyone logged in may call, for his own rows; the query must carry his id. Not a machine: see
 * {@link AllowApiKey}.
 */
export function Own(): ClassDecorator & MethodDecorator {
  return applyDecorators(
    rule({ kind: 'own' }),
    ApiBearerAuth(),
    ApiProblems(Unauthenticated, ApiKeyNotAllowed),
  );
}

/**
 * On a route that changes or shows what an account is opened with (password, e-mail, second factor,
 * keys, sessions): refused while a member of staff acts for the customer.
 */
export function NotOnBehalf(): ClassDecorator & MethodDecorator {
  return applyDecorators(SetMetadata(NOT_ON_BEHALF, true), ApiProblems(ActingNotAllowed));
}

/** On an `@Own()` route that machines may call too, with an API key. */
export function AllowApiKey(): ClassDecorator & MethodDecorator {
  return SetMetadata(ALLOW_API_KEY, true);
}

/**
 * Others' rows: the role must hold this permission, in person or through a key that has it. Never
 * while acting for a customer.
 */
export function RequirePermission(
  module: string,
  action: PermissionAction,
): ClassDecorator & MethodDecorator {
  return applyDecorators(
    rule({ kind: 'permission', module, action }),
    ApiBearerAuth(),
    ApiExtension('x-permission', `${module}:${action}`),
    ApiProblems(Unauthenticated, Forbidden, MfaRequired, ActingNotAllowed),
  );
}
