import { Inject, Injectable } from '@nestjs/common';
import { assertStorable } from '../../../common/money/money.js';
import type { RequestContext } from '../../../common/request-context.js';
import { ENV, type Env } from '../../../config/env.js';
import { Db } from '../../../database/db.js';
import { VariantNotFound } from '../../catalog/catalog.errors.js';
import { normaliseCode, shippingOffers } from '../../pricing/pricing.service.js';
import { OutsideRates } from '../../shipping/shipping.service.js';
import type { BreakdownDiscount, DiscountReason } from '../../pricing/pricing.types.js';
import type { ShippingOffer } from '../../shipping/shipping.types.js';
import { QuantityTooLarge } from '../cart.errors.js';
import {
  type CheckoutQuery,
  type CheckoutSnapshot,
  MAX_QUANTITY,
  type WantedLine,
} from '../cart.types.js';
import { CartRepository } from '../data/cart.repository.js';
import { type CartView, viewCart } from '../domain/cart-view.js';
import { isHidden } from '../domain/visibility.js';
import { type CartCaller, ownerOf } from './cart-caller.js';
import type { CheckoutChoice } from './view-cart.js';

/** What to price: given lines, or without them the caller's cart. */
export interface QuoteRequest extends CheckoutChoice {
  readonly lines: readonly WantedLine[] | null;
  readonly codes: readonly string[];
  /** Null: that of the cart. */
  readonly currency: string | null;
}

/** Says what an order would cost; writes nothing. One round trip, whatever the number of lines. */
@Injectable()
export class QuoteCheckout {
  constructor(
    private readonly db: Db,
    private readonly carts: CartRepository,
    private readonly rates: OutsideRates,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /**
   * @throws VariantNotFound naming the given variants that shoppers cannot see
   * @throws QuantityTooLarge when given lines of one variant add up to too much
   * @throws AmountOutOfRange when the total is more than an order can hold
   */
  async execute(ctx: RequestContext, caller: CartCaller, request: QuoteRequest): Promise<CartView> {
    const snapshot = await this.load(ctx, caller, request);
    if (request.lines) assertVisible(snapshot);
    const { shippingMethodCode } = request;
    const options = { shippingMethodCode, taxInclusive: this.env.TAX_INCLUSIVE };
    const view = hideGuesses(viewCart(snapshot, options), request.codes.map(normaliseCode));
    const { subtotal, total, currency } = view.breakdown;
    assertStorable(Math.max(subtotal, total), currency);
    return view;
  }

  /** The methods that go to a country: with their price for the caller's cart, or the basic one. */
  async listShipping(
    ctx: RequestContext,
    caller: CartCaller,
    choice: CheckoutChoice & Pick<QuoteRequest, 'currency'>,
  ): Promise<{ readonly offers: readonly ShippingOffer[]; readonly currency: string }> {
    const snapshot = await this.load(ctx, caller, { ...choice, lines: null, codes: [] });
    const options = { shippingMethodCode: null, taxInclusive: this.env.TAX_INCLUSIVE };
    const { breakdown } = viewCart(snapshot, options);
    const { currency } = snapshot;
    if (breakdown.lines.length > 0) return { offers: breakdown.shippingOffers, currency };
    return { offers: shippingOffers(snapshot.shippingRates, { goods: 0, weight: 0 }), currency };
  }

  private async load(
    ctx: RequestContext,
    caller: CartCaller,
    request: QuoteRequest,
  ): Promise<CheckoutSnapshot> {
    const snapshot = await this.carts.loadCheckout(this.db.as(ctx), {
      source: sourceOf(caller, request.lines),
      codes: request.codes.map(normaliseCode),
      destination: request.destination ?? { country: this.env.COUNTRY, region: null },
      userId: caller.userId,
      customerKey: caller.userId,
      currency: request.currency,
    });
    return this.rates.complete(snapshot);
  }
}

/** What whoever tries out codes shall not learn: that one is there for later, or was there for somebody. */
const SECRET_REASONS: ReadonlySet<DiscountReason> = new Set<DiscountReason>([
  'inactive',
  'not_started',
  'code_used',
]);

function hideGuesses(view: CartView, codes: readonly string[]): CartView {
  const discounts = view.breakdown.discounts.map((discount): BreakdownDiscount => {
    const { code, reason } = discount;
    if (code === null || reason === null || !codes.includes(code)) return discount;
    if (!SECRET_REASONS.has(reason)) return discount;
    return { ...discount, id: null, name: null, type: null, reason: 'not_found' };
  });
  return { ...view, breakdown: { ...view.breakdown, discounts } };
}

function sourceOf(
  caller: CartCaller,
  lines: readonly WantedLine[] | null,
): CheckoutQuery['source'] {
  if (lines) return { kind: 'lines', lines: sumByVariant(lines) };
  const owner = ownerOf(caller);
  return owner ? { kind: 'owner', owner } : { kind: 'lines', lines: [] };
}

function sumByVariant(lines: readonly WantedLine[]): WantedLine[] {
  const sums = new Map<string, number>();
  for (const { variantId, quantity } of lines) {
    const id = variantId.toLowerCase();
    sums.set(id, (sums.get(id) ?? 0) + quantity);
  }
  const summed = [...sums].map(([variantId, quantity]) => ({ variantId, quantity }));
  if (summed.some(({ quantity }) => quantity > MAX_QUANTITY)) throw new QuantityTooLarge();
  return summed;
}

function assertVisible({ lines, missingVariantIds }: CheckoutSnapshot): void {
  const hidden = lines.filter((line) => isHidden(line.unavailableReason));
  const variantIds = [...missingVariantIds, ...hidden.map((line) => line.variantId)];
  if (variantIds.length > 0) throw new VariantNotFound(undefined, { variantIds });
}
