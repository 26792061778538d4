import { Injectable } from '@nestjs/common';

import { Db } from '../../../database/db.js';
import { namedQuery } from '../../../database/named-query.js';
import type { Tx } from '../../../database/unit-of-work.js';
import type { PublicEventView } from '../webhooks.types.js';
import { EVENT_COLUMNS } from './feed.repository.js';

const SECRETS = `w.url, w.secret,
  CASE WHEN w.signed_twice_until > now() THEN w.previous_secret END AS "previousSecret"`;

const LEASE = {
  name: 'webhooks-lease',
  text: `
  UPDATE webhook_endpoints w
     SET lease_id = $2::uuid, leased_until = now() + $3 * interval '1 second', rung_until = NULL
   WHERE w.id = $1 AND w.status = 'active' AND (w.leased_until IS NULL OR w.leased_until < now())
     AND (w.rests_until IS NULL OR w.rests_until <= now())
  RETURNING w.id, ${SECRETS}, w.failures AS "failuresInARow"`,
};

const TAKEN = `
  taken AS (
    UPDATE webhook_deliveries d SET attempts = d.attempts + 1, next_attempt_at = now() + $2 * interval '1 second'
    FROM due WHERE d.id = due.id RETURNING d.id, d.event_id, d.attempts, d.position
  ), noted AS (
    INSERT INTO webhook_attempts (delivery_id, attempt) SELECT t.id, t.attempts FROM taken t RETURNING id, delivery_id
  )
  SELECT t.id AS "deliveryId", t.attempts, n.id AS "attemptId", t.event_id AS "eventId", to_jsonb(e) AS event
  FROM taken t JOIN noted n ON n.delivery_id = t.id
  LEFT JOIN (SELECT ${EVENT_COLUMNS} FROM public_events e) e ON e.id = t.event_id
  ORDER BY t.position`;

/**
 * Of each aggregate the first that waits: what comes after it waits behind it. Each is put off and its try noted
 * before anything is sent, so that a process that dies leaves a trace and a later try.
 */
const TAKE = {
  name: 'webhooks-take',
  text: `
  WITH due AS (
    SELECT d.id FROM webhook_deliveries d
    WHERE d.endpoint_id = $1 AND d.state = 'waiting' AND d.position > 0 AND d.next_attempt_at <= now()
      AND NOT EXISTS (SELECT FROM webhook_deliveries b WHERE b.endpoint_id = d.endpoint_id
        AND b.aggregate_id = d.aggregate_id AND b.state = 'waiting' AND b.position < d.position)
      AND EXISTS (SELECT FROM webhook_endpoints w
        WHERE w.id = $1 AND w.lease_id = $3::uuid AND w.leased_until > now() AND w.status = 'active')
    ORDER BY d.position LIMIT $4::int FOR UPDATE OF d SKIP LOCKED
  ), ${TAKEN}`,
};

const TAKE_ONE = {
  name: 'webhooks-take-one',
  text: `
  WITH due AS (
    SELECT d.id FROM webhook_deliveries d
    WHERE d.id = $1 AND d.state = 'waiting' AND d.next_attempt_at <= now() FOR UPDATE OF d SKIP LOCKED
  ), ${TAKEN}`,
};

const TARGET = {
  name: 'webhooks-target',
  text: `SELECT w.id, ${SECRETS}, 0 AS "failuresInARow" FROM webhook_deliveries d
    JOIN webhook_endpoints w ON w.id = d.endpoint_id WHERE d.id = $1`,
};

const RECORD = {
  name: 'webhooks-record',
  text: `
  WITH r AS (
    SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::float8[], $5::int[], $6::text[], $7::int[], $8::text[])
      AS r (delivery_id, attempt_id, state, pause, status_code, error, duration_ms, answer)
  ), logged AS (
    UPDATE webhook_attempts a SET status_code = r.status_code, error = left(r.error, 60),
      duration_ms = r.duration_ms, answer = left(r.answer, 500)
    FROM r WHERE a.id = r.attempt_id
  )
  UPDATE webhook_deliveries d SET state = r.state, next_attempt_at = now() + r.pause * interval '1 second',
    finished_at = CASE WHEN r.state <> 'waiting' THEN now() END
  FROM r WHERE d.id = r.delivery_id AND d.state = 'waiting'`,
};

