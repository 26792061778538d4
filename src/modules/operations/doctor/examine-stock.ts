import type { Statement } from '../../../database/statement.js';
import { SHOWN_DIFFERENCES, STOCK_CHECKS } from './stock-checks.js';

/** Something that is not as it should be. */
export interface StockDifference {
  readonly check: string;
  readonly variantId: string | null;
  readonly sku: string | null;
  readonly orderId: string | null;
  readonly orderNumber: string | null;
  readonly place: string | null;
  readonly expected: string;
  readonly actual: string;
}

/** What was found. */
export interface StockReport {
  readonly ok: boolean;
  readonly checks: readonly {
    readonly name: string;
    readonly rule: string;
    readonly differences: number;
  }[];
  /** Of each check the first ones. */
  readonly differences: readonly StockDifference[];
}

/** Runs a statement with everybody's rows in sight. */
export type ExamineQuery = <Row extends Record<string, unknown>>(
  statement: Statement,
) => Promise<readonly Row[]>;

type Found = Omit<StockDifference, 'check'> & { readonly total: number } & Record<string, unknown>;

/** Recomputes the stock of all variants: ledgers, counters, places, reservations. Changes nothing. */
export async function examineStock(query: ExamineQuery): Promise<StockReport> {
  const checks: { name: string; rule: string; differences: number }[] = [];
  const differences: StockDifference[] = [];
  for (const { name, rule, statement } of STOCK_CHECKS) {
    const rows = await query<Found>(statement);
    checks.push({ name, rule, differences: rows[0]?.total ?? 0 });
    for (const row of rows) {
      const { variantId, sku, orderId, orderNumber, place, expected, actual } = row;
      differences.push({
        check: name,
        variantId,
        sku,
        orderId,
        orderNumber,
        place,
        expected,
        actual,
      });
    }
  }
  return { ok: differences.length === 0, checks, differences };
}

/** The report as lines of a table. */
export function describeStock({ checks, differences }: StockReport): string[] {
  const summary = checks.map(({ name, rule, differences: n }) => [
    n === 0 ? 'ok' : String(n),
    name,
    rule,
  ]);
  const found = differences.map((one) => [
    one.check,
    one.sku ?? one.variantId ?? '-',
    one.orderNumber ?? one.orderId ?? '-',
    one.place ?? '-',
    one.expected,
    one.actual,
  ]);
  const lines = table([['differences', 'check', 'rule'], ...summary]);
  if (found.length === 0) return lines;
  const head = ['check', 'variant', 'order', 'place', 'expected', 'actual'];
  const cut = checks.some(({ differences: n }) => n > SHOWN_DIFFERENCES)
    ? [`of each check the first ${SHOWN_DIFFERENCES}`]
    : [];
  return [...lines, '', ...table([head, ...found]), ...cut];
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]?.map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths?.[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
