import { Module } from '@nestjs/common';
import { DatabaseHealthCheck } from './health/database-health.js';
import { HealthController } from './health/health.controller.js';
import { HealthService } from './health/health.service.js';
import { Readiness } from './health/readiness.js';
import { RedisHealthCheck } from './health/redis-health.js';
import { ProblemsController } from './problems.controller.js';

/** What operators and their tools ask the API about itself. */
@Module({
  controllers: [HealthController, ProblemsController],
  providers: [HealthService, DatabaseHealthCheck, RedisHealthCheck, Readiness],
  exports: [Readiness],
})
export class OperationsHttpModule {}
