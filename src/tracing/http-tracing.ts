import { type FastifyInstance } from 'fastify';

import { isTraceparent } from './traceparent.js';
import { type Tracing } from './tracing.js';
import { type Span } from './tracing.types.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** By which whatever the request causes continues its trace; null where nobody traces. */
    traceparent: string | null;
  }
}

/**
 * A span for each request that reaches the framework. Without an exporter of our own, a trace that the
 * caller began still goes on through outbox and jobs.
 */
export function registerHttpTracing(server: FastifyInstance, tracing: Tracing): void {
  server.decorateRequest('traceparent', null);
  if (!tracing.isOn) {
    server.addHook('onRequest', (request, _reply, done) => {
      const { traceparent } = request.headers;
      if (isTraceparent(traceparent)) request.traceparent = traceparent;
      done();
    });
    return;
  }
  const spans = new WeakMap<object, Span>();
  server.addHook('onRequest', (request, _reply, done) => {
    const { method, headers, routeOptions } = request;
    const route = routeOptions.url ?? '(none)';
    const parent = headers['traceparent'];
    const span = tracing.start(
      `${method} ${route}`,
      'server',
      isTraceparent(parent) ? parent : null,
      { 'http.request.method': method, 'http.route': route, 'eshop.request_id': request.id },
    );
    if (span !== null) {
      request.traceparent = span.traceparent;
      spans.set(request, span);
    }
    done();
  });
  server.addHook('onResponse', (request, reply, done) => {
    const span = spans.get(request);
    span?.set({ 'http.response.status_code': reply.statusCode });
    if (reply.statusCode >= 500) span?.fail(`HTTP ${reply.statusCode}`);
    span?.end();
    done();
  });
}
