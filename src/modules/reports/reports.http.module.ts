import { Module } from '@nestjs/common';
import { AdminReportsController } from './http/admin-reports.controller.js';
import { ReportsModule } from './reports.module.js';

/** Reports for staff, as pages and as files. */
@Module({ imports: [ReportsModule], controllers: [AdminReportsController] })
export class ReportsHttpModule {}
