import { Injectable, Logger } from '@nestjs/common';
import { type RequestContext, withAllRows } from '../../../../common/request-context.js';
import { UnitOfWork } from '../../../../database/unit-of-work.js';
import { GatewayRegistry } from '../../gateways/gateway-registry.js';
import { CardBox } from '../card-box.js';
import { CardsRepository, type RemovedCard } from '../data/cards.repository.js';

const FIRST = '00000000-0000-0000-0000-000000000000';

/**
 * Has gateways forget the cards that were taken away or whose owner was erased, then deletes them.
 * Two at once are harmless: a gateway that does not know a card any more has forgotten it.
 */
@Injectable()
export class DetachCards {
  private readonly logger = new Logger(DetachCards.name);

  constructor(
    private readonly uow: UnitOfWork,
    private readonly cards: CardsRepository,
    private readonly box: CardBox,
    private readonly gateways: GatewayRegistry,
  ) {}

  /** @returns how many are gone; those whose gateway did not answer come again the next time */
  async execute(ctx: RequestContext): Promise<number> {
    let gone = 0;
    let after = FIRST;
    for (;;) {
      const removed = await this.cards.listRemoved(ctx, after);
      for (const card of removed) if (await this.detach(ctx, card)) gone += 1;
      const last = removed.at(-1);
      if (last === undefined) return gone;
      after = last.id;
    }
  }

  private async detach(ctx: RequestContext, card: RemovedCard): Promise<boolean> {
    const { id, gateway: code } = card;
    const gateway = this.gateways.find(code);
    try {
      const token = this.box.open('payment_method_token', id, card.token);
      await gateway?.detachCard?.({ token, customer: null });
    } catch (error) {
      const alert = card.isOld ? { alert: 'payments.card_not_detached' } : {};
      this.logger.warn({ err: error, gateway: code, cardId: id, ...alert }, 'Card not detached');
      return false;
    }
    if (!gateway?.detachCard) {
      this.logger.warn({ gateway: code, cardId: id }, 'No gateway to have the card forgotten by');
    }
    await this.uow.run(withAllRows(ctx), (tx) => this.cards.forget(tx, id));
    return true;
  }
}
