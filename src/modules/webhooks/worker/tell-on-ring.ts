import { Inject, Injectable, Logger } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';

import { systemContext } from '../../../common/request-context.js';
import { ENV, type Env } from '../../../config/env.js';
import { CATALOGUE_CHANNEL } from '../../../http-cache/change-listener.js';
import { ChannelListener } from '../../../queue/channel-listener.js';
import { OUTBOX_CHANNEL } from '../../../queue/outbox/doorbell.js';
import type { Background } from '../../../queue/typed-processor.js';
import { TellEndpoints } from '../use-cases/tell-endpoints.js';

/** However busy the shop is, no more often than this, in milliseconds. */
const GAP_MS = 200;
const AN_HOUR_MS = 3_600_000;

/**
 * Has events told within moments of their commit. It needs no bell of its own: whatever is told of rings one of the
 * two that are there nearly always, that of the outbox or that of the catalogue. What rings none, and a ring that is
 * lost, waits for the schedule.
 */
@Injectable()
export class TellOnRing implements Background {
  private readonly logger = new Logger(TellOnRing.name);
  private readonly listener: ChannelListener;
  private loop: Promise<void> | null = null;
  private stopping = false;

  constructor(
    @Inject(ENV) env: Env,
    private readonly tell: TellEndpoints,
  ) {
    const url = env.DATABASE_LISTEN_URL ?? env.DATABASE_URL;
    this.listener = new ChannelListener(url, 'eshop-events', [OUTBOX_CHANNEL, CATALOGUE_CHANNEL]);
  }

  start(): void {
    this.listener.start();
    this.loop ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.listener.wake();
    await this.loop;
    await this.listener.stop();
  }

  private async run(): Promise<void> {
    for (;;) {
      await this.listener.rung(AN_HOUR_MS);
      if (this.stopping) return;
      await this.tell.execute(systemContext('webhooks-ring')).catch((error: unknown) => {
        this.logger.debug(`left to the schedule: ${String(error)}`);
      });
      await sleep(GAP_MS);
    }
  }
}
