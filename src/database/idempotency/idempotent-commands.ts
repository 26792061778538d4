import { Injectable } from '@nestjs/common';
import {
  claimKeySql,
  IdempotencyInProgress,
  type IdempotentReply,
  type IdempotentRequest,
  lockTextOf,
  replayOf,
  type StoredKey,
  type StoredReply,
} from './idempotency.js';
import { namedQuery } from '../named-query.js';
import type { Statement } from '../statement.js';
import type { Tx } from '../unit-of-work.js';

const CLAIM: Statement = {
  name: 'idempotency-claim-key',
  text: `SELECT ${claimKeySql('$1::text')} AS free`,
};

const FIND: Statement = {
  name: 'idempotency-find-key',
  text: `SELECT fingerprint, response_status AS status, response_body AS body
    FROM idempotency_keys WHERE scope = $1 AND route = $2 AND key = $3`,
};

const KEEP: Statement = {
  name: 'idempotency-keep-key',
  text: `INSERT INTO idempotency_keys (scope, route, key, fingerprint, response_status, response_body)
    VALUES ($1, $2, $3, $4, $5, $6)`,
};

/** What a command came to, and whether it was done before. */
export interface OnceDone<T> {
  readonly value: T;
  readonly replayed: boolean;
}

/** Keys of commands that do their work in one transaction: effect and answer commit together. */
@Injectable()
export class IdempotentCommands {
  /**
   * Takes the key; the first thing in the transaction. Lock and look-up are two statements, so that
   * the second one sees what the former holder has written.
   *
   * @returns the answer that was given before, or null
   * @throws IdempotencyInProgress, IdempotencyKeyReused
   */
  async claim(tx: Tx, request: IdempotentRequest): Promise<IdempotentReply | null> {
    const [lock] = await namedQuery<{ free: boolean }>(tx, CLAIM, [lockTextOf(request)]);
    if (lock?.free !== true) throw new IdempotencyInProgress(undefined, { retryAfterSeconds: 1 });
    const { scope, route, key } = request;
    const [stored] = await namedQuery<StoredKey & Record<string, unknown>>(tx, FIND, [
      scope,
      route,
      key,
    ]);
    return stored === undefined ? null : replayOf(stored, request);
  }

  /**
   * Does the work of a command whose key may be left out; with one, its repetition does nothing and gets the
   * same value again.
   *
   * @param request null: without a key each request does its work
   * @param status with which the value is answered
   * @throws IdempotencyInProgress, IdempotencyKeyReused
   */
  async once<T>(
    tx: Tx,
    request: IdempotentRequest | null,
    status: number,
    work: () => Promise<T>,
  ): Promise<OnceDone<T>> {
    const before = request && (await this.claim(tx, request));
    if (before) return { value: JSON.parse(before.body) as T, replayed: true };
    const value = await work();
    if (request) await this.keep(tx, request, { status, body: JSON.stringify(value) });
    return { value, replayed: false };
  }

  /** Stores the answer for repetitions. */
  async keep(tx: Tx, request: IdempotentRequest, reply: StoredReply): Promise<IdempotentReply> {
    const { scope, route, key, fingerprint } = request;
    const { status, body } = reply;
    await namedQuery(tx, KEEP, [scope, route, key, fingerprint, status, body]);
    return { status, body, replayed: false };
  }
}
