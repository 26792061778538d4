import { Module } from '@nestjs/common';

import { AlarmsModule } from '../../alarms/alarms.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { CartModule } from '../cart/cart.module.js';
import { CatalogModule } from '../catalog/catalog.module.js';
import { RunDoctor } from './doctor/run-doctor.js';
import { MaintenanceProcessor } from './maintenance.processor.js';
import { OperationReports } from './reports/operation-reports.js';
import { StatementSnapshots } from './upkeep/statement-snapshots.js';
import { Upkeep } from './upkeep/upkeep.js';
import { WatchWorkerModule } from './watch/watch.worker.module.js';

/** Worker side of operations: the queue `maintenance`. */
@Module({
  imports: [AlarmsModule, AuditModule, CartModule, CatalogModule, WatchWorkerModule],
  providers: [RunDoctor, OperationReports, StatementSnapshots, Upkeep, MaintenanceProcessor],
})
export class OperationsWorkerModule {}
