import { Injectable } from '@nestjs/common';
import { Logger, type Params, PinoLogger } from 'nestjs-pino';
import { maskCardNumbers } from './card-numbers.js';
import { currentLogFields } from './log-scope.js';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** What a log line may say about an error: never statements, parameters or row contents. */
export interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly code?: string;
  readonly constraint?: string;
  readonly cause?: LoggedError;
}

const MAX_CAUSES = 4;

/** Errors by an allow-list of fields: TypeORM's carry the statement with its values. */
export function serializeError(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) {
    return {
      type: typeof error,
      message: 'something that is no Error was thrown',
      stack: undefined,
    };
  }
  const inner: unknown = 'driverError' in error ? error.driverError : error;
  const cause = depth < MAX_CAUSES && error.cause ? serializeError(error.cause, depth + 1) : null;
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    ...textField(inner, 'code'),
    ...textField(inner, 'constraint'),
    ...(cause ? { cause } : {}),
  };
}

function textField(holder: unknown, name: 'code' | 'constraint'): Record<string, string> {
  if (typeof holder !== 'object' || holder === null) return {};
  const value: unknown = Reflect.get(holder, name);
  return typeof value === 'string' ? { [name]: value } : {};
}

const SECRETS = [
  'password',
  'newPassword',
  'currentPassword',
  'token',
  'accessToken',
  'refreshToken',
  'secret',
  'authorization',
  'cookie',
];

/** Second line of defence: the serializers below already leave bodies and headers out. */
const REDACTED = ['req.headers', 'res.headers', ...SECRETS.flatMap((name) => [name, `*.${name}`])];

interface LoggedRequest {
  readonly id?: unknown;
  readonly method?: string;
  readonly url?: string;
  readonly remoteAddress?: string;
}

/** Settings of nestjs-pino: one line per request, JSON, nothing personal, no query strings. */
export function loggerParams(level: string): Params {
  return {
    forRoutes: ['{*splat}'],
    pinoHttp: {
      level,
      mixin: currentLogFields,
      redact: { paths: REDACTED, censor: '[redacted]' },
      genReqId: (request) => request.id,
      quietReqLogger: true,
      customAttributeKeys: { reqId: 'requestId' },
      autoLogging: { ignore: (request) => pathOf(request).startsWith('/health/') },
      customLogLevel: (_request, response, error) => {
        return response.statusCode >= 500 || error ? 'error' : 'info';
      },
      serializers: {
        err: (error: unknown) => serializeError(unwrap(error)),
        req: ({ id, method, url, remoteAddress }: LoggedRequest) => {
          return { id, method, path: url && loggedPath(url), remoteAddress };
        },
        res: ({ statusCode }: { statusCode?: number }) => ({ statusCode }),
      },
    },
  };
}

/**
 * The line about a request that was answered before the middleware of pino-http saw it: the same,
 * without loggers of its own.
 */
export function logAnswered(request: IncomingMessage, response: ServerResponse, id: string): void {
  const { root } = PinoLogger;
  if (!root.isLevelEnabled('info')) return;
  request.id = id;
  root.info({ requestId: id, req: request, res: response, responseTime: 0 }, 'request completed');
}

/** Without its query, and without a card's number that somebody put there by mistake. */
function loggedPath(url: string): string {
  const path = url.replace(/\?.*$/s, '');
  return maskCardNumbers(path.replace(/%20|%2d/gi, '-'));
}

/** Nest's middleware cuts the path off `url` and leaves the whole in `originalUrl`. */
function pathOf(request: { url?: string | undefined; originalUrl?: string }): string {
  return request.originalUrl ?? request.url ?? '';
}

/** pino-http hands over an already serialized error with the original under `raw`. */
function unwrap(error: unknown): unknown {
  if (typeof error !== 'object' || error === null || !('raw' in error)) return error;
  return error.raw;
}

const CHATTER = new Set([
  'InstanceLoader',
  'NestFactory',
  'NestApplication',
  'RouterExplorer',
  'RoutesResolver',
]);

/**
 * Nest's own account of its start (one line per route) goes to `debug`, and so does its error about
 * a port it cannot open: the program says that itself, in one sentence.
 */
@Injectable()
export class QuietLogger extends Logger {
  override log(message: unknown, ...rest: unknown[]): void {
    if (isChatter(rest)) super.debug(message, ...rest);
    else super.log(message, ...rest);
  }

  override error(message: unknown, ...rest: unknown[]): void {
    const cannotListen = typeof message === 'string' && message.includes('listen E');
    if (cannotListen && isChatter(rest)) super.debug(message, ...rest);
    else super.error(message, ...rest);
  }
}

function isChatter(rest: readonly unknown[]): boolean {
  const context = rest.at(-1);
  return typeof context === 'string' && CHATTER.has(context);
}
