import { Module } from '@nestjs/common';

import { MaintenanceProcessor } from './maintenance.processor.js';

/** Worker side of operations: the queue `maintenance`. */
@Module({ providers: [MaintenanceProcessor] })
export class OperationsWorkerModule {}
