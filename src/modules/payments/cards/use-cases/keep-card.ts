import { randomUUID } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import type { RequestContext } from '../../../../common/request-context.js';
import { UnitOfWork } from '../../../../database/unit-of-work.js';
import { GatewayRegistry } from '../../gateways/gateway-registry.js';
import type { CardSetup, KeptCard } from '../../gateways/payment-gateway.js';
import { GatewayFailed } from '../../payments.errors.js';
import { CardBox } from '../card-box.js';
import {
  CardNotFound,
  CardSetupNotFound,
  CardSetupOpen,
  CardsNotKept,
  TooManyCards,
} from '../cards.errors.js';
import type { Card } from '../cards.types.js';
import { CardsRepository } from '../data/cards.repository.js';

const MAX_CARDS = 20;
const LAST4 = /^\d{4}$/;

/** What a customer sends after the gateway's form. */
export interface KeepCardInput {
  readonly gateway: string;
  readonly setupId: string;
  /** As it is printed on bills; kept encrypted. */
  readonly billingAddress: string;
  readonly isDefault: boolean;
}

/** Writes down a card that its gateway has taken: what the gateway says of it counts, nothing else. */
@Injectable()
export class KeepCard {
  private readonly logger = new Logger(KeepCard.name);

  constructor(
    private readonly uow: UnitOfWork,
    private readonly cards: CardsRepository,
    private readonly box: CardBox,
    private readonly gateways: GatewayRegistry,
  ) {}

  /**
   * The same setup again answers the same card.
   *
   * @throws CardsNotKept, CardSetupNotFound (also for somebody else's), CardSetupOpen, TooManyCards
   * @throws GatewayFailed
   */
  async execute(ctx: RequestContext, userId: string, input: KeepCardInput): Promise<Card> {
    const setup = await this.read(input);
    const customer = await this.cards.findCustomer(ctx, userId, input.gateway);
    if (customer === null || setup.customer !== customer) throw new CardSetupNotFound();
    const { card } = setup;
    if (card === null) throw new CardSetupOpen();
    const tokenHash = this.box.hashOf(card.token);
    return this.uow.run(ctx, async (tx) => {
      if (!(await this.cards.lockOwner(tx, userId))) throw new CardNotFound();
      const known = await this.cards.findByToken(tx, userId, tokenHash);
      if (known !== null) return known;
      const count = await this.cards.count(tx, userId);
      if (count >= MAX_CARDS) throw new TooManyCards(undefined, { limit: MAX_CARDS });
      const isDefault = input.isDefault || count === 0;
      const kept = await this.cards.insert(tx, userId, {
        ...this.valuesOf(card, input),
        tokenHash,
        isDefault,
      });
      if (kept === null) throw new CardNotFound();
      return kept;
    });
  }

  private async read({ gateway: code, setupId }: KeepCardInput): Promise<CardSetup> {
    const gateway = this.gateways.keepingCards().find((one) => one.code === code);
    if (!gateway?.readCardSetup) throw new CardsNotKept();
    const setup = await gateway.readCardSetup(setupId).catch((error: unknown) => {
      this.logger.error({ err: error, gateway: code }, 'Gateway call failed');
      throw new GatewayFailed();
    });
    if (setup === null) throw new CardSetupNotFound();
    if (setup.card !== null && !LAST4.test(setup.card.last4)) throw new GatewayFailed();
    return setup;
  }

  private valuesOf(card: KeptCard, { gateway, billingAddress }: KeepCardInput) {
    const id = randomUUID();
    return {
      id,
      gateway,
      brand: card.brand?.slice(0, 30) ?? null,
      maskedNumber: `**** **** **** ${card.last4}`,
      last4: card.last4,
      token: this.box.seal('payment_method_token', id, card.token),
      expiresOn: lastDayOf(card.expiryYear, card.expiryMonth),
      billingAddress: this.box.seal('billing_address', id, billingAddress),
    };
  }
}

/** A card is good through the last day of its month, `YYYY-MM-DD`. */
function lastDayOf(year: number, month: number): string {
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}
