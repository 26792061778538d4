import { type DynamicModule, Module } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';

import { CryptoModule } from './common/crypto/crypto.module.js';
import { loggerParams, QuietLogger } from './common/logging.js';
import { ConfigModule } from './config/config.module.js';
import { ENV, type Env } from './config/env.js';
import { DatabaseModule } from './database/database.module.js';
import { type Subscription } from './queue/outbox/define-event.js';
import { OutboxModule } from './queue/outbox/outbox.module.js';
import { RelayModule } from './queue/outbox/relay.module.js';
import { QueueModule } from './queue/queue.module.js';
import { subscriptions } from './subscriptions.js';
import { RELAY, type WorkerQueue, workerQueues } from './worker-queues.js';

/** What tests replace; the program has one table of each. */
export interface WorkerOptions {
  readonly queues?: readonly WorkerQueue[];
  readonly subscriptions?: readonly Subscription[];
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
        QueueModule.forWorkers(chosen.map(({ queue }) => queue)),
        // Two queues of one feature may share a module.
        ...new Set(features),
        ...(names.includes(RELAY) ? [RelayModule.forRoot(queues.map(({ queue }) => queue))] : []),
      ],
      providers: [QuietLogger],
    };
  }
}
