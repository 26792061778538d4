import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { Db } from '../../../database/db.js';
import { namedQuery } from '../../../database/named-query.js';
import type { Tx } from '../../../database/unit-of-work.js';
import type { ErasureView } from '../privacy.types.js';

/** An entry as it is kept beside the backups: it names nobody. */
export interface ListedErasure {
  readonly id: string;
  readonly userId: string | null;
  readonly orderIds: readonly string[];
  /** ISO 8601. */
  readonly requestedAt: string;
}

const COLUMNS = `e.id, e.user_id AS "userId", e.order_ids AS "orderIds", e.status,
  e.open_orders AS "openOrders", e.requested_at AS "requestedAt", e.applied_at AS "appliedAt",
  e.requested_at < now() - $SETTLE * interval '1 second' AS "isSettled"`;
const columns = (settle: string): string => COLUMNS.replace('$SETTLE', settle);

// Guest orders with the address of an account are its owner's when he has shown that it is his.
const GUEST_ORDERS_OF_USER = `
  SELECT g FROM users u, guest_order_ids(u.email) g WHERE u.id = $1::uuid AND u.verified_email`;

const REQUEST_FOR_USER = {
  name: 'erasures-request-user',
  text: `
    INSERT INTO erasures AS e (user_id, order_ids, requested_by)
    VALUES ($1, ARRAY(${GUEST_ORDERS_OF_USER}), $2)
    ON CONFLICT (user_id) DO UPDATE SET
      order_ids = CASE WHEN e.order_ids @> EXCLUDED.order_ids THEN e.order_ids
        ELSE ARRAY(SELECT unnest(e.order_ids) UNION SELECT unnest(EXCLUDED.order_ids)) END
    RETURNING ${columns('0')}`,
};

const REQUEST_FOR_GUEST = {
  name: 'erasures-request-guest',
  text: `
    INSERT INTO erasures AS e (order_ids, requested_by)
    SELECT array_agg(g), $2::uuid FROM guest_order_ids($1) g HAVING count(*) > 0
    RETURNING ${columns('0')}`,
};

/** From the list of another database; the id stays, so that a list can be read in twice. */
const ADOPT = {
  name: 'erasures-adopt',
  text: `
    INSERT INTO erasures (id, user_id, order_ids, requested_at)
    SELECT r.id, r."userId", r."orderIds", r."requestedAt"
    FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, "userId" uuid, "orderIds" uuid[], "requestedAt" timestamptz)
    ON CONFLICT DO NOTHING RETURNING id`,
};

const FIND = {
  name: 'erasures-find',
  text: `SELECT ${columns('$2::int')} FROM erasures e WHERE e.id = $1`,
};

const LIST = {
  name: 'erasures-list',
  text: `SELECT ${columns('0')} FROM erasures e WHERE NOT $1::boolean OR e.status <> 'applied'
    ORDER BY e.requested_at, e.id`,
};

const MARK = {
  name: 'erasures-mark',
  text: `
    UPDATE erasures SET status = $2::text, open_orders = $3, last_run_at = now(),
      applied_at = CASE WHEN $2::text = 'applied' THEN COALESCE(applied_at, now()) END
    WHERE id = $1`,
};

const BEGIN = {
  name: 'erasures-begin',
  text: 'UPDATE erasures SET last_run_at = now() WHERE id = $1 AND last_run_at IS NULL RETURNING id',
};

const REOPEN = {
  name: 'erasures-reopen',
  text: `UPDATE erasures SET status = 'requested', last_run_at = NULL WHERE status = 'applied'`,
};

/** The list of people to erase. */
@Injectable()
export class ErasuresRepository {
  constructor(private readonly db: Db) {}

  /** Puts an account on the list, with the guest orders of its address; again is no second time. */
  async requestForUser(tx: Tx, userId: string, requestedBy: string | null): Promise<ErasureView> {
    const rows = await namedQuery<ErasureView>(tx, REQUEST_FOR_USER, [userId, requestedBy]);
    return only(rows);
  }

  /** Puts the guest orders of an address on the list; null when there are none. */
  async requestForGuest(tx: Tx, email: string, by: string | null): Promise<ErasureView | null> {
    const [row] = await namedQuery<ErasureView>(tx, REQUEST_FOR_GUEST, [email, by]);
    return row ?? null;
  }

  /** Adds those that are not on the list yet. @returns how many */
  async adopt(tx: Tx, erasures: readonly ListedErasure[]): Promise<number> {
    return (await namedQuery(tx, ADOPT, [JSON.stringify(erasures)])).length;
  }

  /** `isSettled` tells whether it was asked for more than so many seconds ago. */
  async find(ctx: RequestContext, id: string, settleSeconds: number): Promise<ErasureView | null> {
    const [row] = await this.db.queryAs<ErasureView>(ctx, FIND, [id, settleSeconds]);
    return row ?? null;
  }

  /** The whole list or what is not done yet, oldest first. */
  async list(ctx: RequestContext, onlyOpen: boolean): Promise<ErasureView[]> {
    return this.db.queryAs<ErasureView>(ctx, LIST, [onlyOpen]);
  }

  /** Notes the start of a run. @returns whether it is the first */
  async begin(tx: Tx, id: string): Promise<boolean> {
    return (await namedQuery(tx, BEGIN, [id])).length > 0;
  }

  /** Notes how far a run came. */
  async mark(tx: Tx, id: string, status: ErasureView['status'], openOrders: number): Promise<void> {
    await namedQuery(tx, MARK, [id, status, openOrders]);
  }

  /** Everything on the list is to be done once more. */
  async reopen(tx: Tx): Promise<void> {
    await namedQuery(tx, REOPEN);
  }
}

function only<Row>(rows: readonly Row[]): Row {
  const [row] = rows;
  if (row === undefined) throw new Error('The statement gave no row');
  return row;
}
