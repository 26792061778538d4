import { Module } from '@nestjs/common';
import { MetricsModule } from '../../../metrics/metrics.module.js';
import { BusinessMetrics } from './business-metrics.js';
import { BusinessReads } from './business-reads.js';
import { ProcessMetrics } from './process-metrics.js';
import { UpkeepMetrics } from './upkeep-metrics.js';
import { UpkeepReads } from './upkeep-reads.js';

/** Numbers of any process: its connections. */
@Module({ imports: [MetricsModule], providers: [ProcessMetrics], exports: [MetricsModule] })
export class ProcessMetricsModule {}

/** Numbers of the whole shop, as the database tells them: on the API, so that they are there whichever worker is dead. */
@Module({
  imports: [MetricsModule, ProcessMetricsModule],
  providers: [UpkeepReads, UpkeepMetrics, BusinessReads, BusinessMetrics],
  exports: [MetricsModule, UpkeepReads, BusinessReads],
})
export class ShopMetricsModule {}
