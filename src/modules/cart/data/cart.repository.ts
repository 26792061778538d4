import { Inject, Injectable } from '@nestjs/common';
import type { Conversion } from '../../../common/money/convert.js';
import { minorFromDb } from '../../../common/money/money.js';
import { ENV, type Env } from '../../../config/env.js';
import type { ScopedDb } from '../../../database/db.js';
import { namedQuery } from '../../../database/named-query.js';
import type { Tx } from '../../../database/unit-of-work.js';
import { toSellableVariant } from '../../catalog/catalog.service.js';
import { convertDiscount, toDiscountCandidate } from '../../discounts/discounts.service.js';
import { toShippingRate, toTaxRate } from '../../shipping/shipping.service.js';
import type {
  AddedLine,
  CartOwner,
  CheckoutLine,
  CheckoutQuery,
  CheckoutSnapshot,
  LockedCart,
  WantedLine,
} from '../cart.types.js';
import { ADD_LINES, type AddedLineRow } from './add-lines.statement.js';
import {
  type ChangeRow,
  changeStatement,
  type EffectName,
  LOCK_GUEST_CART,
  LOCK_USER_CART,
  makesCart,
} from './cart-statements.js';
import {
  type CheckoutLineRow,
  type CheckoutRow,
  LOAD_CHECKOUT,
} from './load-checkout.statement.js';
import { MERGE_CARTS } from './merge-carts.statement.js';
import { shippingInCurrency } from '../domain/shipping-in-currency.js';

/** A change of a cart, as its statement takes it. */
export interface CartWrite {
  readonly owner: CartOwner | { readonly kind: 'guest'; readonly tokenHash: null };
  /** The version the caller insists on. */
  readonly ifVersion: number | null;
  /** Hash of the token a new guest's cart gets, or of the guest's cart that a user brings along. */
  readonly otherTokenHash: string | null;
  readonly effect: EffectName;
  /** Exactly the parameters that the effect uses, from $4 on. */
  readonly values: readonly unknown[];
  /** The cart that a first change makes. */
  readonly newCart: NewCart;
}

/** What a cart gets that is made. */
export interface NewCart {
  readonly id: string;
  /** Null: the shop's own. */
  readonly currency: string | null;
}

/** Reads and writes of carts; each is one statement. */
@Injectable()
export class CartRepository {
  constructor(@Inject(ENV) private readonly env: Env) {}

  /** Takes the cart's row lock; null when there is no active cart. */
  async lockActive(tx: Tx, owner: CartOwner): Promise<LockedCart | null> {
    const statement = owner.kind === 'user' ? LOCK_USER_CART : LOCK_GUEST_CART;
    const key = owner.kind === 'user' ? owner.userId : owner.tokenHash;
    const rows = await namedQuery<{ id: string; version: number }>(tx, statement, [key]);
    return rows[0] ?? null;
  }

  /** Changes a cart and says what happened; refusing is up to the caller. */
  async write(tx: Tx, change: CartWrite): Promise<ChangeRow> {
    const { owner, ifVersion, otherTokenHash, effect } = change;
    const { id, currency } = change.newCart;
    const values = makesCart(effect) ? [...change.values, id, currency] : change.values;
    const key = owner.kind === 'user' ? owner.userId : owner.tokenHash;
    const rows = await namedQuery<ChangeRow & Record<string, unknown>>(
      tx,
      changeStatement(owner.kind, effect),
      [key, ifVersion, otherTokenHash, ...values],
    );
    const row = rows[0];
    if (!row) throw new Error('A change of a cart answered nothing');
    return row;
  }

  /** @returns the variants whose sum was cut */
  async merge(tx: Tx, cartId: string, guestCartId: string): Promise<string[]> {
    const rows = await namedQuery<{ variantId: string }>(tx, MERGE_CARTS, [cartId, guestCartId]);
    return rows.map((row) => row.variantId);
  }

