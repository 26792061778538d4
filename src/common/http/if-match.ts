import { createHash } from 'node:crypto';
import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { PreconditionFailed } from '../errors/common-errors.js';
import { ApiProblems } from './api-problems.decorator.js';
import { requestOf } from './request.js';

/** The ETag of what can be changed: the same content has the same one, whoever wrote it and when. */
export function etagOf(content: unknown): string {
  const digest = createHash('sha256').update(JSON.stringify(content)).digest('base64url');
  return `"${digest.slice(0, 22)}"`;
}

/**
 * The If-Match header of a write, for {@link assertUnchanged}; null when there is none. Tags of a GET are
 * `"<version>.<hash of the body>"`: of these only the version counts.
 */
export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext) => {
  return versionsIn(requestOf(context).headers['if-match'] ?? null);
});

/** Tags without what a GET adds to the version. */
export function versionsIn(ifMatch: string | null): string | null {
  return ifMatch?.replace(/\.[\w-]{16}"/g, '"') ?? null;
}

/** Documents the optimistic lock. */
export function ApiIfMatch(): MethodDecorator {
  return applyDecorators(
    ApiHeader({
      name: 'If-Match',
      required: false,
      description: 'The ETag as last seen; 412 when it was changed since.',
    }),
    ApiProblems(PreconditionFailed),
  );
}

/**
 * Checks, under the lock of what is to be changed, that it is still what the caller saw.
 *
 * @throws PreconditionFailed
 */
export function assertUnchanged(ifMatch: string | null, etag: string): void {
  if (ifMatch === null || ifMatch.trim() === '*') return;
  // A proxy that compresses makes an ETag weak; the content behind it is the same.
  const seen = ifMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (!seen.includes(etag)) throw new PreconditionFailed();
}
