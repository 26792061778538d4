import { Injectable, type OnModuleInit } from '@nestjs/common';

import { Db } from '../../../database/db.js';
import { Metrics } from '../../../metrics/metrics.js';

const COUNT = {
  name: 'webhooks-metrics',
  text: `SELECT (SELECT count(*)::int FROM webhook_endpoints WHERE status = 'paused') AS paused,
    (SELECT count(*)::int FROM webhook_deliveries WHERE state = 'waiting') AS waiting,
    coalesce((SELECT extract(epoch FROM now() - min(occurred_at)) FROM public_events WHERE position IS NULL), 0)::float8
      AS unnumbered`,
};

const GAUGES = {
  paused: ['eshop_webhook_endpoints_paused', 'Webhook endpoints that are paused'],
  waiting: ['eshop_webhook_deliveries_waiting', 'Messages that wait to be sent'],
  unnumbered: [
    'eshop_events_unnumbered_seconds',
    'Age of the oldest event without a place in the feed',
  ],
} as const;

/** What an alert rule can ask about webhooks; read by the process that works on them. */
@Injectable()
export class WebhookMetrics implements OnModuleInit {
  constructor(
    private readonly metrics: Metrics,
    private readonly db: Db,
  ) {}

  onModuleInit(): void {
    for (const column of ['paused', 'waiting', 'unnumbered'] as const) {
      const [name, help] = GAUGES[column];
      const read = async () => {
        const [row] = await this.db.query<Record<typeof column, number>>(COUNT);
        return [{ labels: {}, value: row?.[column] ?? 0 }];
      };
      this.metrics.add({ name, help, kind: 'gauge', labels: [], read });
    }
  }
}
