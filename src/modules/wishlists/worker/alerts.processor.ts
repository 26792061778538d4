import { Injectable } from '@nestjs/common';
import { handlers, type QueueProcessor } from '../../../queue/typed-processor.js';
import { SendAlerts } from '../use-cases/send-alerts.js';
import { alertsQueue } from '../wishlists.jobs.js';

/** Worker side of the alerts on the queue `notifications`. */
@Injectable()
export class AlertsProcessor implements QueueProcessor {
  readonly queue = alertsQueue;
  readonly handlers = handlers(alertsQueue, {
    'send-alerts': async (run, { ctx, delivery }) => {
      await this.sendAlerts.execute(ctx, delivery, run);
    },
  });

  constructor(private readonly sendAlerts: SendAlerts) {}
}
