import { Injectable } from '@nestjs/common';

import { Db } from '../../../database/db.js';
import { namedQuery } from '../../../database/named-query.js';
import { type Statement } from '../../../database/statement.js';
import { type Tx } from '../../../database/unit-of-work.js';

/** What staff writes of a payment method; amounts and fees are decimal strings of the database. */
export interface KeptMethodValues {
  readonly code: string;
  readonly name: string;
  readonly description: string | null;
  readonly isActive: boolean;
  readonly gateway: string;
  readonly requiresAccount: boolean;
  readonly minAmount: string | null;
  readonly maxAmount: string | null;
  /** A fraction. */
  readonly feePercentage: string | null;
  readonly feeFixed: string | null;
  readonly currencies: readonly string[] | null;
  readonly countries: readonly string[] | null;
  readonly capture: 'automatic' | 'manual';
}

/** A payment method as staff sees it. */
export interface KeptMethod extends Omit<KeptMethodValues, 'gateway'> {
  readonly id: string;
  readonly gateway: string | null;
  readonly position: number;
}

const FIELDS = `json_build_object('id', m.id, 'code', m.code, 'name', m.name, 'description', m.description,
  'isActive', m.is_active, 'gateway', m.gateway_supported, 'requiresAccount', m.requires_account,
  'minAmount', m.min_amount::text, 'maxAmount', m.max_amount::text,
  'feePercentage', m.processing_fee_percentage::text, 'feeFixed', m.processing_fee_fixed::text,
  'currencies', m.currency_supported, 'countries', m.countries_supported,
  'capture', CASE WHEN m.metadata ->> 'capture' = 'manual' THEN 'manual' ELSE 'automatic' END,
  'position', m.position)`;

const LIST: Statement = {
  name: 'kept-methods-list',
  text: `SELECT ${FIELDS} AS method FROM payment_methods m ORDER BY m.position, m.created_at, m.code`,
};

const FIND: Statement = {
  name: 'kept-methods-find',
  text: `SELECT ${FIELDS} AS method FROM payment_methods m WHERE m.id = $1`,
};

const LOCK: Statement = {
  name: 'kept-methods-lock',
  text: 'SELECT 1 FROM payment_methods WHERE id = $1 FOR NO KEY UPDATE',
};

const INSERT: Statement = {
  name: 'kept-methods-insert',
  text: `INSERT INTO payment_methods (code, name, description, is_active, gateway_supported, requires_account,
      min_amount, max_amount, processing_fee_percentage, processing_fee_fixed, currency_supported,
      countries_supported, metadata, position)
    SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, jsonb_build_object('capture', $13::text),
      coalesce(max(position), 0) + 1 FROM payment_methods RETURNING id`,
};

const UPDATE: Statement = {
  name: 'kept-methods-update',
  text: `UPDATE payment_methods SET name = $2, description = $3, is_active = $4, gateway_supported = $5,
      requires_account = $6, min_amount = $7, max_amount = $8, processing_fee_percentage = $9,
      processing_fee_fixed = $10, currency_supported = $11, countries_supported = $12,
      metadata = coalesce(metadata, '{}') || jsonb_build_object('capture', $13::text)
    WHERE id = $1`,
};

/** Those that are named come first, in this order; the others keep theirs behind them. */
const ORDER: Statement = {
  name: 'kept-methods-order',
  text: `
  WITH locked AS MATERIALIZED (SELECT id, code, position FROM payment_methods ORDER BY id FOR NO KEY UPDATE),
  placed AS (SELECT l.id, row_number() OVER (
    ORDER BY array_position($1::text[], l.code::text), l.position, l.code) AS position FROM locked l)
  UPDATE payment_methods m SET position = p.position FROM placed p
  WHERE m.id = p.id AND m.position <> p.position`,
};

interface Row extends Record<string, unknown> {
  readonly method: KeptMethod;
}

/** Payment methods as staff keeps them. */
@Injectable()
export class KeptMethodsRepository {
  constructor(private readonly db: Db) {}

  async list(executor: Tx | null = null): Promise<KeptMethod[]> {
    const rows =
      executor === null
        ? await this.db.query<Row>(LIST)
        : await namedQuery<Row>(executor, LIST, []);
    return rows.map(({ method }) => method);
  }

  async find(executor: Tx | null, id: string): Promise<KeptMethod | null> {
    const [row] =
      executor === null
        ? await this.db.query<Row>(FIND, [id])
        : await namedQuery<Row>(executor, FIND, [id]);
    return row?.method ?? null;
  }

  async lock(tx: Tx, id: string): Promise<void> {
    await namedQuery(tx, LOCK, [id]);
  }

  /** @throws PaymentMethodCodeTaken (through the unit of work) */
  async insert(tx: Tx, values: KeptMethodValues): Promise<string> {
    const [row] = await namedQuery<{ id: string }>(tx, INSERT, [values.code, ...columns(values)]);
    return row?.id ?? '';
  }

  async update(tx: Tx, id: string, values: Omit<KeptMethodValues, 'code'>): Promise<void> {
    await namedQuery(tx, UPDATE, [id, ...columns(values)]);
  }

  async order(tx: Tx, codes: readonly string[]): Promise<void> {
    await namedQuery(tx, ORDER, [codes]);
  }
}

function columns(values: Omit<KeptMethodValues, 'code'>): unknown[] {
  return [
    values.name,
    values.description,
    values.isActive,
    values.gateway,
    values.requiresAccount,
    values.minAmount,
    values.maxAmount,
    values.feePercentage,
    values.feeFixed,
    values.currencies,
    values.countries,
    values.capture,
  ];
}
