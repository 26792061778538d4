import { Inject, Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { ENV, type Env } from '../../../config/env.js';
import { Db } from '../../../database/db.js';
import { OutsideRates } from '../../shipping/shipping.service.js';
import type { Destination } from '../../shipping/shipping.types.js';
import { CartRepository } from '../data/cart.repository.js';
import { type CartView, viewCart } from '../domain/cart-view.js';
import { type CartCaller, mergeTokenHashOf, ownerOf } from './cart-caller.js';
import { ChangeCart } from './change-cart.js';

/** Where the goods would go and how; what is missing is the shop's own. */
export interface CheckoutChoice {
  readonly destination: Destination | null;
  readonly shippingMethodCode: string | null;
}

/**
 * Shows a cart with its price in one round trip. The first time that a user brings a guest's
 * cart along, it is merged into his.
 */
@Injectable()
export class ViewCart {
  constructor(
    private readonly db: Db,
    private readonly carts: CartRepository,
    private readonly changes: ChangeCart,
    private readonly rates: OutsideRates,
    @Inject(ENV) private readonly env: Env,
  ) {}

  async execute(
    ctx: RequestContext,
    caller: CartCaller,
    choice: CheckoutChoice = { destination: null, shippingMethodCode: null },
  ): Promise<CartView> {
    const owner = ownerOf(caller);
    const snapshot = await this.carts.loadCheckout(this.db.as(ctx), {
      source: owner ? { kind: 'owner', owner } : { kind: 'lines', lines: [] },
      destination: choice.destination ?? { country: this.env.COUNTRY, region: null },
      userId: caller.userId,
      customerKey: caller.userId,
      mergeTokenHash: mergeTokenHashOf(caller),
    });
    if (snapshot.guestCartId !== null) {
      const { view } = await this.changes.execute(ctx, caller, { kind: 'open' });
      const chosen = choice.destination !== null || choice.shippingMethodCode !== null;
      return chosen ? this.execute(ctx, { ...caller, token: null }, choice) : view;
    }
    const { shippingMethodCode } = choice;
    return viewCart(await this.rates.complete(snapshot), {
      shippingMethodCode,
      taxInclusive: this.env.TAX_INCLUSIVE,
    });
  }
}
