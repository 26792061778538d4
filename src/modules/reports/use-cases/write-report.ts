import { Inject, Injectable } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';
import { Readable } from 'node:stream';
import { guardCell } from '../../../common/csv-cell.js';
import { Clock } from '../../../common/time/clock.js';
import { ENV, type Env } from '../../../config/env.js';
import { Reader } from '../../../database/reader.js';
import { REPORT_FILES } from '../data/report-statements.js';
import { REPORT_FIELDS, type ReportKind } from '../domain/report-kinds.js';
import type { ReportRow, ReportScope } from '../reports.types.js';
import { reportValues, toReportRow } from './read-report.js';
import { wholeScope } from './report-scope.js';

const BATCH = 1_000;
/** So that spreadsheets read UTF-8. */
const BOM = '\uFEFF';

type RawRow = Readonly<Record<string, string | number | boolean | null>> & {
  readonly currency: string;
};

/** A report as CSV: all of its rows, a thousand at a time, however many there are. */
@Injectable()
export class WriteReport {
  constructor(
    private readonly reader: Reader,
    private readonly clock: Clock,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /**
   * Resolves when the first rows are there, so that what is wrong with the request is an answer and
   * no broken file.
   *
   * @throws InvalidRequest; ServiceUnavailable while too many reports are made.
   */
  async execute(
    kind: ReportKind,
    asked: Partial<ReportScope>,
  ): Promise<{ readonly name: string; readonly content: Readable }> {
    const scope = wholeScope(asked, this.clock.now());
    const values = reportValues(kind, scope, this.env.CURRENCY);
    const batches = this.reader.stream<RawRow>(REPORT_FILES[kind], values, BATCH);
    const first = await batches.next();
    const name = kind === 'stock' ? 'stock.csv' : `${kind}-${scope.from}-${scope.to}.csv`;
    return { name, content: Readable.from(new CsvOf(kind, batches, first)) };
  }
}

/**
 * Not a generator: one that was never begun would not tell the reader that nobody will read on, and
 * the reader would keep its connection.
 */
class CsvOf implements AsyncIterableIterator<string> {
  private isBegun = false;

  constructor(
    private readonly kind: ReportKind,
    private readonly batches: AsyncGenerator<RawRow[], void, void>,
    private readonly first: IteratorResult<RawRow[], void>,
  ) {}

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<string>> {
    const isFirst = !this.isBegun;
    this.isBegun = true;
    const { value: rows } = isFirst ? this.first : await this.batches.next();
    if (!isFirst && !rows) return { done: true, value: undefined };
    return { done: false, value: (isFirst ? this.head() : '') + this.lines(rows ?? []) };
  }

  async return(): Promise<IteratorResult<string>> {
    await this.batches.return();
    return { done: true, value: undefined };
  }

  private head(): string {
    return BOM + stringify([['currency', ...REPORT_FIELDS[this.kind].map(({ name }) => name)]]);
  }

  private lines(rows: readonly RawRow[]): string {
    const fields = REPORT_FIELDS[this.kind];
    return stringify(
      rows.map((raw) => {
        const row: ReportRow = toReportRow(fields, raw);
        return ['currency', ...fields.map(({ name }) => name)].map((name) => cell(row[name]));
      }),
    );
  }
}

function cell(value: string | number | boolean | null | undefined): string {
  return guardCell(String(value ?? ''));
}
