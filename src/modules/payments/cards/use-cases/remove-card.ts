import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../../common/request-context.js';
import { UnitOfWork } from '../../../../database/unit-of-work.js';
import { Outbox } from '../../../../queue/outbox/outbox.js';
import { paymentCallbacksQueue } from '../../payments.jobs.js';
import { CardNotFound } from '../cards.errors.js';
import { CardsRepository } from '../data/cards.repository.js';

/** Takes a card away from its owner at once; a worker has the gateway forget it and deletes the row. */
@Injectable()
export class RemoveCard {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly cards: CardsRepository,
  ) {}

  /** @throws CardNotFound */
  async execute(ctx: RequestContext, userId: string, cardId: string): Promise<void> {
    await this.uow.run(ctx, async (tx) => {
      await this.cards.lockOwner(tx, userId);
      if (!(await this.cards.remove(tx, userId, cardId))) throw new CardNotFound();
      await this.outbox.enqueue(tx, paymentCallbacksQueue, 'detach-cards', {});
    });
  }
}
