import { type DynamicModule, Module } from '@nestjs/common';

import { MetricsModule } from '../../metrics/metrics.module.js';
import { type QueueDefinition } from '../define-queue.js';
import { OutboxListener } from './outbox-listener.js';
import { KNOWN_QUEUES, OutboxRelay } from './outbox-relay.js';
import { RelayStore } from './relay-store.js';
import { Sweeper } from './sweeper.js';

// A file of its own: it brings BullMQ, which the API never loads.
/** Relay and sweeper: for the process that runs the pseudo queue `relay`. Needs a QueueModule. */
@Module({})
export class RelayModule {
  /** @param queues all queues that the program knows, wherever their workers run */
  static forRoot(queues: readonly QueueDefinition[]): DynamicModule {
    return {
      module: RelayModule,
      imports: [MetricsModule],
      providers: [
        { provide: KNOWN_QUEUES, useValue: queues },
        RelayStore,
        OutboxListener,
        OutboxRelay,
        Sweeper,
      ],
      exports: [OutboxRelay, Sweeper],
    };
  }
}
