import { type DynamicModule, Module } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';

import { CryptoModule } from './common/crypto/crypto.module.js';
import { loggerParams, QuietLogger } from './common/logging.js';
import { ConfigModule } from './config/config.module.js';
import { ENV, type Env } from './config/env.js';
import { DatabaseModule } from './database/database.module.js';
import { ProcessMetricsModule } from './modules/operations/metrics/operations-metrics.module.js';
import { type Subscription } from './queue/outbox/define-event.js';
import { OutboxModule } from './queue/outbox/outbox.module.js';
import { RelayModule } from './queue/outbox/relay.module.js';
import { tuned } from './queue/define-queue.js';
import { QueueModule } from './queue/queue.module.js';
import { subscriptions } from './subscriptions.js';
import { RELAY, type WorkerQueue, workerQueues } from './worker-queues.js';

/** What tests replace; the program has one table of each. */
export interface WorkerOptions {
  readonly queues?: readonly WorkerQueue[];
  readonly subscriptions?: readonly Subscription[];
  /** Jobs at the same time, by queue, where it is not what the queue says. */
  readonly concurrency?: Readonly<Record<string, number>>;
}

/** A worker process: the platform and the worker modules of the chosen queues, no HTTP. */
@Module({})
export class WorkerModule {
  /**
   * @param names known queue names, see `resolveQueueNames`; only their modules are loaded
   */
  static async forQueues(
    names: readonly string[],
    options: WorkerOptions = {},
  ): Promise<DynamicModule> {
    const queues = options.queues ?? workerQueues;
    const chosen = queues.filter(({ queue }) => names.includes(queue.name));
    const features = await Promise.all(chosen.map(({ load }) => load()));
    return {
      module: WorkerModule,
      imports: [
        ConfigModule,
        LoggerModule.forRootAsync({
          inject: [ENV],
          useFactory: (env: Env) => loggerParams(env.LOG_LEVEL),
        }),
        DatabaseModule,
        CryptoModule,
        OutboxModule.forRoot(options.subscriptions ?? subscriptions),
        ProcessMetricsModule,
        QueueModule.forWorkers(
          chosen.map(({ queue }) => tuned(queue, options.concurrency ?? {})),
          // The relay fills all of them, so it tells of those that nobody works on as well.
          names.includes(RELAY) ? queues.map(({ queue }) => queue.name) : undefined,
        ),
        // Two queues of one feature may share a module.
        ...new Set(features),
        ...(names.includes(RELAY) ? [RelayModule.forRoot(queues.map(({ queue }) => queue))] : []),
      ],
      providers: [QuietLogger],
    };
  }
}
