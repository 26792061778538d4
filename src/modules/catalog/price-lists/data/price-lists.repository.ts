import { Injectable } from '@nestjs/common';
import type { TimePosition } from '../../../../common/http/time-cursor.js';
import { Db } from '../../../../database/db.js';
import { namedQuery } from '../../../../database/named-query.js';
import type { Tx } from '../../../../database/unit-of-work.js';
import type { PriceListView, PriceListWords } from '../price-lists.types.js';

const TIME = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const COLUMNS = `l.id, l.name, l.currency, l.customer_group_id AS "customerGroupId",
  ${TIME('l.starts_at')} AS "startsAt", ${TIME('l.ends_at')} AS "endsAt", l.is_active AS "isActive",
  ${TIME('l.created_at')} AS "createdAt", ${TIME('l.updated_at')} AS "updatedAt"`;

const LIST = {
  name: 'price-lists-list',
  text: `SELECT ${COLUMNS}, l.created_at::text AS at FROM price_lists l
    WHERE ($1::uuid IS NULL OR l.customer_group_id = $1::uuid) AND ($2::boolean IS NULL OR l.is_active = $2)
      AND ($3::timestamptz IS NULL OR (l.created_at, l.id) > ($3::timestamptz, $4::uuid))
    ORDER BY l.created_at, l.id LIMIT $5`,
};

const FIND = {
  name: 'price-lists-find',
  text: `SELECT ${COLUMNS} FROM price_lists l WHERE l.id = $1`,
};

/** All that change a list or its prices take turns. */
const LOCK = {
  name: 'price-lists-lock',
  text: `SELECT ${COLUMNS} FROM price_lists l WHERE l.id = $1 FOR NO KEY UPDATE`,
};

/** No row where the group is not there. */
const INSERT = {
  name: 'price-lists-insert',
  text: `INSERT INTO price_lists AS l (name, currency, customer_group_id, starts_at, ends_at, is_active)
    SELECT $1, $2, $3::uuid, $4::timestamptz, $5::timestamptz, $6::boolean
    WHERE $3::uuid IS NULL OR EXISTS (SELECT FROM customer_groups g WHERE g.id = $3::uuid)
    RETURNING ${COLUMNS}`,
};

const UPDATE = {
  name: 'price-lists-update',
  text: `UPDATE price_lists l
    SET name = $2, customer_group_id = $3::uuid, starts_at = $4::timestamptz, ends_at = $5::timestamptz, is_active = $6
    WHERE l.id = $1 AND ($3::uuid IS NULL OR EXISTS (SELECT FROM customer_groups g WHERE g.id = $3::uuid))
    RETURNING ${COLUMNS}`,
};

const DELETE = { name: 'price-lists-delete', text: `DELETE FROM price_lists WHERE id = $1` };

type Row = PriceListView & Record<string, unknown>;

/** Which lists to show; null asks nothing. */
export interface PriceListFilter {
  readonly customerGroupId: string | null;
  readonly isActive: boolean | null;
}

/** Price lists without their prices. */
@Injectable()
export class PriceListsRepository {
  constructor(private readonly db: Db) {}

  /** The oldest first; one more than asked for when there is a next page. */
  list(
    { customerGroupId, isActive }: PriceListFilter,
    after: TimePosition | null,
    limit: number,
  ): Promise<(PriceListView & { readonly at: string })[]> {
    const position = [after?.at ?? null, after?.id ?? null];
    const values = [customerGroupId, isActive, ...position, limit + 1];
    return this.db.query<Row & { at: string }>(LIST, values);
  }

  async find(id: string): Promise<PriceListView | null> {
    const [row] = await this.db.query<Row>(FIND, [id]);
    return row ?? null;
  }

  async lock(tx: Tx, id: string): Promise<PriceListView | null> {
    const [row] = await namedQuery<Row>(tx, LOCK, [id]);
    return row ?? null;
  }

  /** @returns null when there is no such group of customers */
  async insert(
    tx: Tx,
    currency: string | null,
    words: Required<PriceListWords>,
  ): Promise<PriceListView | null> {
    const { name, customerGroupId, startsAt, endsAt, isActive } = words;
    const values = [name, currency, customerGroupId, startsAt, endsAt, isActive];
    const [row] = await namedQuery<Row>(tx, INSERT, values);
    return row ?? null;
  }

  /** @returns null when there is no such group of customers */
  async update(tx: Tx, id: string, words: PriceListValues): Promise<PriceListView | null> {
    const { name, customerGroupId, startsAt, endsAt, isActive } = words;
    const values = [id, name, customerGroupId, startsAt, endsAt, isActive];
    const [row] = await namedQuery<Row>(tx, UPDATE, values);
    return row ?? null;
  }

  async delete(tx: Tx, id: string): Promise<void> {
    await namedQuery(tx, DELETE, [id]);
  }
}

/** {@link PriceListWords} with what stays as the database gave it. */
export interface PriceListValues {
  readonly name: string;
  readonly customerGroupId: string | null;
  readonly startsAt: Date | string | null;
  readonly endsAt: Date | string | null;
  readonly isActive: boolean;
}
