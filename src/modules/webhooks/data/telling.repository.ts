import { Injectable } from '@nestjs/common';

import { namedQuery } from '../../../database/named-query.js';
import type { Tx } from '../../../database/unit-of-work.js';
import { passes } from './feed.repository.js';

/** So many deliveries of one endpoint wait at most; the feed keeps the rest until there is room. */
const MOST_WAITING = 1000;
/** Events that are looked at for each endpoint in one go. */
const LOOK_AT = 500;

/** A second delivery of the same event begins anew: staff has asked for it by moving the endpoint back. */
const TELL = {
  name: 'webhooks-tell',
  text: `
  WITH ends AS MATERIALIZED (
    SELECT w.id, w.event_types, w.told_position FROM webhook_endpoints w
    WHERE w.status = 'active' AND w.told_position < (SELECT max(position) FROM public_events)
      AND (SELECT count(*) FROM webhook_deliveries d WHERE d.endpoint_id = w.id AND d.state = 'waiting') < $1::int
    FOR NO KEY UPDATE OF w SKIP LOCKED
  ), looked AS MATERIALIZED (
    SELECT w.id AS endpoint_id, w.event_types, e.id, e.type, e.aggregate_id, e.position
    FROM ends w CROSS JOIN LATERAL (
      SELECT e.id, e.type, e.aggregate_id, e.position FROM public_events e
      WHERE e.position > w.told_position ORDER BY e.position LIMIT $2::int) e
  ), told AS (
    INSERT INTO webhook_deliveries (endpoint_id, event_id, type, aggregate_id, position)
    SELECT e.endpoint_id, e.id, e.type, e.aggregate_id, e.position FROM looked e WHERE ${passes('e.event_types')}
    ON CONFLICT (endpoint_id, event_id) DO UPDATE
      SET state = 'waiting', attempts = 0, next_attempt_at = now(), finished_at = NULL
  )
  UPDATE webhook_endpoints w SET told_position = m.last
  FROM (SELECT endpoint_id, max(position) AS last FROM looked GROUP BY endpoint_id) m
  WHERE w.id = m.endpoint_id RETURNING w.id`,
};

/** Endpoints with something due that nobody sends and nobody was asked to send; $1 one of them or null. */
const RING = {
  name: 'webhooks-ring',
  text: `
  UPDATE webhook_endpoints SET rung_until = now() + interval '30 seconds' WHERE id IN (
    SELECT w.id FROM webhook_endpoints w
    WHERE w.status = 'active' AND ($1::uuid IS NULL OR w.id = $1::uuid)
      AND (w.rung_until IS NULL OR w.rung_until < now()) AND (w.leased_until IS NULL OR w.leased_until < now())
      AND (w.rests_until IS NULL OR w.rests_until <= now())
      AND EXISTS (SELECT FROM webhook_deliveries d WHERE d.endpoint_id = w.id AND d.state = 'waiting'
        AND d.position > 0 AND d.next_attempt_at <= now())
    FOR NO KEY UPDATE OF w SKIP LOCKED)
  RETURNING id`,
};

/** From the feed to the lists of what each endpoint is to be sent. */
@Injectable()
export class TellingRepository {
  /** @returns endpoints whose place in the feed has moved; there may be more for them */
  async tell(tx: Tx): Promise<string[]> {
    const rows = await namedQuery<{ id: string }>(tx, TELL, [MOST_WAITING, LOOK_AT]);
    return rows.map(({ id }) => id);
  }

  /** @returns endpoints for which a job has to be asked for, by the same transaction */
  async ring(tx: Tx, endpointId: string | null = null): Promise<string[]> {
    const rows = await namedQuery<{ id: string }>(tx, RING, [endpointId]);
    return rows.map(({ id }) => id);
  }
}
