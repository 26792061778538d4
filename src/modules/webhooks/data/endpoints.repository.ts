import { Injectable } from '@nestjs/common';

import type { TimePosition } from '../../../common/http/time-cursor.js';
import { Db } from '../../../database/db.js';
import { namedQuery } from '../../../database/named-query.js';
import type { Tx } from '../../../database/unit-of-work.js';
import type { EndpointView, PauseReason } from '../webhooks.types.js';

const TIME = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const COLUMNS = `w.id, w.url, w.description, w.event_types AS "eventTypes", w.status,
  w.pause_reason AS "pauseReason", ${TIME('w.paused_at')} AS "pausedAt",
  ${TIME('w.failing_since')} AS "failingSince", w.failures AS "failuresInARow",
  CASE WHEN w.signed_twice_until > now() THEN ${TIME('w.signed_twice_until')} END AS "previousSecretUntil",
  (SELECT count(*)::int FROM webhook_deliveries d WHERE d.endpoint_id = w.id AND d.state = 'waiting') AS waiting,
  ${TIME('w.created_at')} AS "createdAt", ${TIME('w.updated_at')} AS "updatedAt"`;

const LIST = {
  name: 'webhooks-list',
  text: `SELECT ${COLUMNS}, w.created_at::text AS at FROM webhook_endpoints w
    WHERE ($1::timestamptz IS NULL OR (w.created_at, w.id) > ($1::timestamptz, $2::uuid))
    ORDER BY w.created_at, w.id LIMIT $3`,
};

const FIND = {
  name: 'webhooks-find',
  text: `SELECT ${COLUMNS} FROM webhook_endpoints w WHERE w.id = $1`,
};

const LOCK = {
  name: 'webhooks-lock',
  text: `SELECT ${COLUMNS} FROM webhook_endpoints w WHERE w.id = $1 FOR NO KEY UPDATE OF w`,
};

/** It is told of what comes after it; nothing at all when there are as many as may be. */
const INSERT = {
  name: 'webhooks-insert',
  text: `
  INSERT INTO webhook_endpoints AS w (id, url, description, event_types, secret, created_by, told_position)
  SELECT $1, $2, $3, $4, $5, $6, coalesce((SELECT max(position) FROM public_events), 0)
  WHERE (SELECT count(*) FROM webhook_endpoints) < $7 RETURNING ${COLUMNS}`,
};

const UPDATE = {
  name: 'webhooks-update',
  text: `UPDATE webhook_endpoints w SET url = $2, description = $3, event_types = $4 WHERE w.id = $1
    RETURNING ${COLUMNS}`,
};

const LOCK_SECRET = {
  name: 'webhooks-lock-secret',
  text: 'SELECT secret FROM webhook_endpoints WHERE id = $1 FOR NO KEY UPDATE',
};

const ROTATE = {
  name: 'webhooks-rotate',
  text: `
  UPDATE webhook_endpoints w SET secret = $2, previous_secret = $3,
    signed_twice_until = now() + $4 * interval '1 hour' WHERE w.id = $1 RETURNING ${COLUMNS}`,
};

const PAUSE = {
  name: 'webhooks-pause',
  text: `
  UPDATE webhook_endpoints w SET status = 'paused', pause_reason = $2, paused_at = now()
  WHERE w.id = $1 AND w.status = 'active' RETURNING w.url`,
};

/** What waited is due at once, with all its tries. */
const RESUME = {
  name: 'webhooks-resume',
  text: `
  WITH due AS (
    UPDATE webhook_deliveries SET attempts = 0, next_attempt_at = now()
    WHERE endpoint_id = $1 AND state = 'waiting'
  )
  UPDATE webhook_endpoints w SET status = 'active', pause_reason = NULL, paused_at = NULL, failing_since = NULL,
    failures = 0, rests_until = NULL, rung_until = NULL WHERE w.id = $1 AND w.status = 'paused'`,
};

const REWIND = {
  name: 'webhooks-rewind',
  text: `UPDATE webhook_endpoints SET told_position = least(told_position, $2::bigint), resent_at = now()
    WHERE id = $1`,
};

const DELETE = { name: 'webhooks-delete', text: 'DELETE FROM webhook_endpoints WHERE id = $1' };

type Row = EndpointView & Record<string, unknown>;

/** What staff says about an endpoint. */
export interface EndpointWords {
  readonly url: string;
  readonly description: string;
  readonly eventTypes: readonly string[];
}

/** A new endpoint; its secret is encrypted already. */
export interface NewEndpoint extends EndpointWords {
  readonly id: string;
  readonly secret: string;
  readonly createdBy: string | null;
}

/** Endpoints as staff sees them. */
@Injectable()
export class EndpointsRepository {
  constructor(private readonly db: Db) {}

  /** The oldest first; one more than asked for when there is a next page. */
  list(
    after: TimePosition | null,
    limit: number,
  ): Promise<(EndpointView & { readonly at: string })[]> {
    const values = [after?.at ?? null, after?.id ?? null, limit + 1];
    return this.db.query<Row & { at: string }>(LIST, values);
  }

  async find(id: string): Promise<EndpointView | null> {
    const [row] = await this.db.query<Row>(FIND, [id]);
    return row ?? null;
  }

  async lock(tx: Tx, id: string): Promise<EndpointView | null> {
    const [row] = await namedQuery<Row>(tx, LOCK, [id]);
    return row ?? null;
  }

  /** @returns null when there are `most` of them already */
  async insert(tx: Tx, made: NewEndpoint, most: number): Promise<EndpointView | null> {
    const { id, url, description, eventTypes, secret, createdBy } = made;
    const values = [id, url, description, eventTypes, secret, createdBy, most];
    const [row] = await namedQuery<Row>(tx, INSERT, values);
    return row ?? null;
  }

  async update(tx: Tx, id: string, words: EndpointWords): Promise<EndpointView | null> {
    const values = [id, words.url, words.description, words.eventTypes];
    const [row] = await namedQuery<Row>(tx, UPDATE, values);
    return row ?? null;
  }

  /** @returns the secret as it is stored */
  async lockSecret(tx: Tx, id: string): Promise<string | null> {
    const [row] = await namedQuery<{ secret: string }>(tx, LOCK_SECRET, [id]);
    return row?.secret ?? null;
  }

  /** @param overlapHours in which the previous secret signs as well */
  async rotate(
    tx: Tx,
    id: string,
    secret: string,
    previous: string,
    overlapHours: number,
  ): Promise<EndpointView | null> {
    const [row] = await namedQuery<Row>(tx, ROTATE, [id, secret, previous, overlapHours]);
    return row ?? null;
  }

  /** @returns the address; null when it was paused already */
  async pause(tx: Tx, id: string, reason: PauseReason): Promise<string | null> {
    const [row] = await namedQuery<{ url: string }>(tx, PAUSE, [id, reason]);
    return row?.url ?? null;
  }

  async resume(tx: Tx, id: string): Promise<void> {
    await namedQuery(tx, RESUME, [id]);
  }

  /** Everything after a position of the feed is sent again; null moves nothing and only notes that staff did. */
  async rewind(tx: Tx, id: string, position: string | null): Promise<void> {
    await namedQuery(tx, REWIND, [id, position]);
  }

  async delete(tx: Tx, id: string): Promise<void> {
    await namedQuery(tx, DELETE, [id]);
  }
}
