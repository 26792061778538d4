import { parse } from 'csv-parse/sync';

import { minorToDb, parseMoney } from '../../../common/money/money.js';
import { SettlementUnreadable } from '../payments.errors.js';

/** One movement of money as a gateway settled it. */
export interface SettlementLine {
  readonly reference: string;
  readonly gatewayPaymentId: string;
  readonly kind: 'capture' | 'refund';
  readonly gatewayRefundId: string;
  /** Decimal string of the database. */
  readonly amount: string;
  readonly currency: string;
}

const COLUMNS = [
  'reference',
  'gateway_payment_id',
  'kind',
  'gateway_refund_id',
  'amount',
  'currency',
  'occurred_at',
] as const;
const MAX_LINES = 200_000;
const MAX_ID = 255;
const UNSTORABLE = /\p{Control}/u;

type Row = Readonly<Record<(typeof COLUMNS)[number], string>>;

/**
 * Reads the settlement file of a gateway's day: CSV with the columns `reference, gateway_payment_id, kind
 * (capture or refund), gateway_refund_id, amount, currency, occurred_at`.
 *
 * @throws SettlementUnreadable with `details.line`
 */
export function readSettlement(text: string): SettlementLine[] {
  let rows: Row[];
  try {
    rows = parse(text, { columns: headed, bom: true, skip_empty_lines: true, trim: true });
  } catch (error) {
    throw unreadable(1, error instanceof Error ? error.message : 'no CSV');
  }
  if (rows.length > MAX_LINES) throw unreadable(MAX_LINES, 'too many lines');
  return rows.map((row, at) => {
    // The first line names the columns.
    const line = at + 2;
    const missing = COLUMNS.find((column) => typeof row[column] !== 'string');
    if (missing !== undefined) throw unreadable(line, `no ${missing}`);
    return toLine(row, line);
  });
}

/** An empty file has its first line all the same: else any text would be a day without money. */
function headed(names: string[]): string[] {
  const missing = COLUMNS.find((column) => !names.includes(column));
  if (missing !== undefined) throw new Error(`no ${missing}`);
  return names;
}

function toLine(row: Row, line: number): SettlementLine {
  const { kind, currency } = row;
  if (kind !== 'capture' && kind !== 'refund') throw unreadable(line, 'kind');
  const ids = [row.reference, row.gateway_payment_id, row.gateway_refund_id];
  // NUL fits no column; half a character the parser has replaced.
  if (ids.some((id) => id.length > MAX_ID || UNSTORABLE.test(id))) throw unreadable(line, 'id');
  let amount: string;
  try {
    amount = minorToDb(parseMoney(row.amount, currency).amount, currency);
  } catch {
    throw unreadable(line, 'amount or currency');
  }
  return {
    reference: row.reference,
    gatewayPaymentId: row.gateway_payment_id,
    kind,
    gatewayRefundId: row.gateway_refund_id,
    amount,
    currency,
  };
}

function unreadable(line: number, what: string): SettlementUnreadable {
  return new SettlementUnreadable(undefined, { line, what });
}
