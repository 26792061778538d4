import { Injectable } from '@nestjs/common';

import { type Page, toPage } from '../../../common/http/page.response.js';
import { decodeTimeCursor, encodeTimeCursor } from '../../../common/http/time-cursor.js';
import { DeliveriesRepository } from '../data/deliveries.repository.js';
import { EndpointsRepository } from '../data/endpoints.repository.js';
import { DeliveryNotFound, EndpointNotFound } from '../webhooks.errors.js';
import type { AttemptView, DeliveryState, DeliveryView, EndpointView } from '../webhooks.types.js';

/** Endpoints and the log of what they were sent. */
@Injectable()
export class ReadEndpoints {
  constructor(
    private readonly endpoints: EndpointsRepository,
    private readonly deliveries: DeliveriesRepository,
  ) {}

  /** @throws InvalidCursor */
  async list(limit: number, cursor: string | null): Promise<Page<EndpointView>> {
    const after = cursor === null ? null : decodeTimeCursor(cursor);
    const rows = await this.endpoints.list(after, limit);
    return toPage(rows, limit, (row) => row, encodeTimeCursor);
  }

  /** @throws EndpointNotFound */
  async get(id: string): Promise<EndpointView> {
    const found = await this.endpoints.find(id);
    if (found === null) throw new EndpointNotFound();
    return found;
  }

  /** @throws EndpointNotFound, InvalidCursor */
  async listDeliveries(
    id: string,
    state: DeliveryState | null,
    limit: number,
    cursor: string | null,
  ): Promise<Page<DeliveryView>> {
    await this.get(id);
    const after = cursor === null ? null : decodeTimeCursor(cursor);
    const rows = await this.deliveries.list(id, state, after, limit);
    return toPage(rows, limit, (row) => row, encodeTimeCursor);
  }

  /** @throws DeliveryNotFound */
  async getDelivery(
    id: string,
    deliveryId: string,
  ): Promise<{ readonly delivery: DeliveryView; readonly tries: readonly AttemptView[] }> {
    const delivery = await this.deliveries.find(id, deliveryId);
    if (delivery === null) throw new DeliveryNotFound();
    return { delivery, tries: await this.deliveries.attemptsOf(deliveryId) };
  }
}
