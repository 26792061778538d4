import { Injectable } from '@nestjs/common';

import type { TimePosition } from '../../../common/http/time-cursor.js';
import { Db } from '../../../database/db.js';
import { namedQuery } from '../../../database/named-query.js';
import type { Tx } from '../../../database/unit-of-work.js';
import type { AttemptView, DeliveryState, DeliveryView } from '../webhooks.types.js';

const TIME = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const COLUMNS = `d.id, d.event_id AS "eventId", d.type, d.state, d.attempts,
  CASE WHEN d.state = 'waiting' THEN ${TIME('d.next_attempt_at')} END AS "nextAttemptAt",
  ${TIME('d.finished_at')} AS "finishedAt", ${TIME('d.created_at')} AS "createdAt"`;

const LIST = {
  name: 'webhook-deliveries-list',
  text: `SELECT ${COLUMNS}, d.created_at::text AS at FROM webhook_deliveries d
    WHERE d.endpoint_id = $1 AND ($2::text IS NULL OR d.state = $2)
      AND ($3::timestamptz IS NULL OR (d.created_at, d.id) < ($3::timestamptz, $4::uuid))
    ORDER BY d.created_at DESC, d.id DESC LIMIT $5`,
};

const FIND = {
  name: 'webhook-deliveries-find',
  text: `SELECT ${COLUMNS} FROM webhook_deliveries d WHERE d.endpoint_id = $1 AND d.id = $2`,
};

const ATTEMPTS = {
  name: 'webhook-deliveries-attempts',
  text: `SELECT a.attempt, ${TIME('a.created_at')} AS at, a.status_code AS "statusCode", a.error,
      a.duration_ms AS "durationMs", a.answer
    FROM webhook_attempts a WHERE a.delivery_id = $1 ORDER BY a.created_at DESC, a.id LIMIT 50`,
};

const AGAIN = {
  name: 'webhook-deliveries-again',
  text: `UPDATE webhook_deliveries d SET state = 'waiting', attempts = 0, next_attempt_at = now(), finished_at = NULL
    WHERE d.endpoint_id = $1 AND d.id = $2 RETURNING ${COLUMNS}`,
};

/** No event of the feed: position 0, and an id of its own. */
const PING = {
  name: 'webhook-deliveries-ping',
  text: `INSERT INTO webhook_deliveries AS d (endpoint_id, event_id, type, aggregate_id, position)
    VALUES ($1, gen_random_uuid(), 'webhook.ping', gen_random_uuid(), 0) RETURNING ${COLUMNS}`,
};

const PRUNE = {
  name: 'webhook-deliveries-prune',
  text: `DELETE FROM webhook_deliveries WHERE id IN (
    SELECT id FROM webhook_deliveries WHERE finished_at < now() - $1 * interval '1 day' LIMIT $2) RETURNING id`,
};

type Row = DeliveryView & Record<string, unknown>;

/** The log of what each endpoint was sent. */
@Injectable()
export class DeliveriesRepository {
  constructor(private readonly db: Db) {}

  /** The newest first; one more than asked for when there is a next page. */
  list(
    endpointId: string,
    state: DeliveryState | null,
    after: TimePosition | null,
    limit: number,
  ): Promise<(DeliveryView & { readonly at: string })[]> {
    const values = [endpointId, state, after?.at ?? null, after?.id ?? null, limit + 1];
    return this.db.query<Row & { at: string }>(LIST, values);
  }

  async find(endpointId: string, id: string): Promise<DeliveryView | null> {
    const [row] = await this.db.query<Row>(FIND, [endpointId, id]);
    return row ?? null;
  }

  /** The newest fifty. */
  attemptsOf(id: string): Promise<AttemptView[]> {
    return this.db.query<AttemptView & Record<string, unknown>>(ATTEMPTS, [id]);
  }

  async again(tx: Tx, endpointId: string, id: string): Promise<DeliveryView | null> {
    const [row] = await namedQuery<Row>(tx, AGAIN, [endpointId, id]);
    return row ?? null;
  }

  async ping(tx: Tx, endpointId: string): Promise<DeliveryView> {
    const [row] = await namedQuery<Row>(tx, PING, [endpointId]);
    if (row === undefined) throw new Error('A ping was not written');
    return row;
  }

  async prune(tx: Tx, keepDays: number, most: number): Promise<number> {
    return (await namedQuery<{ id: string }>(tx, PRUNE, [keepDays, most])).length;
  }
}
