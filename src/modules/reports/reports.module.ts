import { Module } from '@nestjs/common';
import { ReportsService } from './reports.service.js';
import { ReadReport } from './use-cases/read-report.js';
import { WriteReport } from './use-cases/write-report.js';

/** Figures over all orders, live and archived. */
@Module({
  providers: [ReadReport, WriteReport, ReportsService],
  exports: [ReadReport, WriteReport, ReportsService],
})
export class ReportsModule {}
