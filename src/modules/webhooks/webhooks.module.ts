import { Module } from '@nestjs/common';

import { AlarmsModule } from '../../alarms/alarms.module.js';
import { DeliveriesRepository } from './data/deliveries.repository.js';
import { EndpointsRepository } from './data/endpoints.repository.js';
import { FeedRepository } from './data/feed.repository.js';
import { SendingRepository } from './data/sending.repository.js';
import { TellingRepository } from './data/telling.repository.js';
import { OutgoingWork } from './use-cases/outgoing-work.js';

const PROVIDERS = [
  FeedRepository,
  EndpointsRepository,
  DeliveriesRepository,
  SendingRepository,
  TellingRepository,
  OutgoingWork,
];

/** The feed of public events and the books of what endpoints are sent. */
@Module({
  imports: [AlarmsModule],
  providers: PROVIDERS,
  exports: [AlarmsModule, ...PROVIDERS],
})
export class WebhooksModule {}
