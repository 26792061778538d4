import { Module } from '@nestjs/common';

import { AuditModule } from '../audit/audit.module.js';
import { MaintenanceProcessor } from './maintenance.processor.js';

/** Worker side of operations: the queue `maintenance`. */
@Module({ imports: [AuditModule], providers: [MaintenanceProcessor] })
export class OperationsWorkerModule {}
