import { Inject, Injectable } from '@nestjs/common';

import type { RequestContext } from '../../../common/request-context.js';
import { ENV, type Env } from '../../../config/env.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { SendingRepository } from '../data/sending.repository.js';
import { MessageSender } from './message-sender.js';

/** Sends one delivery once, also to a paused endpoint: staff wants to see whether it answers. */
@Injectable()
export class DeliverOnce {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly sending: SendingRepository,
    private readonly sender: MessageSender,
    @Inject(ENV) private readonly env: Env,
  ) {}

  async execute(ctx: RequestContext, deliveryId: string): Promise<void> {
    const target = await this.sending.targetOf(deliveryId);
    if (target === null) return;
    const retrySeconds = Math.ceil((2 * this.env.WEBHOOK_TIMEOUT_MS) / 1000) + 30;
    const [noted] = await this.sending.takeOne(deliveryId, retrySeconds);
    if (noted === undefined) return;
    const result = await this.sender.send(target, noted);
    const state = result.state === 'delivered' ? 'delivered' : 'failed';
    await this.uow.run(ctx, (tx) => this.sending.record(tx, [{ ...result, state }]));
  }
}
