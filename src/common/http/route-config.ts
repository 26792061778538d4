import { RouteConfig } from '@nestjs/platform-fastify';
import { FASTIFY_ROUTE_CONFIG_METADATA } from '@nestjs/platform-fastify/constants.js';

/**
 * Adds to what hooks find in `request.routeOptions.config` on this handler. `@RouteConfig` itself
 * would replace what another decorator has put there.
 */
export function addRouteConfig(
  target: object,
  key: string | symbol,
  descriptor: PropertyDescriptor,
  config: Readonly<Record<string, unknown>>,
): void {
  const handler = descriptor.value as object;
  const known: unknown = Reflect.getMetadata(FASTIFY_ROUTE_CONFIG_METADATA, handler);
  RouteConfig({ ...(known as object | undefined), ...config })(target, key, descriptor);
}
