import type { FastifyInstance } from 'fastify';

import { type Metrics } from './metrics.js';

const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
/** An address that no route has; never the address itself, which anybody can make up. */
const NO_ROUTE = '(none)';

/** Counts an answer; for those that pass the framework by. */
export type CountAnswer = (
  method: string | undefined,
  config: unknown,
  status: number,
  seconds: number,
) => void;

/** Counts every answer by the pattern of its route. */
export function registerHttpMetrics(server: FastifyInstance, metrics: Metrics): CountAnswer {
  const timings = metrics.timings(
    'eshop_http_request_duration_seconds',
    'Time from the arrival of a request to the end of its answer',
    ['method', 'route', 'status'],
    BUCKETS,
  );
  const count = (method: string, route: string, status: number, seconds: number): void => {
    timings.observe(seconds, METHODS.has(method) ? method : 'OTHER', route, String(status));
  };
  server.addHook('onResponse', (request, reply, done) => {
    const route = request.is404 ? NO_ROUTE : (request.routeOptions.url ?? NO_ROUTE);
    count(request.method, route, reply.statusCode, reply.elapsedTime / 1_000);
    done();
  });
  return (method = '', config, status, seconds) => {
    count(method, patternOf(config), status, seconds);
  };
}

/** The framework keeps the pattern of a route in its settings. */
function patternOf(config: unknown): string {
  if (typeof config !== 'object' || config === null || !('url' in config)) return NO_ROUTE;
  return typeof config.url === 'string' ? config.url : NO_ROUTE;
}
