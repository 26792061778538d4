import { Inject, Injectable } from '@nestjs/common';
import { minorFromDb, minorToDb, parseMoney } from '../../../common/money/money.js';
import type { RequestContext } from '../../../common/request-context.js';
import { ENV, type Env } from '../../../config/env.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { VariantNotFound } from '../../catalog/catalog.errors.js';
import { type AlertRow, AlertsRepository, type WatchedVariant } from '../data/alerts.repository.js';
import { UnsubscribeLinks } from '../unsubscribe-links.js';
import {
  AlertNotFound,
  AlertNotNeeded,
  EmailNotVerified,
  TooManyAlerts,
  UnsubscribeLinkInvalid,
} from '../wishlists.errors.js';
import type { AlertKind } from '../wishlists.types.js';

/** What a customer asks to be told. */
export interface AlertWish {
  readonly variantId: string;
  readonly kind: AlertKind;
  /** Decimal, of the shop's currency; null: whatever is less than now. */
  readonly targetPrice: string | null;
  readonly locale: string;
}

/** Begins and ends waiting for a variant. */
@Injectable()
export class ArmAlert {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly alerts: AlertsRepository,
    private readonly links: UnsubscribeLinks,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /**
   * @throws EmailNotVerified, VariantNotFound, TooManyAlerts, InvalidMoney; AlertNotNeeded when it is so already
   */
  async execute(
    ctx: RequestContext,
    userId: string,
    { variantId, kind, targetPrice, locale }: AlertWish,
  ): Promise<{ readonly alert: AlertRow; readonly isNew: boolean }> {
    const armed = await this.uow.run(ctx, async (tx) => {
      const isVerified = await this.alerts.takeTurn(tx, userId);
      if (!isVerified) throw new EmailNotVerified();
      const variant = await this.alerts.watch(tx, variantId);
      if (variant === null) throw new VariantNotFound();
      const priceLimit = kind === 'price_drop' ? this.limitOf(variant, targetPrice) : null;
      if (kind === 'back_in_stock' && variant.sellable) throw new AlertNotNeeded();
      const row = await this.alerts.arm(tx, userId, { variantId, kind, priceLimit, locale });
      if (row === null) throw new TooManyAlerts();
      return row;
    });
    const alert = await this.alerts.find(ctx, userId, armed.id);
    if (alert === null) throw new AlertNotFound();
    return { alert, isNew: armed.is_new };
  }

  /** @throws AlertNotFound also for somebody else's */
  async end(ctx: RequestContext, userId: string, id: string): Promise<void> {
    await this.uow.run(ctx, async (tx) => {
      if (!(await this.alerts.remove(tx, userId, id))) throw new AlertNotFound();
    });
  }

  /** Ends all alerts of whoever the link was mailed to; a second time changes nothing. @throws UnsubscribeLinkInvalid */
  async unsubscribe(ctx: RequestContext, token: string): Promise<void> {
    const userId = this.links.userOf(token);
    if (userId === null) throw new UnsubscribeLinkInvalid();
    await this.uow.run({ ...ctx, actorId: userId }, (tx) => this.alerts.removeAll(tx, userId));
  }

  private limitOf({ price, sellable }: WatchedVariant, targetPrice: string | null): string {
    const { CURRENCY: currency } = this.env;
    const now = minorFromDb(price, currency);
    const limit = targetPrice === null ? now - 1 : parseMoney(targetPrice, currency).amount;
    if (limit < 0 || (limit >= now && sellable)) throw new AlertNotNeeded();
    return minorToDb(limit, currency);
  }
}
