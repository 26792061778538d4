import { Injectable } from '@nestjs/common';
import { etagOf } from '../../../common/http/if-match.js';
import type { TimePosition } from '../../../common/http/time-cursor.js';
import { type RequestContext, withAllRows } from '../../../common/request-context.js';
import { Db } from '../../../database/db.js';
import { namedQuery } from '../../../database/named-query.js';
import type { Tx } from '../../../database/unit-of-work.js';

/** A group of customers as staff sees it. */
export interface CustomerGroupView {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly members: number;
  readonly createdAt: string;
}

/** Somebody in a group. */
export interface GroupMember {
  readonly userId: string;
  readonly email: string;
  readonly since: string;
}

const TIME = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const COLUMNS = `g.id, g.code, g.name, ${TIME('g.created_at')} AS "createdAt",
  (SELECT count(*)::int FROM customer_group_members m WHERE m.group_id = g.id) AS members`;

const LIST = {
  name: 'customer-groups-list',
  text: `SELECT ${COLUMNS}, g.created_at::text AS at FROM customer_groups g
    WHERE ($1::timestamptz IS NULL OR (g.created_at, g.id) > ($1::timestamptz, $2::uuid))
    ORDER BY g.created_at, g.id LIMIT $3`,
};

const FIND = {
  name: 'customer-groups-find',
  text: `SELECT ${COLUMNS} FROM customer_groups g WHERE g.id = $1`,
};

/** All that change a group or its members take turns. */
const LOCK = {
  name: 'customer-groups-lock',
  text: `SELECT ${COLUMNS} FROM customer_groups g WHERE g.id = $1 FOR NO KEY UPDATE OF g`,
};

const INSERT = {
  name: 'customer-groups-insert',
  text: `INSERT INTO customer_groups AS g (code, name) VALUES ($1, $2) RETURNING g.id`,
};

const UPDATE = {
  name: 'customer-groups-update',
  text: `UPDATE customer_groups SET code = $2, name = $3 WHERE id = $1`,
};

const DELETE = {
  name: 'customer-groups-delete',
  text: `DELETE FROM customer_groups WHERE id = $1`,
};

const USES = {
  name: 'customer-groups-uses',
  text: `SELECT (SELECT count(*)::int FROM price_lists l WHERE l.customer_group_id = $1) AS "priceLists",
    (SELECT count(DISTINCT t.discount_id)::int FROM discount_targets t
      WHERE t.kind = 'customer_group' AND t.target_id = $1) AS discounts`,
};

const MEMBERS = {
  name: 'customer-groups-members',
  text: `SELECT m.user_id AS "userId", u.email, ${TIME('m.created_at')} AS since, m.created_at::text AS at, m.id
    FROM customer_group_members m JOIN users u ON u.id = m.user_id
    WHERE m.group_id = $1 AND ($2::timestamptz IS NULL OR (m.created_at, m.id) > ($2::timestamptz, $3::uuid))
    ORDER BY m.created_at, m.id LIMIT $4`,
};

/** Of $1 those who have an account. */
const KNOWN = {
  name: 'customer-groups-known-users',
  text: `SELECT u.id FROM users u WHERE u.id = ANY ($1::uuid[]) AND u.deleted_at IS NULL`,
};

const ADD = {
  name: 'customer-groups-add',
  text: `INSERT INTO customer_group_members AS m (group_id, user_id)
    SELECT $1::uuid, w.id FROM unnest($2::uuid[]) AS w (id) ORDER BY w.id
    ON CONFLICT (group_id, user_id) DO NOTHING RETURNING m.user_id AS id`,
};

const REMOVE = {
  name: 'customer-groups-remove',
  text: `DELETE FROM customer_group_members m WHERE m.group_id = $1 AND m.user_id = ANY ($2::uuid[])
    RETURNING m.user_id AS id`,
};

type Row = CustomerGroupView & Record<string, unknown>;
type MemberRow = GroupMember & { at: string; id: string } & Record<string, unknown>;

/** Groups of customers and who is in them. Reads count members: staff sees all rows behind its permission. */
@Injectable()
export class CustomerGroupsRepository {
  constructor(private readonly db: Db) {}

  /** The oldest first; one more than asked for when there is a next page. */
  list(
    ctx: RequestContext,
    after: TimePosition | null,
    limit: number,
  ): Promise<(CustomerGroupView & { readonly at: string })[]> {
    const values = [after?.at ?? null, after?.id ?? null, limit + 1];
    return this.db.queryAs<Row & { at: string }>(withAllRows(ctx), LIST, values);
  }

  async findNow(ctx: RequestContext, id: string): Promise<CustomerGroupView | null> {
    const [row] = await this.db.queryAs<Row>(withAllRows(ctx), FIND, [id]);
    return row ?? null;
  }

  async find(tx: Tx, id: string): Promise<CustomerGroupView | null> {
    const [row] = await namedQuery<Row>(tx, FIND, [id]);
    return row ?? null;
  }

  async lock(tx: Tx, id: string): Promise<CustomerGroupView | null> {
    const [row] = await namedQuery<Row>(tx, LOCK, [id]);
    return row ?? null;
  }

  async insert(tx: Tx, code: string, name: string): Promise<string> {
    const [row] = await namedQuery<{ id: string }>(tx, INSERT, [code, name]);
    if (row === undefined) throw new Error('A new group of customers has no id');
    return row.id;
  }

  async update(tx: Tx, id: string, code: string, name: string): Promise<void> {
    await namedQuery(tx, UPDATE, [id, code, name]);
  }

  async delete(tx: Tx, id: string): Promise<void> {
    await namedQuery(tx, DELETE, [id]);
  }

  /** How many price lists and discounts name it. */
  async uses(tx: Tx, id: string): Promise<{ priceLists: number; discounts: number }> {
    const [row] = await namedQuery<{ priceLists: number; discounts: number }>(tx, USES, [id]);
    return row ?? { priceLists: 0, discounts: 0 };
  }

  members(
    ctx: RequestContext,
    id: string,
    after: TimePosition | null,
    limit: number,
  ): Promise<MemberRow[]> {
    const values = [id, after?.at ?? null, after?.id ?? null, limit + 1];
    return this.db.queryAs<MemberRow>(withAllRows(ctx), MEMBERS, values);
  }

  known(tx: Tx, userIds: readonly string[]): Promise<Set<string>> {
    return this.ids(tx, KNOWN, [userIds]);
  }

  /** @returns those who were not in it */
  add(tx: Tx, id: string, userIds: readonly string[]): Promise<Set<string>> {
    return this.ids(tx, ADD, [id, userIds]);
  }

  /** @returns those who were in it */
  remove(tx: Tx, id: string, userIds: readonly string[]): Promise<Set<string>> {
    return this.ids(tx, REMOVE, [id, userIds]);
  }

  private async ids(tx: Tx, statement: typeof ADD, values: unknown[]): Promise<Set<string>> {
    const rows = await namedQuery<{ id: string }>(tx, statement, values);
    return new Set(rows.map(({ id }) => id));
  }
}

/** The ETag of a group; its members are not in it. */
export function etagOfCustomerGroup({ code, name }: CustomerGroupView): string {
  return etagOf([code, name]);
}
