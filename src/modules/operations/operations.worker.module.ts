import { Module } from '@nestjs/common';

import { AuditModule } from '../audit/audit.module.js';
import { CartModule } from '../cart/cart.module.js';
import { CatalogModule } from '../catalog/catalog.module.js';
import { CheckStock } from './doctor/check-stock.js';
import { MaintenanceProcessor } from './maintenance.processor.js';

/** Worker side of operations: the queue `maintenance`. */
@Module({
  imports: [AuditModule, CartModule, CatalogModule],
  providers: [CheckStock, MaintenanceProcessor],
})
export class OperationsWorkerModule {}
