import { Injectable } from '@nestjs/common';
import type { TimePosition } from '../../../common/http/time-cursor.js';
import type { RequestContext } from '../../../common/request-context.js';
import { Db } from '../../../database/db.js';
import { namedQuery } from '../../../database/named-query.js';
import type { Tx } from '../../../database/unit-of-work.js';
import type { AddressRow } from '../users.types.js';

/** A whole row of the address book. */
export interface StoredAddress extends AddressRow {
  readonly is_default: boolean;
  readonly created_at: Date;
  readonly updated_at: Date;
  /** `created_at` with all its digits, for cursors. */
  readonly created_text: string;
}

const COLUMNS = `id, recipient, phone_number, street, ward, district, city, postal_code, country,
  is_default, created_at, updated_at, created_at::text AS created_text`;

const FIND_OWN = {
  name: 'addresses-find-own',
  text: `SELECT ${COLUMNS} FROM user_addresses WHERE user_id = $1 AND id = $2`,
};

const LIST = {
  name: 'addresses-list',
  text: `SELECT ${COLUMNS} FROM user_addresses
          WHERE user_id = $1
            AND ($2::timestamptz IS NULL OR (created_at, id) < ($2::timestamptz, $3::uuid))
          ORDER BY created_at DESC, id DESC LIMIT $4`,
};

// The owner's row is the lock of his address book: one default, a bounded number.
const LOCK_BOOK = {
  name: 'addresses-lock-book',
  text: `SELECT id FROM users WHERE id = $1 AND deleted_at IS NULL FOR NO KEY UPDATE`,
};

const COUNT = {
  name: 'addresses-count',
  text: `SELECT count(*)::int AS count FROM user_addresses WHERE user_id = $1`,
};

const CLEAR_DEFAULT = {
  name: 'addresses-clear-default',
  text: `UPDATE user_addresses SET is_default = false WHERE user_id = $1 AND is_default AND id <> $2`,
};

const INSERT = {
  name: 'addresses-insert',
  text: `INSERT INTO user_addresses
           (id, user_id, recipient, phone_number, street, ward, district, city, postal_code, country, is_default)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING ${COLUMNS}`,
};

const UPDATE = {
  name: 'addresses-update',
  text: `UPDATE user_addresses
            SET recipient = $3, phone_number = $4, street = $5, ward = $6, district = $7, city = $8,
                postal_code = $9, country = $10, is_default = $11
          WHERE id = $1 AND user_id = $2 RETURNING ${COLUMNS}`,
};

const DELETE = {
  name: 'addresses-delete',
  text: `DELETE FROM user_addresses WHERE user_id = $1 AND id = $2 RETURNING is_default`,
};

const PROMOTE = {
  name: 'addresses-promote',
  text: `UPDATE user_addresses SET is_default = true
          WHERE id = (SELECT id FROM user_addresses WHERE user_id = $1 ORDER BY created_at DESC, id DESC LIMIT 1)`,
};

/** What is written of an address; recipient and street are ciphertext. */
export type AddressValues = AddressRow & { readonly is_default: boolean };

/** Rows of the address book; every statement carries the owner's id. */
@Injectable()
export class AddressesRepository {
  constructor(private readonly db: Db) {}

  async findOwn(
    at: Tx | RequestContext,
    userId: string,
    id: string,
  ): Promise<StoredAddress | null> {
    const executor = 'requestId' in at ? this.db.as(at) : at;
    const [row] = await namedQuery<StoredAddress>(executor, FIND_OWN, [userId, id]);
    return row ?? null;
  }

  /** Newest first, one row more than asked for when there is a next page. */
  async list(
    ctx: RequestContext,
    userId: string,
    limit: number,
    after: TimePosition | null,
  ): Promise<StoredAddress[]> {
    const values = [userId, after?.at ?? null, after?.id ?? null, limit + 1];
    return this.db.queryAs<StoredAddress>(ctx, LIST, values);
  }

  /** @returns false when the owner does not exist (any more). */
  async lockBook(tx: Tx, userId: string): Promise<boolean> {
    return (await namedQuery(tx, LOCK_BOOK, [userId])).length === 1;
  }

  async count(tx: Tx, userId: string): Promise<number> {
    const [row] = await namedQuery<{ count: number }>(tx, COUNT, [userId]);
    return row?.count ?? 0;
  }

  /** Takes the mark from whatever address has it, except for the one given. */
  async clearDefault(tx: Tx, userId: string, exceptId: string): Promise<void> {
    await namedQuery(tx, CLEAR_DEFAULT, [userId, exceptId]);
  }

  async insert(tx: Tx, userId: string, row: AddressValues): Promise<StoredAddress[]> {
    return namedQuery<StoredAddress>(tx, INSERT, valuesOf(userId, row));
  }

  async update(tx: Tx, userId: string, row: AddressValues): Promise<StoredAddress[]> {
    return namedQuery<StoredAddress>(tx, UPDATE, valuesOf(userId, row));
  }

  /** @returns whether the deleted one was the default, null when there was none to delete. */
  async delete(tx: Tx, userId: string, id: string): Promise<boolean | null> {
    const [row] = await namedQuery<{ is_default: boolean }>(tx, DELETE, [userId, id]);
    return row?.is_default ?? null;
  }

  /** Makes the newest address the default. */
  async promoteNewest(tx: Tx, userId: string): Promise<void> {
    await namedQuery(tx, PROMOTE, [userId]);
  }
}

function valuesOf(userId: string, row: AddressValues): unknown[] {
  return [
    row.id,
    userId,
    row.recipient,
    row.phone_number,
    row.street,
    row.ward,
    row.district,
    row.city,
    row.postal_code,
    row.country,
    row.is_default,
  ];
}
