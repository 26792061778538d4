import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import {
  assertIdempotencyKey,
  claimKeySql,
  fingerprintOf,
  IdempotencyInProgress,
  lockTextOf,
  replayOf,
  type StoredKey,
} from '../../../database/idempotency/idempotency.js';
import { namedQuery } from '../../../database/named-query.js';
import type { Statement } from '../../../database/statement.js';
import type { Tx } from '../../../database/unit-of-work.js';

const CLAIM: Statement = {
  name: 'inventory-claim-key',
  text: `SELECT ${claimKeySql('$1')} AS free`,
};
const FIND: Statement = {
  name: 'inventory-find-key',
  text: `SELECT fingerprint, response_status AS status, response_body AS body FROM idempotency_keys
    WHERE scope = $1 AND route = $2 AND key = $3`,
};
const KEEP: Statement = {
  name: 'inventory-keep-key',
  text: `INSERT INTO idempotency_keys (scope, route, key, fingerprint, response_status, response_body)
    VALUES ($1, $2, $3, $4, 200, $5)`,
};

/** Moves of pieces that were asked for twice, because the first answer got lost, happen once. */
@Injectable()
export class Repeatable {
  /**
   * @param key the Idempotency-Key of the request; without one the work is done
   * @throws IdempotencyKeyMissing for a key that cannot be one, IdempotencyKeyReused, IdempotencyInProgress
   */
  async run<T>(
    tx: Tx,
    {
      ctx,
      route,
      key,
      body,
    }: { ctx: RequestContext; route: string; key: string | null; body: unknown },
    work: () => Promise<T>,
  ): Promise<T> {
    if (key === null) return work();
    const request = {
      scope: `user:${ctx.actorId ?? ''}`,
      route,
      key: assertIdempotencyKey(key),
      fingerprint: fingerprintOf(route, body),
    };
    const [claim] = await namedQuery<{ free: boolean }>(tx, CLAIM, [lockTextOf(request)]);
    if (claim?.free !== true) throw new IdempotencyInProgress(undefined, { retryAfterSeconds: 1 });
    const { scope, fingerprint } = request;
    const [stored] = await namedQuery<StoredKey & Record<string, unknown>>(tx, FIND, [
      scope,
      route,
      request.key,
    ]);
    if (stored !== undefined) return JSON.parse(replayOf(stored, request).body) as T;
    const answer = await work();
    await namedQuery(tx, KEEP, [scope, route, request.key, fingerprint, JSON.stringify(answer)]);
    return answer;
  }
}
