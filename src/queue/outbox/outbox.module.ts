import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { JobRun } from '../job-run.entity.js';
import { type Subscription } from './define-event.js';
import { Doorbell } from './doorbell.js';
import { Inbox } from './inbox.js';
import { Outbox, SUBSCRIPTIONS } from './outbox.js';
import { OutboxEvent } from './outbox.entity.js';

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
