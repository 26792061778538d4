import { Injectable } from '@nestjs/common';

import { Db } from '../../../database/db.js';
import { namedQuery } from '../../../database/named-query.js';
import type { Tx } from '../../../database/unit-of-work.js';
import type { PublicEventView } from '../webhooks.types.js';

const TIME = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Columns of a {@link PublicEventView}; sequences stay far below 2^53. */
export const EVENT_COLUMNS = `e.id, e.type, ${TIME('e.occurred_at')} AS "occurredAt",
  e.aggregate_type AS "aggregateType", e.aggregate_id AS "aggregateId", e.sequence::float8 AS sequence, e.data`;

/** SQL: whether the type `e.type` passes the filter in a text array. */
export const passes = (types: string): string =>
  `(ARRAY['*', e.type, split_part(e.type, '.', 1) || '.*']::text[] && ${types}::text[])`;

const NUMBER = {
  name: 'events-number',
  text: 'SELECT number_public_events($1::int, $2::boolean) AS numbered',
};

const PLACE = {
  name: 'events-place',
  text: 'SELECT e.position::text FROM public_events e WHERE e.id = $1::uuid AND e.position IS NOT NULL',
};

/**
 * One scan from the cursor on: at most $4 events are looked at, so that a rare type in a long feed costs no more than
 * a page. `looked` is the last of them, where the next page begins.
 */
const LIST = {
  name: 'events-list',
  text: `
  WITH looked AS MATERIALIZED (
    SELECT e.* FROM public_events e WHERE e.position > $1::bigint ORDER BY e.position LIMIT $4::int
  ), page AS (
    SELECT ${EVENT_COLUMNS}, e.position FROM looked e
    WHERE $2::text[] IS NULL OR ${passes('$2')} ORDER BY e.position LIMIT $3::int
  )
  SELECT p.*, p.position::text AS position, l.looked FROM page p
    RIGHT JOIN (SELECT CASE WHEN (SELECT count(*) FROM page) = $3::int
      THEN (SELECT x.id FROM page x ORDER BY x.position DESC LIMIT 1)
      ELSE (SELECT k.id FROM looked k ORDER BY k.position DESC LIMIT 1) END AS looked) l ON true
  ORDER BY p.position`,
};

/** The newest event that is old stays, so that a cursor that has seen everything stays good however quiet it is. */
const PRUNE = {
  name: 'events-prune',
  text: `
  DELETE FROM public_events WHERE id IN (
    SELECT id FROM public_events
    WHERE position < (SELECT max(position) FROM public_events WHERE numbered_at < now() - $1 * interval '1 day')
      AND position < (SELECT min(n.told_position) FROM (
        SELECT told_position FROM webhook_endpoints WHERE status = 'active'
        UNION ALL SELECT 9223372036854775807) n)
      AND NOT EXISTS (SELECT FROM webhook_deliveries d WHERE d.event_id = public_events.id AND d.state = 'waiting')
    ORDER BY position LIMIT $2)`,
};

/** Events of one page, and up to which event they were looked for. */
export interface FeedPage {
  readonly events: readonly PublicEventView[];
  /** Null when there is nothing after the cursor. */
  readonly looked: string | null;
}

type Row = (PublicEventView | { readonly id: null }) & {
  readonly looked: string | null;
} & Record<string, unknown>;

/** The feed of public events. */
@Injectable()
export class FeedRepository {
  constructor(private readonly db: Db) {}

  /**
   * Gives events that have committed their place in the feed.
   *
   * @param patient waits for somebody else who is numbering; otherwise leaves it to him
   */
  async number(tx: Tx, most: number, patient: boolean): Promise<number> {
    const [row] = await namedQuery<{ numbered: number }>(tx, NUMBER, [most, patient]);
    return row?.numbered ?? 0;
  }

  /** @returns the position of an event; null when the feed has none of this id */
  async placeOf(eventId: string): Promise<string | null> {
    const [row] = await this.db.query<{ position: string }>(PLACE, [eventId]);
    return row?.position ?? null;
  }

  /**
   * @param after position; '0' for the beginning
   * @param lookAt events that are looked at, whatever their types
   */
  async list(
    after: string,
    types: readonly string[] | null,
    limit: number,
    lookAt: number,
  ): Promise<FeedPage> {
    const rows = await this.db.query<Row>(LIST, [after, types, limit, lookAt]);
    return {
      looked: rows[0]?.looked ?? null,
      events: rows.flatMap((row) => (row.id === null ? [] : [toEvent(row)])),
    };
  }

  async prune(tx: Tx, keepDays: number, most: number): Promise<number> {
    const rows = await namedQuery<{ id: string }>(
      tx,
      { name: PRUNE.name, text: `${PRUNE.text} RETURNING id` },
      [keepDays, most],
    );
    return rows.length;
  }
}

/** Exactly what the outside sees of an event. */
export function toEvent(row: PublicEventView): PublicEventView {
  const { id, type, occurredAt, aggregateType, aggregateId, sequence, data } = row;
  return { id, type, occurredAt, aggregateType, aggregateId, sequence, data };
}
