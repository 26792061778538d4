import { HttpException } from '@nestjs/common';
import * as errors from './common-errors.js';
import { DomainError, type ProblemClass } from './domain-error.js';

/** Turns errors of one library into domain errors; null when it does not know one. */
export type ErrorTranslator = (error: unknown) => DomainError | null;

const BY_STATUS: Readonly<Record<number, ProblemClass>> = {
  400: errors.InvalidRequest,
  401: errors.Unauthenticated,
  403: errors.Forbidden,
  404: errors.RouteNotFound,
  405: errors.MethodNotAllowed,
  406: errors.NotAcceptable,
  408: errors.RequestTimedOut,
  409: errors.Conflict,
  410: errors.Gone,
  412: errors.PreconditionFailed,
  413: errors.PayloadTooLarge,
  414: errors.UriTooLong,
  415: errors.UnsupportedMediaType,
  422: errors.InvalidValue,
  428: errors.PreconditionRequired,
  429: errors.TooManyRequests,
  431: errors.HeadersTooLarge,
  502: errors.UpstreamFailed,
  503: errors.ServiceUnavailable,
  504: errors.UpstreamFailed,
};

/**
 * Makes every thrown thing a domain error: our own ones stay, Nest's and Fastify's are known by
 * their status, libraries by their translator, and the rest is an internal error.
 */
export function translateError(
  error: unknown,
  translators: readonly ErrorTranslator[],
): DomainError {
  if (error instanceof DomainError) return error;
  for (const translate of translators) {
    const known = translate(error);
    if (known) return known;
  }
  const status = statusOf(error);
  const known = BY_STATUS[status] ?? (status < 500 ? errors.InvalidRequest : errors.InternalError);
  // Texts of internal errors may hold anything: they are for the log alone.
  const translated = new known(status < 500 ? clientMessage(error) : undefined);
  translated.cause = error;
  return translated;
}

function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  if (!(error instanceof Error) || !('statusCode' in error)) return 500;
  const status = error.statusCode;
  const known = typeof status === 'number' && status >= 400 && status <= 599;
  return known && (isFastifyError(error) || isHttpError(error)) ? status : 500;
}

function isFastifyError(error: Error): boolean {
  return 'code' in error && typeof error.code === 'string' && error.code.startsWith('FST_');
}

function isHttpError(error: Error): boolean {
  return 'expose' in error && error.expose === true;
}

function clientMessage(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const message = error.message.trim();
  // Fastify's and Nest's 404 repeat the address, which may hold a secret.
  return message === '' || statusOf(error) === 404 ? undefined : message.slice(0, 500);
}
