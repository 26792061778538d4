import { Injectable } from '@nestjs/common';

import { Alarms } from '../../../alarms/alarms.js';
import type { RequestContext } from '../../../common/request-context.js';
import { type Tx, UnitOfWork } from '../../../database/unit-of-work.js';
import { Outbox } from '../../../queue/outbox/outbox.js';
import { DeliveriesRepository } from '../data/deliveries.repository.js';
import { EndpointsRepository } from '../data/endpoints.repository.js';
import { FeedRepository } from '../data/feed.repository.js';
import {
  DeliveryNotFound,
  EndpointNotFound,
  EndpointPaused,
  EventUnknown,
} from '../webhooks.errors.js';
import { webhooksQueue } from '../webhooks.jobs.js';
import type { DeliveryView, EndpointView } from '../webhooks.types.js';
import { OutgoingWork, PAUSED_ALARM } from './outgoing-work.js';

/** What staff does with an endpoint beside changing it. Each may be done twice. */
@Injectable()
export class SteerEndpoint {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly endpoints: EndpointsRepository,
    private readonly deliveries: DeliveriesRepository,
    private readonly feed: FeedRepository,
    private readonly outgoing: OutgoingWork,
    private readonly outbox: Outbox,
    private readonly alarms: Alarms,
  ) {}

  /** Nothing is sent any more; what happens meanwhile waits in the feed. @throws EndpointNotFound */
  pause(ctx: RequestContext, id: string): Promise<EndpointView> {
    return this.uow.run(ctx, async (tx) => {
      await this.lock(tx, id);
      await this.endpoints.pause(tx, id, 'staff');
      return this.lock(tx, id);
    });
  }

  /** Goes on where it was paused. @throws EndpointNotFound */
  resume(ctx: RequestContext, id: string): Promise<EndpointView> {
    return this.uow.run(ctx, async (tx) => {
      await this.lock(tx, id);
      await this.endpoints.resume(tx, id);
      await this.alarms.settleIn(tx, { kind: PAUSED_ALARM, subject: id });
      await this.outgoing.ring(tx, id);
      return this.lock(tx, id);
    });
  }

  /** One message that says nothing, tried once. @throws EndpointNotFound */
  ping(ctx: RequestContext, id: string): Promise<DeliveryView> {
    return this.uow.run(ctx, async (tx) => {
      await this.lock(tx, id);
      const made = await this.deliveries.ping(tx, id);
      await this.outbox.enqueue(tx, webhooksQueue, 'deliver-once', { deliveryId: made.id });
      return made;
    });
  }

  /** The same event with the same id once more. @throws EndpointNotFound, DeliveryNotFound, EndpointPaused */
  redeliver(ctx: RequestContext, id: string, deliveryId: string): Promise<DeliveryView> {
    return this.uow.run(ctx, async (tx) => {
      assertActive(await this.lock(tx, id));
      const again = await this.deliveries.again(tx, id, deliveryId);
      if (again === null) throw new DeliveryNotFound();
      await this.endpoints.rewind(tx, id, null);
      if (again.type === 'webhook.ping') {
        await this.outbox.enqueue(tx, webhooksQueue, 'deliver-once', { deliveryId });
      } else await this.outgoing.ring(tx, id);
      return again;
    });
  }

  /**
   * Everything after an event once more, whatever was delivered.
   *
   * @param after null: from the oldest event on
   * @throws EndpointNotFound, EventUnknown, EndpointPaused
   */
  async redeliverAfter(
    ctx: RequestContext,
    id: string,
    after: string | null,
  ): Promise<EndpointView> {
    const position = after === null ? '0' : await this.feed.placeOf(after);
    if (position === null) throw new EventUnknown();
    return this.uow.run(ctx, async (tx) => {
      assertActive(await this.lock(tx, id));
      await this.endpoints.rewind(tx, id, position);
      await this.outbox.enqueue(tx, webhooksQueue, 'tell-endpoints', {});
      return this.lock(tx, id);
    });
  }

  private async lock(tx: Tx, id: string): Promise<EndpointView> {
    const stored = await this.endpoints.lock(tx, id);
    if (stored === null) throw new EndpointNotFound();
    return stored;
  }
}

function assertActive({ status }: EndpointView): void {
  if (status === 'paused') throw new EndpointPaused();
}
