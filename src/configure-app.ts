import { HttpAdapterHost } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { ProblemDetailsFilter } from './common/errors/problem-details.filter.js';
import { registerJsonTexts } from './common/http/json-text.js';
import { registerCardNumberGuard } from './common/http/refuse-card-numbers.js';
import { createValidationPipe } from './common/http/validation.js';
import { registerStorefrontViews } from './common/http/view.decorator.js';
import { logAnswered, QuietLogger } from './common/logging.js';
import type { Env } from './config/env.js';
import { toDomainError } from './database/pg-errors.js';
import type { Gate } from './http-cache/fast-lane.js';
import { registerDraining } from './draining.js';
import { registerHttpCache, registerReplicaReads } from './http-cache/register-http-cache.js';
import { Readiness } from './modules/operations/health/readiness.js';
import { type CountAnswer, registerHttpMetrics } from './metrics/http-metrics.js';
import { Metrics } from './metrics/metrics.js';
import { registerConsoleCookie } from './modules/operations/console/console-cookie.js';
import { LateQueueDesk } from './modules/operations/jobs/late-queue-desk.js';
import { mountDocs } from './openapi/document.js';
import { RateLimiter } from './rate-limits/rate-limiter.js';
import { MANNERS } from './manners/generated/operation-manners.js';
import { MannersInterceptor } from './manners/manners.interceptor.js';
import { registerManners } from './manners/register-manners.js';
import { registerRateLimits } from './rate-limits/register-rate-limits.js';
import { mountStorefront } from './storefront/mount-storefront.js';
import { registerHttpTracing } from './tracing/http-tracing.js';
import { Tracing } from './tracing/tracing.js';
import { corsOriginOf, registerPlugins } from './server-plugins.js';

export { createHttpAdapter } from './server-options.js';

/** How to create the application that {@link configureApp} finishes. */
export const APP_OPTIONS = {
  // Callbacks of payment gateways are verified over the bytes as they came.
  rawBody: true,
  bufferLogs: true,
  abortOnError: false,
  return503OnClosing: true,
} as const;

export const API_PREFIX = 'api/v1';

/** What is not under {@link API_PREFIX}. */
const OUTSIDE_PREFIX = [
  'health/{*path}',
  'problems',
  'problems/{*path}',
  'docs',
  'openapi.json',
  'metrics',
  'admin',
  'admin/console.js',
  'admin/console.css',
  'admin/overview',
  'admin/queues',
  'admin/queues/{*path}',
];

/** What a caller of {@link configureApp} may change. */
export interface ConfigureOptions {
  /** Turn requests away when the process is late or its memory full; off on busy test machines. */
  readonly shedding?: boolean;
}

/**
 * Everything between the modules and the socket. The program and its tests call this same
 * function, so that what is tested is what runs.
 */
export async function configureApp(
  app: NestFastifyApplication,
  env: Env,
  options: ConfigureOptions = {},
): Promise<void> {
  app.useLogger(app.get(QuietLogger));
  registerDraining(app, env);
  setUpRoutes(app);
  registerStorefrontViews(app.getHttpAdapter().getInstance(), {
    locales: env.LOCALES,
    currency: env.CURRENCY,
    currencies: env.CURRENCIES,
  });
  const count = registerHttpMetrics(
    app.getHttpAdapter().getInstance(),
    app.get(Metrics, { strict: false }),
  );
  registerHttpTracing(app.getHttpAdapter().getInstance(), app.get(Tracing, { strict: false }));
  await registerPlugins(app, env, { shedding: options.shedding ?? true });
  registerConsoleCookie(app.getHttpAdapter().getInstance());
  offerQueueDesk(app, env);
  registerRateLimits(app, env);
  registerManners(app.getHttpAdapter().getInstance());
  registerJsonTexts(app.getHttpAdapter().getInstance(), env.COMPRESSION_MIN_BYTES || Infinity);
  registerCardNumberGuard(app.getHttpAdapter().getInstance());
  registerHttpCache(app, env, gateOf(app, env, count));
  registerReplicaReads(app);
  app.useGlobalInterceptors(new MannersInterceptor(MANNERS));
  app.useGlobalPipes(createValidationPipe());
  app.useGlobalFilters(new ProblemDetailsFilter(app.get(HttpAdapterHost), [toDomainError]));
  if (env.SWAGGER_ENABLED) mountDocs(app);
  if (env.NODE_ENV !== 'production') mountStorefront(app.getHttpAdapter().getInstance());
}

/** Here, and not in a module: nothing that the API loads at its start may lead to the library of the queues. */
function offerQueueDesk(app: NestFastifyApplication, env: Env): void {
  app.get(LateQueueDesk, { strict: false }).offer(async () => {
    const { openQueueDesk } = await import('./queue-desk/open-queue-desk.js');
    return openQueueDesk(env);
  });
}

/** What answers out of the cache have to pass, as everything else does in its hooks. */
function gateOf(app: NestFastifyApplication, env: Env, count: CountAnswer): Gate {
  const server: FastifyInstance = app.getHttpAdapter().getInstance();
  const limiter = app.get(RateLimiter);
  const readiness = app.get(Readiness, { strict: false });
  return {
    isOpen: () => server.isUnderPressure?.() !== true && readiness.isOpen,
    admit: (ip, config) => limiter.admitAtOnce(ip, config),
    originOf: corsOriginOf(env.CORS_ORIGINS),
    log: (request, response, id, config) => {
      count(request.method, config, response.statusCode, 0);
      logAnswered(request, response, id);
    },
  };
}

/** Where routes live; the OpenAPI document needs this much and no more. */
export function setUpRoutes(app: NestFastifyApplication): void {
  app.setGlobalPrefix(API_PREFIX, { exclude: [...OUTSIDE_PREFIX] });
}
