import { Module } from '@nestjs/common';

import { AuditModule } from '../audit/audit.module.js';
import { CatalogModule } from '../catalog/catalog.module.js';
import { CheckStock } from './doctor/check-stock.js';
import { MaintenanceProcessor } from './maintenance.processor.js';

/** Worker side of operations: the queue `maintenance`. */
@Module({ imports: [AuditModule, CatalogModule], providers: [CheckStock, MaintenanceProcessor] })
export class OperationsWorkerModule {}
