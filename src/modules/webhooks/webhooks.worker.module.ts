import { Module } from '@nestjs/common';

import { MetricsModule } from '../../metrics/metrics.module.js';
import { WebhookMetrics } from './data/webhook-metrics.js';
import { DeliverOnce } from './use-cases/deliver-once.js';
import { DeliverToEndpoint } from './use-cases/deliver-to-endpoint.js';
import { MessageSender } from './use-cases/message-sender.js';
import { PruneEvents } from './use-cases/prune-events.js';
import { TellEndpoints } from './use-cases/tell-endpoints.js';
import { WebhooksModule } from './webhooks.module.js';
import { TellOnRing } from './worker/tell-on-ring.js';
import { WebhooksProcessor } from './worker/webhooks.processor.js';

/** Worker side of webhooks: the queue `webhooks`. */
@Module({
  imports: [WebhooksModule, MetricsModule],
  providers: [
    MessageSender,
    TellEndpoints,
    DeliverToEndpoint,
    DeliverOnce,
    PruneEvents,
    WebhookMetrics,
    TellOnRing,
    WebhooksProcessor,
  ],
})
export class WebhooksWorkerModule {}
