import { Inject, Injectable } from '@nestjs/common';
import { InvalidCursor } from '../../../common/errors/common-errors.js';
import { decodeCursor, encodeCursor } from '../../../common/http/cursor.js';
import { Clock } from '../../../common/time/clock.js';
import { ENV, type Env } from '../../../config/env.js';
import { Db } from '../../../database/db.js';
import { REPORT_PAGES } from '../data/report-statements.js';
import {
  REPORT_FIELDS,
  type ReportField,
  type ReportKind,
  totalledFields,
} from '../domain/report-kinds.js';
import { formatSum } from '../domain/report-money.js';
import type { ReportPage, ReportRequest, ReportRow, ReportScope } from '../reports.types.js';
import { wholeScope } from './report-scope.js';

type Cell = string | number | boolean | null;

interface RawRow extends Readonly<Record<string, Cell>> {
  readonly currency: string;
}

interface RawPage {
  readonly items: readonly (RawRow & { readonly key: string; readonly rank: string })[];
  readonly totals: readonly RawRow[];
  readonly asOf: Date | null;
}

/** A page of a report with the totals of all of it, from one statement on the replica. */
@Injectable()
export class ReadReport {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** @throws InvalidRequest, InvalidCursor; ServiceUnavailable while too many reports are made. */
  async execute({ kind, scope: asked, limit, cursor }: ReportRequest): Promise<ReportPage> {
    const now = this.clock.now();
    const scope = wholeScope(asked, now);
    const after = cursor === undefined ? [null, null, null] : positionIn(cursor);
    const values = [...reportValues(kind, scope, this.env.CURRENCY), limit + 1, ...after];
    const [page] = await this.db.queryReplica<RawPage & object>(REPORT_PAGES[kind], values);
    const items = (page?.items ?? []).slice(0, limit);
    const last = (page?.items.length ?? 0) > limit ? items.at(-1) : undefined;
    return {
      period: { from: scope.from, to: scope.to, timeZone: scope.timeZone },
      asOf: (page?.asOf ?? now).toISOString(),
      totals: (page?.totals ?? []).map((row) => ({
        ...toReportRow(totalledFields(kind).map(asTotal), row),
        rows: row['rows'] ?? 0,
      })),
      items: items.map((row) => toReportRow(REPORT_FIELDS[kind], row)),
      nextCursor: last ? encodeCursor([last.currency, last.rank, last.key]) : null,
    };
  }
}

/** $1 to $5 of a report's statements. Stock is worth what it is in the shop's own currency. */
export function reportValues(
  kind: ReportKind,
  { from, to, timeZone, currency, interval, level }: ReportScope,
  shopCurrency: string,
): readonly (string | null)[] {
  const only = kind === 'stock' ? shopCurrency : (currency ?? null);
  return [from, to, timeZone, only, interval ?? level ?? null];
}

/** Only what the report is said to have, amounts in the digits of their currency. */
export function toReportRow(fields: readonly ReportField[], row: RawRow): ReportRow {
  const cells = fields.map(({ name, kind }): [string, Cell] => {
    const cell = row[name] ?? null;
    if (cell === null) return [name, kind === 'count' ? 0 : null];
    if (kind === 'money') return [name, formatSum(String(cell), row.currency)];
    return [name, kind === 'count' ? Number(cell) : cell];
  });
  return { currency: row.currency, ...Object.fromEntries(cells) };
}

function asTotal({ name, kind, totalName = name }: ReportField): ReportField {
  return { name: totalName, kind: kind === 'flag' ? 'count' : kind };
}

const RANK = /^-?\d{1,20}(\.\d{1,8})?$/;

/** @throws InvalidCursor for what the database could not compare. */
function positionIn(cursor: string): readonly [string, string, string] {
  const [currency, rank, key] = decodeCursor(cursor, 3);
  if (typeof currency !== 'string' || typeof rank !== 'string' || typeof key !== 'string') {
    throw new InvalidCursor();
  }
  if (!/^[A-Z]{3}$/.test(currency) || !RANK.test(rank) || !/^[0-9a-f-]{1,36}$/.test(key)) {
    throw new InvalidCursor();
  }
  return [currency, rank, key];
}
