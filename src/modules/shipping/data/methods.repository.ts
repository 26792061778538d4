import { Injectable } from '@nestjs/common';
import { Db } from '../../../database/db.js';
import { namedQuery } from '../../../database/named-query.js';
import type { Tx } from '../../../database/unit-of-work.js';
import type { RateValues } from '../domain/rate-rules.js';

export interface MethodValues {
  /** Stands in orders, so it never changes. */
  readonly code: string;
  readonly name: string;
  readonly description: string | null;
  readonly isActive: boolean;
  readonly position: number;
  /** A carrier outside names its price; the rates count where he does not answer. */
  readonly asksCarrier: boolean;
}

/** A way of shipping with all its rates, by zone, currency, price and weight. */
export interface MethodView extends MethodValues {
  readonly id: string;
  readonly rates: readonly (RateValues & { readonly zoneCode: string })[];
}

export interface MethodPosition {
  readonly position: number;
  readonly id: string;
}

const VIEW = `m.id, m.code, m.name, m.description, m.is_active AS "isActive", m.position, m.asks_carrier AS "asksCarrier",
  COALESCE((SELECT json_agg(json_build_object('zoneId', r.zone_id, 'zoneCode', z.code, 'currency', r.currency,
      'price', r.price::text, 'freeFrom', r.free_from::text, 'minSubtotal', r.min_subtotal::text,
      'maxSubtotal', r.max_subtotal::text, 'minWeight', r.min_weight::text, 'maxWeight', r.max_weight::text)
      ORDER BY z.code, r.currency, r.min_subtotal NULLS FIRST, r.min_weight NULLS FIRST, r.id)
    FROM shipping_rates r JOIN shipping_zones z ON z.id = r.zone_id WHERE r.method_id = m.id), '[]'::json) AS rates`;

const LIST = {
  name: 'shipping-methods-list',
  text: `SELECT ${VIEW} FROM shipping_methods m
    WHERE $1::int IS NULL OR (m.position, m.id) > ($1, $2::uuid) ORDER BY m.position, m.id LIMIT $3 + 1`,
};

const FIND = {
  name: 'shipping-methods-find',
  text: `SELECT ${VIEW} FROM shipping_methods m WHERE m.id = $1`,
};

const LOCK = {
  name: 'shipping-methods-lock',
  text: `SELECT m.id FROM shipping_methods m WHERE m.id = $1 FOR UPDATE`,
};

const INSERT = {
  name: 'shipping-methods-insert',
  text: `INSERT INTO shipping_methods (code, name, description, is_active, position, asks_carrier)
    VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
};

const UPDATE = {
  name: 'shipping-methods-update',
  text: `UPDATE shipping_methods SET code = $2, name = $3, description = $4, is_active = $5, position = $6,
      asks_carrier = $7
    WHERE id = $1`,
};

const DELETE_RATES = {
  name: 'shipping-methods-delete-rates',
  text: `DELETE FROM shipping_rates WHERE method_id = $1`,
};

const INSERT_RATES = {
  name: 'shipping-methods-insert-rates',
  text: `INSERT INTO shipping_rates (method_id, zone_id, currency, price, free_from, min_subtotal, max_subtotal,
      min_weight, max_weight)
    SELECT $1, w.* FROM unnest($2::uuid[], $3::text[], $4::numeric[], $5::numeric[], $6::numeric[], $7::numeric[],
      $8::numeric[], $9::numeric[]) AS w`,
};

const DELETE = {
  name: 'shipping-methods-delete',
  text: `DELETE FROM shipping_methods WHERE id = $1`,
};

/** Rows of `shipping_methods` and `shipping_rates` for those who keep them. */
@Injectable()
export class MethodsRepository {
  constructor(private readonly db: Db) {}

  /** `limit + 1` rows, in their order. */
  list(after: MethodPosition | null, limit: number): Promise<MethodView[]> {
    return this.db.query<MethodView>(LIST, [after?.position ?? null, after?.id ?? null, limit]);
  }

  async find(executor: Tx | null, id: string): Promise<MethodView | null> {
    return (await namedQuery<MethodView>(executor ?? this.db, FIND, [id]))[0] ?? null;
  }

  /** Locks it, so that it is read by the next statement as the last writer left it. */
  async lock(tx: Tx, id: string): Promise<void> {
    await namedQuery(tx, LOCK, [id]);
  }

  /** @throws ShippingCodeTaken */
  async insert(tx: Tx, values: MethodValues): Promise<string> {
    const [made] = await namedQuery<{ id: string }>(tx, INSERT, columnsOf(values));
    if (made === undefined) throw new Error('A shipping method was not written');
    return made.id;
  }

  async update(tx: Tx, id: string, values: MethodValues): Promise<void> {
    await namedQuery(tx, UPDATE, [id, ...columnsOf(values)]);
  }

  /** Puts these rates in the place of all that were there. @throws ZoneNotFound */
  async replaceRates(tx: Tx, id: string, rates: readonly RateValues[]): Promise<void> {
    await namedQuery(tx, DELETE_RATES, [id]);
    await namedQuery(tx, INSERT_RATES, [
      id,
      rates.map((rate) => rate.zoneId),
      rates.map((rate) => rate.currency),
      rates.map((rate) => rate.price),
      rates.map((rate) => rate.freeFrom),
      rates.map((rate) => rate.minSubtotal),
      rates.map((rate) => rate.maxSubtotal),
      rates.map((rate) => rate.minWeight),
      rates.map((rate) => rate.maxWeight),
    ]);
  }

  /** With its rates. */
  async delete(tx: Tx, id: string): Promise<void> {
    await namedQuery(tx, DELETE, [id]);
  }
}

function columnsOf(values: MethodValues): unknown[] {
  const { code, name, description, isActive, position, asksCarrier } = values;
  return [code, name, description, isActive, position, asksCarrier];
}
