import { Injectable } from '@nestjs/common';
import { SortOrders, type SortPosition } from '../../../common/http/sort-order.js';
import type { RequestContext } from '../../../common/request-context.js';
import { Db } from '../../../database/db.js';
import { namedQuery } from '../../../database/named-query.js';
import { namedByText, type Statement } from '../../../database/statement.js';
import type { Tx } from '../../../database/unit-of-work.js';
import type { PeopleFilter, PeopleSort } from '../people.types.js';

/** A line of the list of people. */
export interface PersonLineRow {
  readonly id: string;
  readonly username: string;
  readonly email: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly verified_email: boolean;
  readonly role_code: string;
  readonly locked: boolean;
  readonly created_at: Date;
}

/** A line with what the list is sorted by. */
export interface SortedLineRow extends PersonLineRow {
  readonly at: string;
}

/** An account with what is counted around it. */
export interface PersonRow extends PersonLineRow {
  readonly phone_number: string;
  readonly verified_phone: boolean;
  readonly avatar_url: string | null;
  readonly role_id: string;
  readonly role_name: string;
  readonly has_second_factor: boolean;
  readonly password_changed_at: Date | null;
  readonly last_login_at: Date | null;
  readonly sessions: number;
  readonly api_keys: number;
  readonly updated_at: Date;
}

const LINE = `u.id, u.username, u.email, u.first_name, u.last_name, u.verified_email, r.code AS role_code,
  u.locked, u.created_at`;

// By the address as it is written: under a row policy its lower case is out of reach for an index.
export const PEOPLE_SORTS = new SortOrders('u.id', '-createdAt', {
  createdAt: { column: 'u.created_at', kind: 'timestamptz' },
  email: { column: 'u.email', kind: 'text' },
});

// Looks into the tables of sessions, second factors and keys from here on purpose: one statement shows
// an account, whatever belongs to it.
const FIND = {
  name: 'people-find',
  text: `
    SELECT ${LINE}, u.phone_number, u.verified_phone, u.avatar_url, u.role_id, r.name AS role_name, u.updated_at,
           CASE WHEN u.password_changed_at > '0002-01-01' THEN u.password_changed_at END AS password_changed_at,
           EXISTS (SELECT 1 FROM user_totp t WHERE t.user_id = u.id AND t.confirmed_at IS NOT NULL)
             AS has_second_factor,
           (SELECT max(s.created_at) FROM user_sessions s
             WHERE s.user_id = u.id AND s.family_id = s.id AND s.opened_by IS NULL) AS last_login_at,
           (SELECT count(*)::int FROM user_sessions s
             WHERE s.user_id = u.id AND s.family_id = s.id AND NOT s.blocked AND s.expired_at > now()) AS sessions,
           (SELECT count(*)::int FROM api_keys k
             WHERE k.user_id = u.id AND k.revoked_at IS NULL AND k.expires_at > now()) AS api_keys
      FROM users u JOIN user_roles r ON r.id = u.role_id
     WHERE u.id = $1 AND u.deleted_at IS NULL`,
};

const EXISTS = {
  name: 'people-exists',
  text: `SELECT 1 FROM users WHERE id = $1 AND deleted_at IS NULL`,
};

const SET_LOCKED = {
  name: 'people-set-locked',
  text: `UPDATE users SET locked = $2 WHERE id = $1 AND locked <> $2`,
};

const SET_ROLE = {
  name: 'people-set-role',
  text: `UPDATE users SET role_id = $2 WHERE id = $1 AND role_id <> $2`,
};

/** What each filter adds to the statement; `?` stands for its value. */
const CONDITIONS: Readonly<Record<keyof PeopleFilter, string>> = {
  beginning: 'u.id IN (SELECT user_ids_by_beginning(?))',
  role: 'r.code = ?',
  isLocked: 'u.locked = ?',
  isVerified: 'u.verified_email = ?',
  createdFrom: 'u.created_at >= ?',
  createdTo: 'u.created_at < ?',
};

/** Accounts as staff sees and changes them. Changes go through the rules of `RightsService`. */
@Injectable()
export class PeopleRepository {
  constructor(private readonly db: Db) {}

  /** One row more than asked for when there is a next page. */
  async list(
    ctx: RequestContext,
    filter: PeopleFilter,
    sort: PeopleSort,
    limit: number,
    after: SortPosition | null,
  ): Promise<SortedLineRow[]> {
    const { statement, values } = listStatement(filter, sort, after);
    return this.db.queryAs<SortedLineRow & Record<string, unknown>>(ctx, statement, [
      ...values,
      limit + 1,
    ]);
  }

  async find(ctx: RequestContext, id: string): Promise<PersonRow | null> {
    const [row] = await this.db.queryAs<PersonRow>(ctx, FIND, [id]);
    return row ?? null;
  }

  async exists(ctx: RequestContext, id: string): Promise<boolean> {
    return (await this.db.queryAs(ctx, EXISTS, [id])).length === 1;
  }

  async setLocked(tx: Tx, id: string, locked: boolean): Promise<void> {
    await namedQuery(tx, SET_LOCKED, [id, locked]);
  }

  async setRole(tx: Tx, id: string, roleId: string): Promise<void> {
    await namedQuery(tx, SET_ROLE, [id, roleId]);
  }
}

/** A statement for just these filters, under a name of its own: each is planned for what it asks. */
function listStatement(
  filter: PeopleFilter,
  sort: PeopleSort,
  after: SortPosition | null,
): { statement: Statement; values: unknown[] } {
  const names = (Object.keys(CONDITIONS) as (keyof PeopleFilter)[]).filter(
    (name) => filter[name] !== undefined,
  );
  const values: unknown[] = names.map((name) => filter[name]);
  const conditions = names.map((name, index) => CONDITIONS[name].replace('?', `$${index + 1}`));
  const isFirstPage = after === null;
  values.push(after?.at ?? null, after?.id ?? null);
  const [at, id] = [`$${values.length - 1}`, `$${values.length}`];
  const order = PEOPLE_SORTS.sql(sort, at, id, isFirstPage);
  const text = `
    SELECT ${LINE}, ${order.key} AS at FROM users u JOIN user_roles r ON r.id = u.role_id
     WHERE ${['u.deleted_at IS NULL', ...conditions, order.after].join(' AND ')}
     ORDER BY ${order.orderBy} LIMIT $${values.length + 1}`;
  return { statement: namedByText('people-list', text), values };
}
