import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { assertStorable } from '../../../common/money/money.js';
import type { RequestContext } from '../../../common/request-context.js';
import { ENV, type Env } from '../../../config/env.js';
import { pgFaultOf } from '../../../database/pg-errors.js';
import { type Tx, UnitOfWork } from '../../../database/unit-of-work.js';
import { VariantNotFound } from '../../catalog/catalog.errors.js';
import { normaliseCode } from '../../pricing/pricing.service.js';
import { OutsideRates } from '../../shipping/shipping.service.js';
import {
  CartBusy,
  CartChanged,
  CartCodeNotFound,
  CartItemNotFound,
  CodeUnknown,
  QuantityTooLarge,
  TooManyCodes,
  TooManyLines,
  VariantNotSold,
} from '../cart.errors.js';
import { isHidden } from '../domain/visibility.js';
import { type CheckoutSnapshot, MAX_LINES } from '../cart.types.js';
import { CartRepository, type CartWrite } from '../data/cart.repository.js';
import { type ChangeRow, makesCart } from '../data/cart-statements.js';
import { createCartToken, hashCartToken } from '../domain/cart-token.js';
import { type CartView, viewCart } from '../domain/cart-view.js';
import { type CartCaller, mergeTokenHashOf, ownerOf } from './cart-caller.js';

export type CartChange =
  | { readonly kind: 'open' }
  | {
      readonly kind: 'settings';
      /** Null: the shop's own; all lines are priced anew. Left out: as it is. */
      readonly currency?: string | null | undefined;
      /** Null takes them away; left out: as they are. */
      readonly notes?: string | null | undefined;
    }
  | {
      readonly kind: 'add';
      readonly variantId: string;
      readonly quantity: number;
      readonly notes?: string | null | undefined;
    }
  | {
      readonly kind: 'set';
      readonly itemId: string;
      readonly quantity?: number | undefined;
      readonly notes?: string | null | undefined;
    }
  | { readonly kind: 'remove'; readonly itemId: string }
  | { readonly kind: 'clear' }
  | { readonly kind: 'addCode'; readonly code: string }
  | { readonly kind: 'removeCode'; readonly code: string };

/** The cart after a change; the token only when a guest's cart was just made. */
export interface ChangedCart {
  readonly view: CartView;
  readonly token: string | null;
}

/** After these the sum may be more than an order can hold. */
const PRICED_CHANGES: ReadonlySet<CartChange['kind']> = new Set(['add', 'set', 'settings']);
const MAX_CODES = 10;
const MAX_ATTEMPTS = 3;

/**
 * Every change of a cart: one statement that writes, one that reads, in one transaction: four
 * round trips, however many lines there are, and one more the single time that a user brings a
 * guest's cart along. Changes of one cart follow each other; none is lost.
 */
@Injectable()
export class ChangeCart {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly carts: CartRepository,
    private readonly rates: OutsideRates,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /**
   * @param ifVersion the version that the caller has seen, or null
   * @throws CartChanged when the cart has another version than `ifVersion`
   * @throws CartBusy when it was checked out, or made by others, again and again in between
   */
  async execute(
    ctx: RequestContext,
    caller: CartCaller,
    change: CartChange,
    ifVersion: number | null = null,
  ): Promise<ChangedCart> {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const fresh = freshCart(caller);
      const changed = await this.uow
        .run(making(ctx, fresh), (tx) => this.apply(tx, caller, change, ifVersion, fresh))
        .catch(lookAgain);
      if (changed) return this.rated(changed);
    }
    throw new CartBusy();
  }

  /** Carriers and tax engines are asked after the commit: nobody waits for them under the cart's lock. */
  private async rated({ snapshot, cut, view, token }: WrittenCart): Promise<ChangedCart> {
    if (!this.rates.isOn) return { view, token };
    return { view: viewCart(await this.rates.complete(snapshot), this.options(), cut), token };
  }

  /** null: the guest's cart was checked out while this waited for it; the next try makes a new one. */
  private async apply(
    tx: Tx,
    caller: CartCaller,
    change: CartChange,
    ifVersion: number | null,
    { id: newCartId, token }: FreshCart,
  ): Promise<WrittenCart | null> {
    const otherTokenHash = token === null ? mergeTokenHashOf(caller) : hashCartToken(token);
    const owner = ownerOf(caller) ?? { kind: 'guest', tokenHash: null };
    const effect = change.kind;
    const write: CartWrite = {
      owner,
      ifVersion,
      otherTokenHash,
      effect,
      values: valuesOf(change),
      newCart: { id: newCartId, currency: currencyOf(caller, change) },
    };
    const row = await this.carts.write(tx, write);
    if (row.cart_id !== null && !row.created && !row.seen) throw new MadeMeanwhile();
    refuseVersion(row, ifVersion);
    if (row.cart_id === null && makesCart(change.kind)) return null;
    if (row.cart_id === null && change.kind !== 'clear') throw missing(change);
    refuse(change, row);
    const cut = await this.mergeGuest(tx, row);
    const snapshot = await this.load(tx, caller, row.cart_id);
    const view = viewCart(snapshot, this.options(), cut);
    assertLimits(change, snapshot, view);
    return { snapshot, cut, view, token: row.created ? token : null };
  }

  private async mergeGuest(tx: Tx, { cart_id, guest_cart_id }: ChangeRow): Promise<string[]> {
    if (cart_id === null || guest_cart_id === null) return [];
    return this.carts.merge(tx, cart_id, guest_cart_id);
  }

  private load(tx: Tx, { userId }: CartCaller, cartId: string | null): Promise<CheckoutSnapshot> {
    return this.carts.loadCheckout(tx, {
      source: cartId === null ? { kind: 'lines', lines: [] } : { kind: 'cart', cartId },
      destination: { country: this.env.COUNTRY, region: null },
      userId,
      customerKey: userId,
    });
  }

  private options() {
    return { shippingMethodCode: null, taxInclusive: this.env.TAX_INCLUSIVE };
  }
}

