import { Inject, Injectable } from '@nestjs/common';
import type { RequestContext } from '../../common/request-context.js';
import { ENV, type Env } from '../../config/env.js';
import { Db } from '../../database/db.js';
import { type AuditReport, describeReport } from './domain/audit-report.js';
import { AuditVerifier } from './use-cases/audit-verifier.js';
import { SealAuditLog, type Sealed } from './use-cases/seal-audit-log.js';

export { type AuditReport, describeReport } from './domain/audit-report.js';

const RECORD = {
  name: 'audit-record-report',
  text: `INSERT INTO job_runs (name, result) VALUES ($1, $2::jsonb)
         ON CONFLICT (name) DO UPDATE SET result = excluded.result`,
};

/** The audit log was tampered with; the message is for the operator. */
export class AuditTampered extends Error {
  constructor(report: AuditReport) {
    super(describeReport(report));
    this.name = 'AuditTampered';
  }
}

/** Keeps the audit log sealed and finds out whether it still is what was sealed. */
@Injectable()
export class AuditService {
  constructor(
    private readonly sealing: SealAuditLog,
    private readonly db: Db,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** Seals what is not sealed yet. */
  async seal(ctx: RequestContext): Promise<Sealed> {
    return this.sealing.execute(ctx);
  }

  /**
   * Seals, then checks everything.
   *
   * @param runName row of `job_runs` that the report goes to
   * @throws AuditTampered naming the first entry that is not as it was sealed
   */
  async check(ctx: RequestContext, runName: string): Promise<AuditReport> {
    await this.sealing.execute(ctx, { allErased: true });
    const report = await this.verify(ctx);
    await this.db.query(RECORD, [runName, JSON.stringify(report)]);
    if (!report.ok) throw new AuditTampered(report);
    return report;
  }

  /** Walks the whole chain. */
  async verify(ctx: RequestContext): Promise<AuditReport> {
    const verifier = new AuditVerifier(
      (statement, values) => this.db.queryAs(ctx, statement, values),
      this.env.AUDIT_KEY,
    );
    return verifier.verify();
  }
}
