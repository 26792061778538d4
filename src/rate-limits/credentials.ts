import type { FastifyRequest } from 'fastify';

/**
 * Whether a caller means to be known. Before the guard has looked at them nobody knows whether the
 * credentials are good: such a request is counted afterwards, and a refused one in a class of its own.
 */
export function carriesCredentials(request: Pick<FastifyRequest, 'headers'>): boolean {
  return request.headers.authorization !== undefined || request.headers['x-api-key'] !== undefined;
}