  /** See `CartService.addLines`: the lines are read after the wait for the lock. */
  async addLines(
    tx: Tx,
    userId: string,
    newCartId: string,
    lines: readonly WantedLine[],
  ): Promise<AddedLine[]> {
    const cart = await this.write(tx, {
      owner: { kind: 'user', userId },
      ifVersion: null,
      otherTokenHash: null,
      effect: 'open',
      values: [],
      newCart: { id: newCartId, currency: null },
    });
    const rows = await namedQuery<AddedLineRow & Record<string, unknown>>(tx, ADD_LINES, [
      cart.cart_id,
      lines.map((line) => line.variantId),
      lines.map((line) => line.quantity),
    ]);
    return rows.map(({ variant_id: variantId, reason }) => ({ variantId, reason }));
  }

  /** See {@link CheckoutSnapshot}: one statement, inside or outside a transaction. */
  async loadCheckout(executor: Tx | ScopedDb, query: CheckoutQuery): Promise<CheckoutSnapshot> {
    const rows = await namedQuery<CheckoutRow & Record<string, unknown>>(
      executor,
      LOAD_CHECKOUT,
      this.loadValues(query),
    );
    const row = rows[0];
    if (!row) throw new Error('Loading a checkout answered nothing');
    return this.toSnapshot(row, query);
  }

  private loadValues(query: CheckoutQuery): unknown[] {
    const { source, destination } = query;
    const owner = source.kind === 'owner' ? source.owner : null;
    const lines = source.kind === 'lines' ? source.lines : [];
    return [
      source.kind === 'cart' ? source.cartId : null,
      owner?.kind === 'user' ? owner.userId : null,
      owner?.kind === 'guest' ? owner.tokenHash : null,
      query.mergeTokenHash ?? null,
      lines.map((line) => line.variantId),
      lines.map((line) => line.quantity),
      query.codes ?? [],
      query.userId,
      query.customerKey,
      destination.country,
      this.env.CURRENCY,
      query.currency ?? null,
      query.email ?? null,
    ];
  }

  private toSnapshot({ body }: CheckoutRow, query: CheckoutQuery): CheckoutSnapshot {
    const { currency } = body;
    const own = this.env.CURRENCY;
    const exchangeRate = query.exchangeRate ?? this.rateOf(body);
    const conversion: Conversion = { from: own, to: currency, rate: exchangeRate };
    return {
      currency,
      exchangeRate,
      now: body.now,
      cart: body.cart,
      lines: body.lines.map((line) => toLine(line, currency)),
      missingVariantIds: body.missing,
      codes: body.codes,
      discounts: body.discounts.map((row) =>
        convertDiscount(toDiscountCandidate(row, own), conversion),
      ),
      customerGroupIds: body.groups,
      destination: query.destination,
      shippingRates: shippingInCurrency(
        body.shipping_rates.map((row) => toShippingRate(row, currency)),
        body.own_shipping_rates.map((row) => toShippingRate(row, own)),
        conversion,
      ),
      taxRates: body.tax_rates.map(toTaxRate),
      guestCartId: body.guest_cart_id,
    };
  }

  /** Null also for a currency that the shop offers no longer. */
  private rateOf({ currency, exchange_rate }: CheckoutRow['body']): string | null {
    const { CURRENCY, CURRENCIES } = this.env;
    return currency === CURRENCY || CURRENCIES.includes(currency) ? exchange_rate : null;
  }
}

function toLine(row: CheckoutLineRow, currency: string): CheckoutLine {
  const shown = row.shown_price;
  const price = row.price ?? '0';
  return {
    ...toSellableVariant({ ...row, price }, currency),
    hasPrice: row.price !== null,
    // Where only a list has a price in the currency, that is all there is to compare with.
    listPrice: minorFromDb(row.list_price ?? price, currency),
    itemId: row.item_id,
    quantity: row.quantity,
    notes: row.notes,
    shownPrice: shown === null ? null : minorFromDb(shown, currency),
  };
}
