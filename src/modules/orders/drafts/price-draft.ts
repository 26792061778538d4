import { Inject, Injectable } from '@nestjs/common';
import { formatMinor } from '../../../common/money/money.js';
import { type RequestContext, withAllRows } from '../../../common/request-context.js';
import { ENV, type Env } from '../../../config/env.js';
import { Db } from '../../../database/db.js';
import {
  blockingProblemsOf,
  CartService,
  OutsideUnasked,
  pricingInput,
} from '../../cart/cart.service.js';
import type { CheckoutQuery, CheckoutSnapshot } from '../../cart/cart.types.js';
import { price as priceOf, quoteHash } from '../../pricing/pricing.service.js';
import { withOwnPrices } from '../placing/own-prices.js';
import type { DraftPriceResponse } from './drafts.response.js';
import type { StaffDraft } from './drafts.types.js';
import { namedPrices } from './place-draft.js';

/** What a draft would cost now, by the function that will price its order. Writes nothing and holds no stock. */
@Injectable()
export class PriceDraft {
  constructor(
    private readonly db: Db,
    private readonly carts: CartService,
    @Inject(ENV) private readonly env: Env,
  ) {}

  async execute(ctx: RequestContext, draft: StaffDraft): Promise<DraftPriceResponse> {
    const loaded = await this.load(ctx, draft);
    const snapshot = withOwnPrices(loaded, namedPrices(draft, this.env.CURRENCY));
    const sellable = snapshot.lines.filter((line) => line.hasPrice && line.purchasable);
    const price = priceOf(
      pricingInput(
        { ...snapshot, lines: sellable },
        {
          shippingMethodCode: draft.shippingMethodCode,
          taxInclusive: this.env.TAX_INCLUSIVE,
        },
      ),
    );
    const money = (minor: number): string => formatMinor(minor, price.currency);
    const priced = new Map(price.lines.map((line) => [line.variantId, line]));
    return {
      currency: price.currency,
      subtotal: money(price.subtotal),
      discountAmount: money(price.discount),
      shippingCost: money(price.shipping),
      taxAmount: money(price.tax),
      totalAmount: money(price.total),
      shippingState: price.shippingState,
      quoteHash: quoteHash(price),
      missingVariantIds: snapshot.missingVariantIds,
      lines: snapshot.lines.map((line) => {
        const cost = priced.get(line.variantId);
        return {
          variantId: line.variantId,
          sku: line.sku,
          productName: line.productName,
          quantity: line.quantity,
          unitPrice: line.hasPrice ? money(line.unitPrice) : null,
          totalPrice: money(cost?.total ?? 0),
          discountAmount: money(cost?.discount ?? 0),
          taxAmount: money(cost?.tax ?? 0),
          problems: blockingProblemsOf(line).map(({ code }) => code),
        };
      }),
      discounts: price.discounts.map(({ code, name, amount, reason }) => {
        return { code, name, amount: money(amount), reason };
      }),
    };
  }

  private async load(ctx: RequestContext, draft: StaffDraft): Promise<CheckoutSnapshot> {
    const address = draft.shippingAddress;
    const query: CheckoutQuery = {
      source: { kind: 'lines', lines: draft.lines },
      codes: draft.codes,
      destination: address
        ? { country: address.country, region: address.city }
        : { country: this.env.COUNTRY, region: null },
      userId: draft.customerId,
      customerKey: draft.customerId,
      currency: draft.currency ?? this.env.CURRENCY,
    };
    const db = this.db.as(withAllRows(ctx));
    try {
      return await this.carts.loadCheckout(db, query);
    } catch (error) {
      if (!(error instanceof OutsideUnasked)) throw error;
      return this.carts.loadCheckout(db, query, await this.carts.askOutside(error.snapshot));
    }
  }
}
