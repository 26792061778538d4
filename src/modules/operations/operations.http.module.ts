import { Module } from '@nestjs/common';
import { TracingModule } from '../../tracing/tracing.module.js';
import { AlarmsModule } from '../../alarms/alarms.module.js';
import { AdminAlarmsController } from './alarms/admin-alarms.controller.js';
import { AlarmsRepository } from './alarms/alarms.repository.js';
import { ConsoleSessionController } from './console/console-session.controller.js';
import { ConsoleController } from './console/console.controller.js';
import { OverviewController } from './console/overview.controller.js';
import { ReadOverview } from './console/read-overview.js';
import { AdminJobsController } from './jobs/admin-jobs.controller.js';
import { LateQueueDesk } from './jobs/late-queue-desk.js';
import { TendJobs } from './jobs/tend-jobs.js';
import { DatabaseHealthCheck } from './health/database-health.js';
import { HealthController } from './health/health.controller.js';
import { HealthService } from './health/health.service.js';
import { Readiness } from './health/readiness.js';
import { RedisHealthCheck } from './health/redis-health.js';
import { MetricsController } from './metrics/metrics.controller.js';
import { ShopMetricsModule } from './metrics/operations-metrics.module.js';
import { ProblemsController } from './problems.controller.js';
import { AdminUpkeepController } from './reports/admin-upkeep.controller.js';
import { StartUpkeep } from './reports/start-upkeep.js';
import { UpkeepReportsRepository } from './reports/upkeep-reports.repository.js';
import { StatementSnapshots } from './upkeep/statement-snapshots.js';

/** What operators and their tools ask the API about itself. */
@Module({
  imports: [AlarmsModule, ShopMetricsModule, TracingModule],
  controllers: [
    HealthController,
    ProblemsController,
    MetricsController,
    AdminAlarmsController,
    AdminUpkeepController,
    AdminJobsController,
    OverviewController,
    ConsoleSessionController,
    ConsoleController,
  ],
  providers: [
    HealthService,
    DatabaseHealthCheck,
    RedisHealthCheck,
    Readiness,
    AlarmsRepository,
    UpkeepReportsRepository,
    StatementSnapshots,
    StartUpkeep,
    LateQueueDesk,
    TendJobs,
    ReadOverview,
  ],
  exports: [Readiness, LateQueueDesk],
})
export class OperationsHttpModule {}
