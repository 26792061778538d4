import { BullModule } from '@nestjs/bullmq';
import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';

import { MetricsModule } from '../metrics/metrics.module.js';
import { TracingModule } from '../tracing/tracing.module.js';
import { type QueueDefinition } from './define-queue.js';
import { JobRunner } from './job-runner.js';
import { JobRuns } from './job-runs.js';
import { ProcessorRegistry } from './processor-registry.js';
import { QueueBackend, WORKER_COUNT } from './queue-backend.js';
import { QueueMetrics, TOLD_QUEUES } from './queue-metrics.js';
import { QueueProducer } from './queue-producer.js';
import { QueueWatch } from './queue-watch.js';
import { Scheduler } from './scheduler.js';
import { QUEUES, WorkerRunner } from './worker-runner.js';
import { workerHostOf } from './worker-host.js';

/** The queues of a process, on whichever backend its environment names. */
@Module({})
export class QueueModule {
  /** For processes that put jobs into queues or look into them, but run none. */
  static forProducers(): DynamicModule {
    return producers(0);
  }

  /**
   * For worker processes: one @nestjs/bullmq worker per queue. They start when `WorkerRunner.start`
   * has checked that everything is there.
   *
   * @param told names of the queues that it tells of in its metrics; its own when left out
   */
  static forWorkers(
    queues: readonly QueueDefinition[],
    told: readonly string[] = queues.map(({ name }) => name),
  ): DynamicModule {
    const hosts = queues.map(workerHostOf);
    const hostList: Provider = {
      provide: QUEUES,
      useFactory: (...list: unknown[]) => list,
      inject: hosts,
    };
    return {
      module: QueueModule,
      global: true,
      imports: [
        producers(queues.length),
        DiscoveryModule,
        MetricsModule,
        TracingModule,
        ...queues.map(sharedConfigOf),
        // Without arguments it brings the explorer that makes workers of the hosts, and no queue.
        BullModule.registerQueue(),
      ],
      providers: [
        ...hosts,
        hostList,
        { provide: TOLD_QUEUES, useValue: told },
        QueueMetrics,
        QueueWatch,
        JobRuns,
        ProcessorRegistry,
        JobRunner,
        Scheduler,
        WorkerRunner,
      ],
      exports: [WorkerRunner, JobRunner],
    };
  }
}

/** A module of its own, so that the shared configurations can be given the backend. */
@Module({})
class QueueConnectionModule {}

function producers(workers: number): DynamicModule {
  return {
    module: QueueConnectionModule,
    global: true,
    providers: [{ provide: WORKER_COUNT, useValue: workers }, QueueBackend, QueueProducer],
    exports: [QueueBackend, QueueProducer],
  };
}

function sharedConfigOf(queue: QueueDefinition): DynamicModule {
  return BullModule.forRootAsync(queue.name, {
    inject: [QueueBackend],
    useFactory: (backend: QueueBackend) => ({
      connection: backend.workerConnection(),
      prefix: backend.prefixOf(queue.name),
    }),
    extraOptions: { manualRegistration: true },
  });
}
