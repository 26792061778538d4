import { Inject, Injectable } from '@nestjs/common';

import { ENV, type Env } from '../../config/env.js';
import { ChannelListener } from '../channel-listener.js';
import { OUTBOX_CHANNEL } from './doorbell.js';

/** Hears the doorbell of the outbox. Without it the relay still polls. */
@Injectable()
export class OutboxListener extends ChannelListener {
  constructor(@Inject(ENV) env: Env) {
    super(env.DATABASE_LISTEN_URL ?? env.DATABASE_URL, 'eshop-relay', [OUTBOX_CHANNEL]);
  }
}
