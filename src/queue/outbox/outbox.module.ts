import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { type QueueDefinition } from '../define-queue.js';
import { JobRun } from '../job-run.entity.js';
import { type Subscription } from './define-event.js';
import { Doorbell } from './doorbell.js';
import { Inbox } from './inbox.js';
import { Outbox, SUBSCRIPTIONS } from './outbox.js';
import { OutboxEvent } from './outbox.entity.js';
import { OutboxListener } from './outbox-listener.js';
import { KNOWN_QUEUES, OutboxRelay } from './outbox-relay.js';
import { RelayStore } from './relay-store.js';
import { Sweeper } from './sweeper.js';

/** Writing to and answering the outbox: for every process, API and workers. */
@Module({})
export class OutboxModule {
  /** @param subscriptions the table of `src/subscriptions.ts` */
  static forRoot(subscriptions: readonly Subscription[]): DynamicModule {
    return {
      module: OutboxModule,
      global: true,
      imports: [TypeOrmModule.forFeature([OutboxEvent, JobRun])],
      providers: [{ provide: SUBSCRIPTIONS, useValue: subscriptions }, Doorbell, Outbox, Inbox],
      exports: [Outbox, Inbox],
    };
  }
}

/** Relay and sweeper: for the process that runs the pseudo queue `relay`. Needs a QueueModule. */
@Module({})
export class RelayModule {
  /** @param queues all queues that the program knows, wherever their workers run */
  static forRoot(queues: readonly QueueDefinition[]): DynamicModule {
    return {
      module: RelayModule,
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
