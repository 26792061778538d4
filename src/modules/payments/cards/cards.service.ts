import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { type Tx, UnitOfWork } from '../../../database/unit-of-work.js';
import { CardBox } from './card-box.js';
import { CardExpired, CardNotFound } from './cards.errors.js';
import type { Card, ChargeableCard } from './cards.types.js';
import { CardsRepository } from './data/cards.repository.js';

/** A person's saved cards. Nobody sees or uses another one's: unknown and foreign ids are alike. */
@Injectable()
export class CardsService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly cards: CardsRepository,
    private readonly box: CardBox,
  ) {}

  /** The default first, then the newest; a bounded number. */
  list(ctx: RequestContext, userId: string): Promise<Card[]> {
    return this.cards.list(ctx, userId);
  }

  /** @throws CardNotFound */
  async makeDefault(ctx: RequestContext, userId: string, cardId: string): Promise<Card> {
    return this.uow.run(ctx, async (tx) => {
      await this.cards.lockOwner(tx, userId);
      const card = await this.cards.makeDefault(tx, userId, cardId);
      if (card === null) throw new CardNotFound();
      return card;
    });
  }

  /**
   * The same question as {@link chargeable}, before anybody is told of the payment.
   *
   * @param userId null: a guest, who has no cards
   * @throws CardNotFound also for a card of another gateway, CardExpired
   */
  async assertChargeable(
    tx: Tx,
    userId: string | null,
    cardId: string,
    gateway: string,
  ): Promise<void> {
    const found = userId === null ? null : await this.cards.findState(tx, userId, cardId);
    if (found?.gateway !== gateway) throw new CardNotFound();
    if (found.isExpired) throw new CardExpired();
  }

  /**
   * A card to be charged now.
   *
   * @throws CardNotFound, CardExpired
   */
  async chargeable(ctx: RequestContext, userId: string, cardId: string): Promise<ChargeableCard> {
    const sealed = await this.cards.findSealed(ctx, userId, cardId);
    if (sealed === null) throw new CardNotFound();
    if (sealed.isExpired) throw new CardExpired();
    const { id, gateway, customer } = sealed;
    const token = this.box.open('payment_method_token', id, sealed.token);
    return { gateway, card: { token, customer } };
  }
}
