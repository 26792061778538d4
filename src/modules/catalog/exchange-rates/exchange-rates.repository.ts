import { Injectable } from '@nestjs/common';
import { etagOf } from '../../../common/http/if-match.js';
import { Db } from '../../../database/db.js';
import { namedQuery } from '../../../database/named-query.js';
import type { Tx } from '../../../database/unit-of-work.js';

/** What one unit of the shop's currency is worth in another one. */
export interface ExchangeRateView {
  readonly currency: string;
  /** Eight digits behind the point. */
  readonly rate: string;
  readonly updatedAt: string;
}

const COLUMNS = `x.currency, x.rate::text AS rate,
  to_char(x.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "updatedAt"`;

const LIST = {
  name: 'exchange-rates-list',
  text: `SELECT ${COLUMNS} FROM exchange_rates x ORDER BY x.currency`,
};

/** Those who change one rate take turns, also while there is none. */
const LOCK = {
  name: 'exchange-rates-lock',
  text: `SELECT pg_advisory_xact_lock(hashtextextended('exchange_rates.' || $1::text, 0))`,
};

const FIND = {
  name: 'exchange-rates-find',
  text: `SELECT ${COLUMNS} FROM exchange_rates x WHERE x.currency = $1`,
};

const SAVE = {
  name: 'exchange-rates-save',
  text: `INSERT INTO exchange_rates AS x (currency, rate) VALUES ($1, $2::numeric)
    ON CONFLICT (currency) DO UPDATE SET rate = EXCLUDED.rate RETURNING ${COLUMNS}`,
};

const REMOVE = {
  name: 'exchange-rates-remove',
  text: `DELETE FROM exchange_rates WHERE currency = $1 RETURNING id`,
};

type Row = ExchangeRateView & Record<string, unknown>;

/** Rates of exchange. A currency without one can be looked at and not be ordered in. */
@Injectable()
export class ExchangeRatesRepository {
  constructor(private readonly db: Db) {}

  list(): Promise<ExchangeRateView[]> {
    return this.db.query<Row>(LIST, []);
  }

  /** Under the lock of its currency; null when there is none. */
  async hold(tx: Tx, currency: string): Promise<ExchangeRateView | null> {
    await namedQuery(tx, LOCK, [currency]);
    const [row] = await namedQuery<Row>(tx, FIND, [currency]);
    return row ?? null;
  }

  async save(tx: Tx, currency: string, rate: string): Promise<ExchangeRateView> {
    const [row] = await namedQuery<Row>(tx, SAVE, [currency, rate]);
    if (row === undefined) throw new Error('Saving a rate of exchange answered nothing');
    return row;
  }

  async remove(tx: Tx, currency: string): Promise<void> {
    await namedQuery(tx, REMOVE, [currency]);
  }
}

/** The ETag of a rate; one that is not there has one too. */
export function etagOfRate(rate: ExchangeRateView | null): string {
  return etagOf(rate === null ? null : [rate.rate]);
}
