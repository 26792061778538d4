import { Inject, Injectable, Logger } from '@nestjs/common';
import { Alarms } from '../../../alarms/alarms.js';
import { systemContext, type RequestContext } from '../../../common/request-context.js';
import { ENV, type Env } from '../../../config/env.js';
import { namedQuery } from '../../../database/named-query.js';
import type { Statement } from '../../../database/statement.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { OperationReports } from '../reports/operation-reports.js';
import type { DoctorReport } from './doctor.types.js';
import { examineShop } from './examine-shop.js';

/** A look at all rows takes longer than a request may. */
const TAKE_YOUR_TIME = {
  name: 'doctor-take-your-time',
  text: `SELECT set_config('statement_timeout', '600s', true)`,
};
const ALARM = 'doctor-differs';

/** Each night, or when somebody asks: all rules of the shop; what is broken is an alarm and stands in a report. */
@Injectable()
export class RunDoctor {
  private readonly logger = new Logger(RunDoctor.name);

  constructor(
    private readonly uow: UnitOfWork,
    private readonly alarms: Alarms,
    private readonly reports: OperationReports,
    @Inject(ENV) private readonly env: Env,
  ) {}

  async execute(ctx: RequestContext): Promise<DoctorReport> {
    return this.reports.write(ctx, 'doctor', async () => {
      const report = await examineShop({
        env: this.env,
        query: (statement, values) => this.look(statement, values),
      });
      const broken = report.findings.map(({ code, count, rule, advice }) => ({
        subject: code,
        detail: `${count} break the rule: ${rule}. ${advice}`,
      }));
      await this.alarms.replace(ALARM, broken, ctx);
      if (!report.ok)
        this.logger.error({ alert: ALARM, codes: broken.map(({ subject }) => subject) });
      const summary = report.ok
        ? `${report.checks} rules, nothing found`
        : `${report.checks} rules, broken: ${broken.map(({ subject }) => subject).join(', ')}`;
      return { outcome: report.ok ? 'ok' : 'findings', summary, report };
    });
  }

  /** A transaction for each statement: one over all of them would hold up the clearing of dead rows for minutes. */
  private look<Row extends Record<string, unknown>>(
    statement: Statement,
    values: readonly unknown[] = [],
  ): Promise<readonly Row[]> {
    return this.uow.run(systemContext('doctor'), async (tx) => {
      await namedQuery(tx, TAKE_YOUR_TIME);
      return namedQuery<Row>(tx, statement, values);
    });
  }
}
