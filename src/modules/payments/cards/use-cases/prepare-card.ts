import { Injectable, Logger } from '@nestjs/common';
import type { RequestContext } from '../../../../common/request-context.js';
import { UnitOfWork } from '../../../../database/unit-of-work.js';
import { GatewayRegistry } from '../../gateways/gateway-registry.js';
import type { PreparedCard } from '../../gateways/payment-gateway.js';
import { GatewayFailed } from '../../payments.errors.js';
import { CardsNotKept } from '../cards.errors.js';
import { CardsRepository } from '../data/cards.repository.js';

/** Begins to keep a card: the customer enters it in the gateway's form, its number never comes here. */
@Injectable()
export class PrepareCard {
  private readonly logger = new Logger(PrepareCard.name);

  constructor(
    private readonly uow: UnitOfWork,
    private readonly cards: CardsRepository,
    private readonly gateways: GatewayRegistry,
  ) {}

  /**
   * @param code of a gateway; null: the first that keeps cards
   * @throws CardsNotKept, GatewayFailed
   */
  async execute(
    ctx: RequestContext,
    userId: string,
    code: string | null,
  ): Promise<PreparedCard & { readonly gateway: string }> {
    const keeping = this.gateways.keepingCards();
    const gateway = code === null ? keeping[0] : keeping.find((one) => one.code === code);
    if (!gateway?.prepareCard) throw new CardsNotKept();
    const known = await this.cards.findCustomer(ctx, userId, gateway.code);
    const prepared = await gateway.prepareCard(userId, known).catch((error: unknown) => {
      this.logger.error({ err: error, gateway: gateway.code }, 'Gateway call failed');
      throw new GatewayFailed();
    });
    if (known === null) {
      await this.uow.run(ctx, (tx) =>
        this.cards.keepCustomer(tx, userId, gateway.code, prepared.customer),
      );
    }
    return { ...prepared, gateway: gateway.code };
  }
}