const WENT_WELL = {
  name: 'webhooks-went-well',
  text: `UPDATE webhook_endpoints SET failures = 0, failing_since = NULL, rests_until = NULL
    WHERE id = $1 AND (failures > 0 OR rests_until IS NOT NULL)`,
};

const WENT_WRONG = {
  name: 'webhooks-went-wrong',
  text: `
  UPDATE webhook_endpoints w SET failures = w.failures + 1,
    failing_since = coalesce(w.failing_since, now()), rests_until = now() + $2 * interval '1 second'
  WHERE w.id = $1 AND w.status = 'active'
  RETURNING w.failing_since <= now() - $3 * interval '1 hour' AND w.failures >= 5 AS hopeless`,
};

const RELEASE = {
  name: 'webhooks-release',
  text: `UPDATE webhook_endpoints SET lease_id = NULL, leased_until = NULL WHERE id = $1 AND lease_id = $2::uuid`,
};

/** Where to send to, with its secrets as they are stored. */
export interface Target {
  readonly id: string;
  readonly url: string;
  readonly secret: string;
  readonly previousSecret: string | null;
  readonly failuresInARow: number;
}

/** A try that has been noted and is to be made now. */
export interface NotedTry {
  readonly deliveryId: string;
  readonly attemptId: string;
  readonly attempts: number;
  readonly eventId: string;
  /** Null for what is no event of the feed, or no longer. */
  readonly event: PublicEventView | null;
}

/** How a try ended. */
export interface TryResult {
  readonly deliveryId: string;
  readonly attemptId: string;
  readonly state: 'waiting' | 'delivered' | 'failed';
  /** Seconds until the next try. */
  readonly pause: number;
  readonly statusCode: number | null;
  readonly error: string | null;
  readonly durationMs: number;
  readonly answer: string | null;
}

/** The books of what is sent: who sends, what, and what became of it. */
@Injectable()
export class SendingRepository {
  constructor(private readonly db: Db) {}

  /** @returns null when somebody else sends, or the endpoint rests, is paused or gone */
  async lease(endpointId: string, leaseId: string, seconds: number): Promise<Target | null> {
    const [row] = await this.db.query<Target & Record<string, unknown>>(LEASE, [
      endpointId,
      leaseId,
      seconds,
    ]);
    return row ?? null;
  }

  async targetOf(deliveryId: string): Promise<Target | null> {
    const [row] = await this.db.query<Target & Record<string, unknown>>(TARGET, [deliveryId]);
    return row ?? null;
  }

  /** @param retrySeconds after which a try that was never heard of again is made once more */
  take(target: Target, leaseId: string, most: number, retrySeconds: number): Promise<NotedTry[]> {
    return this.db.query<NotedTry & Record<string, unknown>>(TAKE, [
      target.id,
      retrySeconds,
      leaseId,
      most,
    ]);
  }

  takeOne(deliveryId: string, retrySeconds: number): Promise<NotedTry[]> {
    return this.db.query<NotedTry & Record<string, unknown>>(TAKE_ONE, [deliveryId, retrySeconds]);
  }

  async record(tx: Tx, results: readonly TryResult[]): Promise<void> {
    await namedQuery(tx, RECORD, [
      results.map(({ deliveryId }) => deliveryId),
      results.map(({ attemptId }) => attemptId),
      results.map(({ state }) => state),
      results.map(({ pause }) => pause),
      results.map(({ statusCode }) => statusCode),
      results.map(({ error }) => error),
      results.map(({ durationMs }) => durationMs),
      results.map(({ answer }) => answer),
    ]);
  }

  async wentWell(tx: Tx, endpointId: string): Promise<void> {
    await namedQuery(tx, WENT_WELL, [endpointId]);
  }

  /** @returns whether it has failed for so long that it should be paused */
  async wentWrong(tx: Tx, endpointId: string, rest: number, pauseHours: number): Promise<boolean> {
    const values = [endpointId, rest, pauseHours];
    const [row] = await namedQuery<{ hopeless: boolean }>(tx, WENT_WRONG, values);
    return row?.hopeless ?? false;
  }

  async release(tx: Tx, endpointId: string, leaseId: string): Promise<void> {
    await namedQuery(tx, RELEASE, [endpointId, leaseId]);
  }
}
