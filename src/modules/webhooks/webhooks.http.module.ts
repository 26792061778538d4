import { Module } from '@nestjs/common';

import { EventsController } from './http/events.controller.js';
import { WebhookDeliveriesController } from './http/webhook-deliveries.controller.js';
import { WebhooksController } from './http/webhooks.controller.js';
import { EndpointUrls } from './use-cases/endpoint-urls.js';
import { ReadEndpoints } from './use-cases/read-endpoints.js';
import { ReadEvents } from './use-cases/read-events.js';
import { SaveEndpoint } from './use-cases/save-endpoint.js';
import { SteerEndpoint } from './use-cases/steer-endpoint.js';
import { WebhooksModule } from './webhooks.module.js';

/** HTTP side of the feed and of webhooks; sends nothing itself. */
@Module({
  imports: [WebhooksModule],
  controllers: [EventsController, WebhooksController, WebhookDeliveriesController],
  providers: [EndpointUrls, ReadEndpoints, ReadEvents, SaveEndpoint, SteerEndpoint],
})
export class WebhooksHttpModule {}
