import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { hasCardNumber } from '../card-numbers.js';

const SANE = /^[A-Za-z0-9][A-Za-z0-9._:-]{7,63}$/;

/** The caller's X-Request-Id when it is harmless in logs and SQL, else a new UUID. */
export function requestIdFrom(headers: IncomingHttpHeaders): string {
  const given = headers['x-request-id'];
  const isUsable = typeof given === 'string' && SANE.test(given) && !hasCardNumber(given);
  return isUsable ? given : randomUUID();
}
