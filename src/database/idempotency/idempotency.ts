import { createHash } from 'node:crypto';
import { defineError } from '../../common/errors/domain-error.js';
import { registerConstraintError } from '../pg-errors.js';

export class IdempotencyKeyMissing extends defineError(
  'idempotency.key_missing',
  'validation',
  'The Idempotency-Key header is missing or not 1 to 255 printable characters',
) {}

export class IdempotencyKeyReused extends defineError(
  'idempotency.key_reused',
  'unprocessable',
  'This Idempotency-Key was used for another request',
) {}

export class IdempotencyInProgress extends defineError(
  'idempotency.in_progress',
  'conflict',
  'A request with this Idempotency-Key is still running',
) {}

// Reached only when two requests with one key hold different advisory locks, i.e. never by design.
registerConstraintError('idempotency_keys_scope_route_key_key', IdempotencyInProgress);

/** Errors of every route that takes a key, for `@ApiProblems(...IDEMPOTENCY_PROBLEMS)`. */
export const IDEMPOTENCY_PROBLEMS = [
  IdempotencyKeyMissing,
  IdempotencyKeyReused,
  IdempotencyInProgress,
] as const;

/** One use of a key: whose, for which command, with which request. */
export interface IdempotentRequest {
  /** `user:<id>` or `cart:<hash of the cart's token>`. */
  readonly scope: string;
  /** Method and path pattern: `POST /orders`. */
  readonly route: string;
  readonly key: string;
  readonly fingerprint: string;
}

/** A stored answer, to be sent byte for byte. */
export interface StoredReply {
  readonly status: number;
  readonly body: string;
}

/** A reply, and whether it is one that was given before. */
export interface IdempotentReply extends StoredReply {
  readonly replayed: boolean;
}

/** A row of `idempotency_keys` as the claiming statement returns it. */
export interface StoredKey {
  readonly fingerprint: string;
  readonly status: number;
  readonly body: string;
}

/**
 * SQL that takes the key of a command of one transaction: true when it is free. It must stand in
 * the first statement; a second caller gets false at once, where an INSERT would make him wait.
 * The lock ends with the transaction, and PgBouncer does not mind it.
 */
export function claimKeySql(lockParameter: string): string {
  return `pg_try_advisory_xact_lock(hashtextextended(${lockParameter}, 0))`;
}

/** The text that {@link claimKeySql} locks on. */
export function lockTextOf({ scope, route, key }: IdempotentRequest): string {
  return `idempotency ${scope} ${route} ${key}`;
}

/** @throws IdempotencyKeyMissing without a usable header. */
export function assertIdempotencyKey(header: string | readonly string[] | undefined): string {
  if (typeof header === 'string' && /^[\x21-\x7e]{1,255}$/.test(header)) return header;
  throw new IdempotencyKeyMissing();
}

/** SHA-256 over the command and its body; the order of the body's fields does not matter. */
export function fingerprintOf(route: string, body: unknown): string {
  return createHash('sha256').update(route).update('\n').update(canonical(body)).digest('hex');
}

/**
 * What a stored key means for a request.
 *
 * @throws IdempotencyKeyReused when it belongs to another request.
 */
export function replayOf(stored: StoredKey, request: IdempotentRequest): IdempotentReply {
  if (stored.fingerprint !== request.fingerprint) throw new IdempotencyKeyReused();
  return { status: stored.status, body: stored.body, replayed: true };
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`);
  return `{${fields.join(',')}}`;
}
