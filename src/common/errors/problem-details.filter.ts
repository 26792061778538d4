import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { HttpAdapterHost } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { DomainError } from './domain-error.js';
import { maskCardNumbers } from '../card-numbers.js';
import { STATUS_OF_KIND } from './error-kind.js';
import type { Problem } from './problem.dto.js';
import { type ErrorTranslator, translateError } from './translate-error.js';

/** A refusal ready for the wire. */
export interface ProblemReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Problem;
}

/** Where a refusal happened. */
export interface ProblemContext {
  readonly requestId: string;
  readonly url: string;
}

/** Answers whatever was thrown as RFC 9457 `application/problem+json`. */
@Catch()
export class ProblemDetailsFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemDetailsFilter.name);

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly translators: readonly ErrorTranslator[],
  ) {}

  catch(exception: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const response = http.getResponse<FastifyReply>();
    const error = translateError(exception, this.translators);
    const reply = toProblemReply(error, { requestId: request.id, url: request.url });
    this.log(error, reply);
    const { httpAdapter } = this.host;
    if (httpAdapter.isHeadersSent(response)) {
      httpAdapter.end(response);
      return;
    }
    for (const [name, value] of Object.entries(reply.headers)) {
      httpAdapter.setHeader(response, name, value);
    }
    httpAdapter.reply(response, reply.body, reply.status);
  }

  /** Refusals are the caller's business; what is ours goes to the log under the request id. */
  private log(error: DomainError, { status, body }: ProblemReply): void {
    if (status < 500) return;
    const fields = { requestId: body.requestId, code: body.code, err: error.cause ?? error };
    if (error.kind === 'internal') this.logger.error(fields, 'Request failed');
    else this.logger.warn(fields, 'Request could not be answered');
  }
}

/** Renders an error for one request; `details.retryAfterSeconds` becomes a header. */
export function toProblemReply(error: DomainError, context: ProblemContext): ProblemReply {
  const status = STATUS_OF_KIND[error.kind];
  const { retryAfterSeconds, ...details } = error.details ?? {};
  const headers: Record<string, string> = {
    'content-type': 'application/problem+json; charset=utf-8',
    'cache-control': 'no-store',
  };
  if (typeof retryAfterSeconds === 'number') {
    headers['retry-after'] = String(Math.max(1, Math.ceil(retryAfterSeconds)));
  }
  if (error.kind === 'unauthenticated') headers['www-authenticate'] = 'Bearer';
  const body: Problem = {
    type: `/problems/${error.code}`,
    title: error.title,
    status,
    detail: error.message,
    instance: maskCardNumbers(context.url.replace(/\?.*$/s, '').slice(0, 512)),
    code: error.code,
    requestId: context.requestId,
    ...(error.errors?.length ? { errors: error.errors } : {}),
    ...(Object.keys(details).length > 0 ? { details } : {}),
  };
  return { status, headers, body };
}
