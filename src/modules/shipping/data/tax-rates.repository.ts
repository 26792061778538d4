import { Injectable } from '@nestjs/common';
import { Db } from '../../../database/db.js';
import { namedQuery } from '../../../database/named-query.js';
import type { Tx } from '../../../database/unit-of-work.js';

/** A tax rate as staff keeps it; `rate` is a fraction, `'0.082500'` is 8.25 %. */
export interface TaxRateView extends TaxRateValues {
  readonly id: string;
}

export interface TaxRateValues {
  readonly name: string;
  /** ISO 3166, two capital letters. */
  readonly country: string;
  /** Null: the whole country. */
  readonly region: string | null;
  readonly taxClass: string;
  readonly rate: string;
  readonly isActive: boolean;
}

/** Where a page of the list begins. */
export interface TaxRatePosition {
  readonly country: string;
  readonly id: string;
}

const COLUMNS = `x.id, x.name, x.country, x.region, x.tax_class AS "taxClass", x.rate::text AS rate,
  x.is_active AS "isActive"`;

const LIST = {
  name: 'tax-rates-list',
  text: `SELECT ${COLUMNS} FROM tax_rates x
    WHERE ($1::text IS NULL OR x.country = $1) AND ($2::text IS NULL OR x.tax_class = $2)
      AND ($3::text IS NULL OR (x.country, x.id) > ($3, $4::uuid))
    ORDER BY x.country, x.id LIMIT $5 + 1`,
};

const FIND = {
  name: 'tax-rates-find',
  text: `SELECT ${COLUMNS} FROM tax_rates x WHERE x.id = $1`,
};

const LOCK = {
  name: 'tax-rates-lock',
  text: `SELECT ${COLUMNS} FROM tax_rates x WHERE x.id = $1 FOR NO KEY UPDATE`,
};

const INSERT = {
  name: 'tax-rates-insert',
  text: `INSERT INTO tax_rates AS x (name, country, region, tax_class, rate, is_active)
    VALUES ($1, $2, $3, $4, $5, $6) RETURNING ${COLUMNS}`,
};

const UPDATE = {
  name: 'tax-rates-update',
  text: `UPDATE tax_rates AS x SET name = $2, country = $3, region = $4, tax_class = $5, rate = $6, is_active = $7
    WHERE x.id = $1 RETURNING ${COLUMNS}`,
};

const DELETE = { name: 'tax-rates-delete', text: `DELETE FROM tax_rates WHERE id = $1` };

/** Rows of `tax_rates` for those who keep them. */
@Injectable()
export class TaxRatesRepository {
  constructor(private readonly db: Db) {}

  /** `limit + 1` rows, by country. */
  list(
    filter: { readonly country: string | null; readonly taxClass: string | null },
    after: TaxRatePosition | null,
    limit: number,
  ): Promise<TaxRateView[]> {
    const { country, taxClass } = filter;
    const values = [country, taxClass, after?.country ?? null, after?.id ?? null, limit];
    return this.db.query<TaxRateView>(LIST, values);
  }

  async find(id: string): Promise<TaxRateView | null> {
    return (await this.db.query<TaxRateView>(FIND, [id]))[0] ?? null;
  }

  async lock(tx: Tx, id: string): Promise<TaxRateView | null> {
    return (await namedQuery<TaxRateView>(tx, LOCK, [id]))[0] ?? null;
  }

  /** Writes a new one, or all columns of the one with the id. @throws TaxRateTaken */
  async save(tx: Tx, id: string | null, values: TaxRateValues): Promise<TaxRateView> {
    const { name, country, region, taxClass, rate, isActive } = values;
    const columns = [name, country, region, taxClass, rate, isActive];
    const [saved] =
      id === null
        ? await namedQuery<TaxRateView>(tx, INSERT, columns)
        : await namedQuery<TaxRateView>(tx, UPDATE, [id, ...columns]);
    if (saved === undefined) throw new Error('A tax rate that was locked is gone');
    return saved;
  }

  async delete(tx: Tx, id: string): Promise<void> {
    await namedQuery(tx, DELETE, [id]);
  }
}
