import { Injectable } from '@nestjs/common';
import { Db } from '../../../database/db.js';
import { namedQuery } from '../../../database/named-query.js';
import type { Tx } from '../../../database/unit-of-work.js';

/** Countries with the same shipping rates. */
export interface ZoneView extends ZoneValues {
  readonly id: string;
}

export interface ZoneValues {
  readonly code: string;
  readonly name: string;
  /** ISO 3166, two capital letters, sorted. */
  readonly countries: readonly string[];
  /** Counts for every country that no other zone names. */
  readonly isRestOfWorld: boolean;
}

const COLUMNS = `z.id, z.code, z.name, z.countries, z.is_rest_of_world AS "isRestOfWorld"`;

const LIST = {
  name: 'shipping-zones-list',
  text: `SELECT ${COLUMNS} FROM shipping_zones z WHERE $1::text IS NULL OR z.code > $1
    ORDER BY z.code LIMIT $2 + 1`,
};

const FIND = {
  name: 'shipping-zones-find',
  text: `SELECT ${COLUMNS} FROM shipping_zones z WHERE z.id = $1`,
};

/** That no country stands in two zones is seen by looking at all of them, so their writers take turns. */
const LOCK_ALL = {
  name: 'shipping-zones-lock',
  text: `LOCK TABLE shipping_zones IN SHARE ROW EXCLUSIVE MODE`,
};

const TAKEN = {
  name: 'shipping-zones-taken',
  text: `SELECT z.code, c.country FROM shipping_zones z, unnest(z.countries) AS c (country)
    WHERE z.id IS DISTINCT FROM $1::uuid AND c.country = ANY ($2::text[]) ORDER BY c.country`,
};

const INSERT = {
  name: 'shipping-zones-insert',
  text: `INSERT INTO shipping_zones AS z (code, name, countries, is_rest_of_world)
    VALUES ($1, $2, $3, $4) RETURNING ${COLUMNS}`,
};

const UPDATE = {
  name: 'shipping-zones-update',
  text: `UPDATE shipping_zones AS z SET code = $2, name = $3, countries = $4, is_rest_of_world = $5
    WHERE z.id = $1 RETURNING ${COLUMNS}`,
};

const DELETE_UNUSED = {
  name: 'shipping-zones-delete',
  text: `DELETE FROM shipping_zones z
    WHERE z.id = $1 AND NOT EXISTS (SELECT FROM shipping_rates r WHERE r.zone_id = z.id) RETURNING z.id`,
};

/** Rows of `shipping_zones` for those who keep them. */
@Injectable()
export class ZonesRepository {
  constructor(private readonly db: Db) {}

  /** `limit + 1` rows, by code. */
  list(afterCode: string | null, limit: number): Promise<ZoneView[]> {
    return this.db.query<ZoneView>(LIST, [afterCode, limit]);
  }

  async find(executor: Tx | Db | null, id: string): Promise<ZoneView | null> {
    return (await namedQuery<ZoneView>(executor ?? this.db, FIND, [id]))[0] ?? null;
  }

  /** From here to the end of the transaction nobody else changes a zone or a rate's zone. */
  async lockAll(tx: Tx): Promise<void> {
    await namedQuery(tx, LOCK_ALL);
  }

  /** Which of the countries another zone has. */
  takenCountries(
    tx: Tx,
    exceptId: string | null,
    countries: readonly string[],
  ): Promise<{ code: string; country: string }[]> {
    return namedQuery(tx, TAKEN, [exceptId, countries]);
  }

  /** Writes a new one, or all columns of the one with the id. @throws ShippingCodeTaken, RestOfWorldTaken */
  async save(tx: Tx, id: string | null, values: ZoneValues): Promise<ZoneView> {
    const { code, name, countries, isRestOfWorld } = values;
    const columns = [code, name, countries, isRestOfWorld];
    const [saved] =
      id === null
        ? await namedQuery<ZoneView>(tx, INSERT, columns)
        : await namedQuery<ZoneView>(tx, UPDATE, [id, ...columns]);
    if (saved === undefined) throw new Error('A shipping zone that was locked is gone');
    return saved;
  }

  /** Whether it was there and had no rates. */
  async deleteUnused(tx: Tx, id: string): Promise<boolean> {
    return (await namedQuery(tx, DELETE_UNUSED, [id])).length > 0;
  }
}
