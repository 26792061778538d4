import type { FastifyRequest } from 'fastify';
import { addRouteConfig } from '../common/http/route-config.js';
import type { Extent } from './freshness.js';

/** What the cache does with a route. */
export interface CacheRule {
  readonly of: Extent;
}

const CONFIG = 'cache';

interface AboutProduct extends FastifyRequest {
  aboutProduct?: string;
  rightForMs?: number;
}

/**
 * On a public GET handler that ends in `sendJsonText`: its answers are kept ready. They must follow
 * from path, query, language, currency and rows alone, and from no clock but that of {@link rightFor}.
 *
 * @param rule.of which rows: `groups` (categories, brands, collections, attributes, fields),
 *   `catalogue` (these and products; when left out), `reviews` (all of these and reviews)
 */
export function CacheAnswer({ of = 'catalogue' }: Partial<CacheRule> = {}): MethodDecorator {
  const rule: CacheRule = { of };
  return (target, key, descriptor) => {
    addRouteConfig(target, key, descriptor, { [CONFIG]: rule });
  };
}

/** Says that an answer shows one product only: changes of others leave it as it is. */
export function aboutProduct(request: FastifyRequest, productId: string): void {
  const asked: AboutProduct = request;
  asked.aboutProduct = productId;
}

/** The product of {@link aboutProduct}, or null. */
export function productOf(request: FastifyRequest): string | null {
  const asked: AboutProduct = request;
  return asked.aboutProduct ?? null;
}

/**
 * Says that an answer is right only for a time, because something that it shows begins or ends then.
 *
 * @param ms from a moment of its read on; null: until something is changed
 */
export function rightFor(request: FastifyRequest, ms: number | null): void {
  const asked: AboutProduct = request;
  if (ms !== null) asked.rightForMs = ms;
}

/** The milliseconds of {@link rightFor}, or infinity. */
export function rightForOf(request: FastifyRequest): number {
  const asked: AboutProduct = request;
  return asked.rightForMs ?? Infinity;
}

/** What the route of a request declares, or undefined. */
export function cacheRuleOf(config: unknown): CacheRule | undefined {
  return (config as { [CONFIG]?: CacheRule } | undefined)?.[CONFIG];
}