/** A change as it was written, priced by the shop's own rates. */
interface WrittenCart extends ChangedCart {
  readonly snapshot: CheckoutSnapshot;
  /** Variants whose quantity a merge has cut. */
  readonly cut: readonly string[];
}

/** Rolls back: somebody else has made the user's cart since this statement began, which sees nothing of it. */
class MadeMeanwhile extends Error {}

const NO_SUCH_ROW = '42501';

/** Lines in a cart that a statement does not see are against the policies of their rows; the next try sees it. */
function lookAgain(error: unknown): null {
  if (error instanceof MadeMeanwhile || pgFaultOf(error)?.sqlState === NO_SUCH_ROW) return null;
  throw error;
}

/** What the cart gets that a first change makes. */
interface FreshCart {
  readonly id: string;
  /** Null for users. */
  readonly token: string | null;
}

function freshCart({ userId }: CartCaller): FreshCart {
  return { id: randomUUID(), token: userId === null ? createCartToken() : null };
}

/** The new cart is in sight of the statement that makes it. */
function making(ctx: RequestContext, { id, token }: FreshCart): RequestContext {
  const hash = hashCartToken(token);
  const tokenHashes = [...(ctx.tokenHashes ?? []), ...(hash === null ? [] : [hash])];
  return { ...ctx, creates: [id], tokenHashes };
}

function currencyOf({ currency = null }: CartCaller, change: CartChange): string | null {
  if (change.kind !== 'settings' || change.currency === undefined) return currency;
  return change.currency;
}

function valuesOf(change: CartChange): unknown[] {
  switch (change.kind) {
    case 'open':
    case 'clear':
      return [];
    case 'settings':
      return [change.currency !== undefined, change.notes !== undefined, change.notes ?? null];
    case 'add':
      return [change.variantId, change.quantity, change.notes ?? null];
    case 'set':
      return [
        change.itemId,
        change.quantity ?? null,
        change.notes !== undefined,
        change.notes ?? null,
      ];
    case 'remove':
      return [change.itemId];
    case 'addCode':
    case 'removeCode':
      return [normaliseCode(change.code)];
  }
}

/** A cart that is not there has version 0. */
function refuseVersion(row: ChangeRow, ifVersion: number | null): void {
  if (ifVersion === null) return;
  const met = row.created || !row.existed ? ifVersion === 0 : row.cart_id !== null;
  if (!met) throw new CartChanged();
}

function missing({ kind }: CartChange): CartCodeNotFound | CartItemNotFound {
  return kind === 'removeCode' ? new CartCodeNotFound() : new CartItemNotFound();
}

function refuse(change: CartChange, row: ChangeRow): void {
  const { kind } = change;
  if (kind === 'add') refuseAdding(row);
  if (kind === 'addCode' && !row.known) throw new CodeUnknown();
  const needsRow = kind === 'set' || kind === 'remove' || kind === 'removeCode';
  if (needsRow && row.written === 0) throw missing(change);
}

function refuseAdding(row: ChangeRow): void {
  const reason = row.unavailable_reason;
  if (!row.known || isHidden(reason)) throw new VariantNotFound();
  if (row.purchasable !== true) throw new VariantNotSold(undefined, { reason });
  if (row.written === 0) throw new QuantityTooLarge();
}

/** Checked on what was read after the write, under the cart's lock: exact also when many add at once. */
function assertLimits(change: CartChange, snapshot: CheckoutSnapshot, view: CartView): void {
  if (change.kind === 'add' && snapshot.lines.length > MAX_LINES) throw new TooManyLines();
  if (change.kind === 'addCode' && snapshot.codes.length > MAX_CODES) throw new TooManyCodes();
  if (!PRICED_CHANGES.has(change.kind)) return;
  const { subtotal, total, currency } = view.breakdown;
  assertStorable(Math.max(subtotal, total), currency);
}
