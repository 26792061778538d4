import { Injectable, Logger } from '@nestjs/common';

import { Inbox } from '../../../queue/outbox/inbox.js';
import { handlers, type QueueProcessor, schedules } from '../../../queue/typed-processor.js';
import { DeliverOnce } from '../use-cases/deliver-once.js';
import { DeliverToEndpoint } from '../use-cases/deliver-to-endpoint.js';
import { PruneEvents } from '../use-cases/prune-events.js';
import { TellEndpoints } from '../use-cases/tell-endpoints.js';
import { webhooksQueue } from '../webhooks.jobs.js';
import { TellOnRing } from './tell-on-ring.js';

const EVERY_FIVE_SECONDS = 5_000;
const NIGHTLY = '50 2 * * *';

/** The queue `webhooks`. Each job may come twice or be lost: the rows say what is due. */
@Injectable()
export class WebhooksProcessor implements QueueProcessor {
  readonly queue = webhooksQueue;
  readonly handlers = handlers(webhooksQueue, {
    'tell-endpoints': async (_payload, { ctx, delivery }) => {
      await this.tell.execute(ctx);
      await this.inbox.done(delivery);
    },
    'deliver-to-endpoint': async ({ endpointId }, { ctx, delivery }) => {
      // Done at once: a run may take longer than the outbox waits for an answer, and rows that are due ring again.
      await this.inbox.done(delivery);
      await this.deliver.execute(ctx, endpointId);
    },
    'deliver-once': async ({ deliveryId }, { ctx, delivery }) => {
      await this.once.execute(ctx, deliveryId);
      await this.inbox.done(delivery);
    },
    'prune-events': async (_payload, { ctx, delivery }) => {
      const { events, deliveries } = await this.prune.execute(ctx);
      await this.inbox.done(delivery);
      if (events + deliveries > 0) {
        this.logger.log(`${events} old events and ${deliveries} deliveries cleared away`);
      }
    },
  });
  readonly schedules = schedules(webhooksQueue, [
    { name: 'tell-endpoints', every: EVERY_FIVE_SECONDS, job: 'tell-endpoints', payload: {} },
    { name: 'prune-events', pattern: NIGHTLY, job: 'prune-events', payload: {} },
  ]);
  private readonly logger = new Logger(WebhooksProcessor.name);

  constructor(
    private readonly tell: TellEndpoints,
    private readonly deliver: DeliverToEndpoint,
    private readonly once: DeliverOnce,
    private readonly prune: PruneEvents,
    private readonly inbox: Inbox,
    readonly background: TellOnRing,
  ) {}
}
