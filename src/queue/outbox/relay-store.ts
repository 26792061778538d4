import { Injectable } from '@nestjs/common';

import { Db } from '../../database/db.js';

/** A row that this relay may put into a queue until `lease` is over. */
export interface LeasedRow {
  readonly id: string;
  readonly created_at: Date;
  readonly seq: string;
  readonly event: string | null;
  readonly queue: string;
  readonly job: string;
  readonly payload: unknown;
  readonly request_id: string | null;
  readonly traceparent: string | null;
  readonly relay_count: number;
  /** End of the lease with all digits, to recognise one's own. */
  readonly lease: string;
}

/** A row that was relayed and has had no answer for a while. */
export interface UnansweredRow {
  readonly id: string;
  readonly created_at: Date;
  readonly queue: string;
  readonly relay_count: number;
  /** `relayed_at` with all digits. */
  readonly seen: string;
}

/** Longer than adding one batch can take; after a crash its rows wait as long. */
const LEASE_SECONDS = 30;

/** Rows are named by (id, created_at): the second part finds the partition. */
const NAMED = `FROM unnest($1::uuid[], $2::timestamptz[]) AS named(id, created_at)
         WHERE o.id = named.id AND o.created_at = named.created_at`;

const LEASE = {
  name: 'outbox-lease',
  text: `WITH due AS MATERIALIZED (
           SELECT id, created_at FROM outbox_events
            WHERE relayed_at IS NULL AND done_at IS NULL AND failed_at IS NULL AND queue IS NOT NULL
              AND available_at <= now() AND (leased_until IS NULL OR leased_until < now())
            ORDER BY available_at LIMIT $1 FOR UPDATE SKIP LOCKED)
         UPDATE outbox_events o SET leased_until = now() + interval '${LEASE_SECONDS} seconds'
           FROM due WHERE o.id = due.id AND o.created_at = due.created_at
         RETURNING o.id, o.created_at, o.seq::text AS seq, o.event, o.queue, o.job, o.payload,
                   o.request_id, o.traceparent, o.relay_count, o.leased_until::text AS lease`,
};

/** The handler may have been faster: its marks and its own lease are left alone. */
const RELAYED = {
  name: 'outbox-relayed',
  text: `UPDATE outbox_events o
            SET relayed_at = now(), relay_count = o.relay_count + 1,
                leased_until = CASE WHEN o.leased_until = $3::timestamptz THEN NULL ELSE o.leased_until END
         ${NAMED}`,
};

const GIVE_BACK = {
  name: 'outbox-give-back',
  text: `UPDATE outbox_events o SET leased_until = NULL ${NAMED} AND o.leased_until = $3::timestamptz`,
};

/** Parameter 2 is in seconds: so long the first three times, then ever longer, at most 120 times that. */
const UNANSWERED = {
  name: 'outbox-unanswered',
  text: `SELECT id, created_at, queue, relay_count, relayed_at::text AS seen
           FROM outbox_events
          WHERE relayed_at IS NOT NULL AND done_at IS NULL AND failed_at IS NULL AND queue IS NOT NULL
            AND relayed_at < now() - interval '1 second' * $2::float8
            AND relayed_at < now() - interval '1 second' * $2::float8
                             * CASE WHEN relay_count <= 3 THEN 1 ELSE least(power(2, relay_count - 3), 120) END
            AND (leased_until IS NULL OR leased_until < now())
          ORDER BY relayed_at LIMIT $1`,
};

const UNANSWERED_MARK = `FROM unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) AS named(id, created_at, seen)
          WHERE o.id = named.id AND o.created_at = named.created_at AND o.relayed_at = named.seen
            AND o.done_at IS NULL AND o.failed_at IS NULL`;

const RING_AGAIN = {
  name: 'outbox-ring-again',
  text: `UPDATE outbox_events o
            SET relayed_at = NULL, leased_until = NULL, relay_count = greatest(o.relay_count, 1)
         ${UNANSWERED_MARK} RETURNING o.id`,
};

const STILL_WAITING = {
  name: 'outbox-still-waiting',
  text: `UPDATE outbox_events o SET relayed_at = now() ${UNANSWERED_MARK}`,
};

/** The statements of relay and sweeper; each is a transaction of its own. */
@Injectable()
export class RelayStore {
  constructor(private readonly db: Db) {}

  /** Takes up to `limit` rows that are due, in the order they were written; nobody else gets them. */
  async lease(limit: number): Promise<LeasedRow[]> {
    const rows = await this.db.query<LeasedRow & Record<string, unknown>>(LEASE, [limit]);
    return rows.sort((a, b) => Number(a.seq) - Number(b.seq));
  }

  /** Notes that the rows are in the queue. */
  async relayed(rows: readonly LeasedRow[]): Promise<void> {
    await this.mark(RELAYED, rows);
  }

  /** Gives rows back that could not be put into the queue. */
  async giveBack(rows: readonly LeasedRow[]): Promise<void> {
    await this.mark(GIVE_BACK, rows);
  }

  /**
   * Rows whose ring was not answered in time, the oldest first.
   *
   * @param seconds how long an answer may take
   */
  async unanswered(limit: number, seconds: number): Promise<UnansweredRow[]> {
    return this.db.query<UnansweredRow & Record<string, unknown>>(UNANSWERED, [limit, seconds]);
  }

  /** Hands rows to the relay again, unless they were answered or rung by somebody else meanwhile. */
  async ringAgain(rows: readonly UnansweredRow[]): Promise<number> {
    const rung = await this.db.query(RING_AGAIN, unansweredValues(rows));
    return rung.length;
  }

  /** Puts rows whose job still waits in the queue at the end of the sweeper's list. */
  async stillWaiting(rows: readonly UnansweredRow[]): Promise<void> {
    await this.db.query(STILL_WAITING, unansweredValues(rows));
  }

  private async mark(
    statement: { name: string; text: string },
    rows: readonly LeasedRow[],
  ): Promise<void> {
    const [first] = rows;
    if (first === undefined) return;
    await this.db.query(statement, [
      rows.map((row) => row.id),
      rows.map((row) => row.created_at.toISOString()),
      first.lease,
    ]);
  }
}

function unansweredValues(rows: readonly UnansweredRow[]): unknown[] {
  return [
    rows.map((row) => row.id),
    rows.map((row) => row.created_at.toISOString()),
    rows.map((row) => row.seen),
  ];
}

/**
 * Id of the job that the ring number `rings` (0 for the first) of a row makes. Two relays that ring
 * for the same number make one job; a later ring makes a new one, for the old may still be listed.
 */
export function jobIdOf(rowId: string, rings: number): string {
  return rings === 0 ? rowId : `${rowId}-r${rings}`;
}
