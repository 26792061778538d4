import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import underPressure from '@fastify/under-pressure';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { constants as zlib } from 'node:zlib';
import { getHeapStatistics } from 'node:v8';
import { ServiceUnavailable } from './common/errors/common-errors.js';
import type { Env } from './config/env.js';

const HEADERS_FOR_BROWSERS = [
  'Content-Disposition',
  'Deprecation',
  'ETag',
  'Idempotent-Replayed',
  'Link',
  'Location',
  'Preference-Applied',
  'RateLimit-Limit',
  'RateLimit-Policy',
  'RateLimit-Remaining',
  'RateLimit-Reset',
  'Retry-After',
  'Sunset',
  'X-Cart-Token',
  'X-Request-Id',
];

/** An API has nothing to run or to frame; pages that need more say so themselves. */
function policyOf(frameOrigins: readonly string[]) {
  return {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      imgSrc: ["'self'", 'data:'],
      styleSrc: ["'self'", "'unsafe-inline'"],
      frameAncestors: frameOrigins.length > 0 ? [...frameOrigins] : ["'none'"],
      baseUri: ["'none'"],
    },
  };
}
const DOCS_POLICY =
  "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; " +
  "img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'self'";

/** Shedding is by lateness and memory. Not by utilisation: a process at full speed is not late. */
const LOAD_LIMITS = { maxEventLoopDelay: 500, heapShare: 0.85, retryAfterSeconds: 3 };
/** Two of its samples. */
const STARTING_MS = 2_000;
/** Health answers under any load, and money that moved is turned away last. */
const NEVER_SHED = /^\/(health|api\/v1\/payments\/callbacks)\//;

/** Security headers, cookies, compression, CORS and load shedding. */
export async function registerPlugins(
  app: NestFastifyApplication,
  env: Env,
  options: { readonly shedding: boolean },
): Promise<void> {
  if (env.CORS_ORIGINS.length > 0) enableCors(app, env);
  await app.register(helmet, {
    contentSecurityPolicy: policyOf(env.FRAME_ORIGINS),
    // The older word for the same knows no list.
    ...(env.FRAME_ORIGINS.length > 0 ? { frameguard: false } : {}),
    strictTransportSecurity:
      env.HSTS_SECONDS > 0 ? { maxAge: env.HSTS_SECONDS, includeSubDomains: true } : false,
    // Pictures of the shop are shown on the pages of its fronts.
    crossOriginResourcePolicy: { policy: 'cross-origin' },
  });
  await app.register(cookie);
  await app.register(compress, {
    global: env.COMPRESSION_MIN_BYTES > 0,
    threshold: env.COMPRESSION_MIN_BYTES,
    encodings: ['br', 'gzip', 'identity'],
    brotliOptions: { params: { [zlib.BROTLI_PARAM_QUALITY]: 4 } },
  });
  if (options.shedding) await app.register(underPressure, pressureOptions(app));
  const server = app.getHttpAdapter().getInstance();
  server.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    if (request.url.startsWith('/docs')) reply.header('content-security-policy', DOCS_POLICY);
    done();
  });
}

function enableCors(app: NestFastifyApplication, env: Env): void {
  const { CORS_ORIGINS: origins, CORS_MAX_AGE_SECONDS: maxAge } = env;
  const anyone = origins.includes('*');
  app.enableCors({
    origin: anyone ? '*' : [...origins],
    credentials: !anyone,
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    exposedHeaders: HEADERS_FOR_BROWSERS,
    maxAge,
  });
}

/** What response headers depend on in a request's `Origin`; null for one that only CORS can judge. */
export function corsOriginOf(
  origins: readonly string[],
): (header: string | undefined) => string | null {
  const answersAllAlike = origins.length === 0 || origins.includes('*');
  const known = new Set(origins);
  return (header) => {
    if (header === undefined || answersAllAlike) return '';
    return known.has(header) ? header : null;
  };
}

function pressureOptions(app: NestFastifyApplication) {
  const { maxEventLoopDelay, heapShare, retryAfterSeconds } = LOAD_LIMITS;
  let listeningSince = Infinity;
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onListen', (done: () => void) => {
      listeningSince = performance.now();
      done();
    });
  return {
    maxEventLoopDelay,
    maxHeapUsedBytes: Math.floor(getHeapStatistics().heap_size_limit * heapShare),
    pressureHandler: (request: { url: string }): Promise<void> => {
      // The first measurements are of the start itself.
      const isStarting = performance.now() - listeningSince < STARTING_MS;
      if (isStarting || NEVER_SHED.test(request.url)) return Promise.resolve();
      return Promise.reject(new ServiceUnavailable('Too busy right now', { retryAfterSeconds }));
    },
  };
}
