import { Injectable } from '@nestjs/common';

import { Db } from '../../database/db.js';
import { namedQuery } from '../../database/named-query.js';
import { type Tx } from '../../database/unit-of-work.js';

/** Key of the outbox row that a job carries: the job is the doorbell, the row is the letter. */
export interface Delivery {
  readonly id: string;
  /** `created_at` of the row, ISO 8601 with milliseconds. */
  readonly at: string;
}

const KEY = 'id = $1::uuid AND created_at = $2::timestamptz';

const CLAIM = {
  name: 'inbox-claim',
  text: `UPDATE outbox_events
            SET done_at = now(), relayed_at = coalesce(relayed_at, now()),
                leased_until = NULL, failed_at = NULL, last_error = NULL
          WHERE ${KEY} AND done_at IS NULL RETURNING id`,
};

/** A lease without `relayed_at` is the relay's own and does not stop a handler that already runs. */
const LEASE = {
  name: 'inbox-lease',
  text: `UPDATE outbox_events
            SET leased_until = now() + $3 * interval '1 second', relayed_at = coalesce(relayed_at, now())
          WHERE ${KEY} AND done_at IS NULL
            AND (leased_until IS NULL OR leased_until < now() OR relayed_at IS NULL)
          RETURNING leased_until::text AS lease`,
};

const DONE = {
  name: 'inbox-done',
  text: `UPDATE outbox_events
            SET done_at = now(), leased_until = NULL, failed_at = NULL, last_error = NULL
          WHERE ${KEY} AND done_at IS NULL`,
};

const RELEASE = {
  name: 'inbox-release',
  text: `UPDATE outbox_events SET leased_until = NULL
          WHERE ${KEY} AND done_at IS NULL AND leased_until = $3::timestamptz`,
};

const FAIL = {
  name: 'inbox-fail',
  text: `UPDATE outbox_events
            SET failed_at = now(), last_error = $3, leased_until = NULL,
                relayed_at = coalesce(relayed_at, now())
          WHERE ${KEY} AND done_at IS NULL`,
};

const REPLAY = {
  name: 'inbox-replay',
  text: `UPDATE outbox_events
            SET failed_at = NULL, last_error = NULL, leased_until = NULL, relayed_at = NULL,
                available_at = now(), relay_count = greatest(relay_count, 1)
          WHERE id = ANY ($1::uuid[]) AND failed_at IS NOT NULL AND done_at IS NULL
          RETURNING id`,
};

const MAX_ERROR_CHARACTERS = 2000;

/**
 * The receiving side of the outbox. A delivery may come twice, late, or to two workers at once;
 * the row decides who acts on it.
 */
@Injectable()
export class Inbox {
  /** Leases taken in this process, so that a failed try gives back its own and nobody else's. */
  private readonly leases = new WeakMap<Delivery, string>();

  /** Deliveries that their handler has claimed, leased or marked by itself. */
  private readonly answered = new WeakSet<Delivery>();

  constructor(private readonly db: Db) {}

  /**
   * Marks the row done as part of `tx`: the effect and the mark commit or roll back together.
   * Waits for another handler of the same row that has not committed yet.
   *
   * @returns false when the row is already done: return without doing anything
   */
  async claim(tx: Tx, delivery: Delivery | null): Promise<boolean> {
    if (delivery === null) return true;
    this.answered.add(delivery);
    const rows = await namedQuery<{ id: string }>(tx, CLAIM, [delivery.id, delivery.at]);
    return rows.length === 1;
  }

  /**
   * Reserves the row for a handler that calls the outside between transactions (mail, gateway). Call
   * `done` after the effect. A try that throws gives the lease back; one that dies lets it run out,
   * and the sweeper rings again.
   *
   * @param seconds longer than the call can take; the effect may happen twice if it takes longer
   * @returns false when the row is done or another handler holds it: return without doing anything
   */
  async lease(delivery: Delivery | null, seconds: number): Promise<boolean> {
    if (delivery === null) return true;
    this.answered.add(delivery);
    const rows = await this.db.query<{ lease: string }>(LEASE, [delivery.id, delivery.at, seconds]);
    const [row] = rows;
    if (row === undefined) return false;
    this.leases.set(delivery, row.lease);
    return true;
  }

  /** Marks a leased row done after the effect. */
  async done(delivery: Delivery | null): Promise<void> {
    if (delivery === null) return;
    this.answered.add(delivery);
    this.leases.delete(delivery);
    await this.db.query(DONE, [delivery.id, delivery.at]);
  }

  /**
   * After a handler that returned: marks the row done when the handler left that to the platform.
   * Enough for work that may be done twice; without it the row would be rung for ever.
   */
  async settle(delivery: Delivery): Promise<void> {
    if (!this.answered.has(delivery)) await this.done(delivery);
  }

  /** Gives back the lease of a try that failed; does nothing when it took none. */
  async release(delivery: Delivery): Promise<void> {
    const lease = this.leases.get(delivery);
    if (lease === undefined) return;
    this.leases.delete(delivery);
    await this.db.query(RELEASE, [delivery.id, delivery.at, lease]);
  }

  /** Sets the row aside when its tries are used up; it stays, with the reason, until replayed. */
  async fail(delivery: Delivery, reason: string): Promise<void> {
    await this.db.query(FAIL, [delivery.id, delivery.at, reason.slice(0, MAX_ERROR_CHARACTERS)]);
  }

  /**
   * Sends failed rows again, with all their tries.
   *
   * @returns ids that were sent again; rows that are done or have not failed are left alone
   */
  async replay(ids: readonly string[]): Promise<string[]> {
    const rows = await this.db.query<{ id: string }>(REPLAY, [ids]);
    return rows.map((row) => row.id);
  }
}
