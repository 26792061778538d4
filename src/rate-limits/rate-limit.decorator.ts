import { ApiExtension } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { addRouteConfig } from '../common/http/route-config.js';
import type { RateLimitClass } from '../config/rate-limit-classes.js';

/** Extension of an operation in the OpenAPI document: the classes it counts in. */
export const RATE_LIMIT_EXTENSION = 'x-rate-limit';

/** What a route counts in; nothing for `none`. */
export type RouteLimits = readonly RateLimitClass[];

const CONFIG = 'rateLimit';
const decorated = new WeakSet<object>();

/**
 * Which limits a route counts in, all of them at once; `none` for routes that must always answer
 * (health, callbacks of payment gateways). On a controller it is for the handlers that have none of
 * their own. Without it a route counts by who calls: anonymous, user, staff, machine.
 */
export function RateLimit(
  ...classes: readonly RateLimitClass[] | readonly ['none']
): ClassDecorator & MethodDecorator {
  const limits = classes.filter((name): name is RateLimitClass => name !== 'none');
  return (target: object, key?: string | symbol, descriptor?: PropertyDescriptor): void => {
    if (key !== undefined && descriptor !== undefined) {
      mark(target, key, descriptor, limits);
      return;
    }
    if (typeof target !== 'function') return;
    const prototype = target.prototype as object;
    for (const [name, own] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
      if (name === 'constructor' || typeof own.value !== 'function') continue;
      if (!decorated.has(own.value as object)) mark(prototype, name, own, limits);
    }
  };
}

/** What the route of a request declares, or undefined. Known before the body is read. */
export function declaredLimits(request: FastifyRequest): RouteLimits | undefined {
  return limitsOf(request.routeOptions.config);
}

/** The same by what a route is configured with. */
export function limitsOf(config: unknown): RouteLimits | undefined {
  return (config as { [CONFIG]?: RouteLimits } | undefined)?.[CONFIG];
}

function mark(
  target: object,
  key: string | symbol,
  descriptor: PropertyDescriptor,
  limits: RouteLimits,
): void {
  decorated.add(descriptor.value as object);
  addRouteConfig(target, key, descriptor, { [CONFIG]: limits });
  ApiExtension(RATE_LIMIT_EXTENSION, limits.length === 0 ? ['none'] : [...limits])(
    target,
    key,
    descriptor,
  );
}
