import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/time/clock.js';
import type { ReportRow } from './reports.types.js';
import { ReadReport } from './use-cases/read-report.js';
import { dayIn } from './use-cases/report-scope.js';

/** Figures for other features; each of their callers needs the permission `reports r` or a reason. */
@Injectable()
export class ReportsService {
  constructor(
    private readonly report: ReadReport,
    private readonly clock: Clock,
  ) {}

  /**
   * Sales of the day that it is in `timeZone`, one row per currency, none when nothing was sold:
   * `orders`, `quantity`, `gross`, `discount`, `tax`, `net`, `shipping`, `total`, `refunded`, `kept`.
   */
  async salesOfToday(timeZone = 'UTC'): Promise<readonly ReportRow[]> {
    const today = dayIn(timeZone, this.clock.now());
    return this.salesByDay({ from: today, to: today, timeZone });
  }

  /** The same for each day of a time, by currency and day; at most a hundred rows. */
  async salesByDay(period: {
    readonly from: string;
    readonly to: string;
    readonly timeZone?: string;
  }): Promise<readonly ReportRow[]> {
    return (await this.report.execute({ kind: 'sales', scope: period, limit: 100 })).items;
  }
}
