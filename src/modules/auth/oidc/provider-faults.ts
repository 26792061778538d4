import { ClientError, ResponseBodyError } from 'openid-client';

const OUTAGES: ReadonlySet<string> = new Set(['OAUTH_TIMEOUT', 'OAUTH_ABORT']);

/** Whether the provider is away or broken, rather than unwilling. */
export function isOutage(error: unknown): boolean {
  if (error instanceof TypeError) return error.message === 'fetch failed';
  if (error instanceof ResponseBodyError) return error.status >= 500;
  if (!(error instanceof ClientError)) return false;
  if (OUTAGES.has(error.code ?? '')) return true;
  return error.cause instanceof Response && error.cause.status >= 500;
}

/** What a log may say about it: the causes hold tokens and answers. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.message;
  return `${error.name} ${code}`.slice(0, 200);
}
