import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { type Tx, UnitOfWork } from '../../../database/unit-of-work.js';
import { CartService } from '../../cart/cart.service.js';
import type { AddedLine } from '../../cart/cart.types.js';
import { type MovableRow, WishlistItemsRepository } from '../data/wishlist-items.repository.js';
import { WishlistsRepository } from '../data/wishlists.repository.js';
import { WishlistItemNotFound, WishlistNotFound } from '../wishlists.errors.js';
import type { KeptReason } from '../wishlists.types.js';

/** What went into the cart, and what stayed on the list and why. */
export interface MovedItems {
  readonly moved: readonly { readonly itemId: string; readonly variantId: string }[];
  readonly kept: readonly { readonly itemId: string; readonly reason: KeptReason }[];
}

/** Moves items of a list into the customer's cart, one piece each: an item is in one of both, never in neither. */
@Injectable()
export class MoveToCart {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly lists: WishlistsRepository,
    private readonly items: WishlistItemsRepository,
    private readonly carts: CartService,
  ) {}

  /**
   * @param itemIds null for all
   * @throws WishlistNotFound; WishlistItemNotFound when one of them is not there
   */
  async execute(
    ctx: RequestContext,
    userId: string,
    wishlistId: string,
    itemIds: readonly string[] | null,
  ): Promise<MovedItems> {
    const newCartId = randomUUID();
    return this.uow.run({ ...ctx, creates: [newCartId] }, async (tx) => {
      const isHis = await this.lists.lock(tx, userId, [wishlistId]);
      if (!isHis) throw new WishlistNotFound();
      const items = await this.items.movable(tx, wishlistId, itemIds);
      if (itemIds !== null && items.length < itemIds.length) throw new WishlistItemNotFound();
      const reasons = await this.addToCart(tx, userId, newCartId, items);
      const outcome = split(items, reasons);
      const ids = outcome.moved.map(({ itemId }) => itemId);
      if (ids.length > 0) await this.items.remove(tx, wishlistId, ids);
      return outcome;
    });
  }

  /** Why a variant did not get in, by its id. */
  private async addToCart(
    tx: Tx,
    userId: string,
    newCartId: string,
    items: readonly MovableRow[],
  ): Promise<Map<string, AddedLine['reason']>> {
    const pieces = new Map<string, number>();
    for (const { variant_id: id, reason } of items) {
      if (id !== null && reason === null) pieces.set(id, (pieces.get(id) ?? 0) + 1);
    }
    const lines = [...pieces].map(([variantId, quantity]) => ({ variantId, quantity }));
    if (lines.length === 0) return new Map();
    const added = await this.carts.addLines(tx, userId, newCartId, lines);
    return new Map(added.map(({ variantId, reason }) => [variantId, reason]));
  }
}

function split(
  items: readonly MovableRow[],
  reasons: ReadonlyMap<string, AddedLine['reason']>,
): MovedItems {
  const judged = items.map((item) => ({ item, reason: keptReason(item, reasons) }));
  const moved = judged.flatMap(({ item: { id, variant_id }, reason }) =>
    reason === null && variant_id !== null ? [{ itemId: id, variantId: variant_id }] : [],
  );
  const kept = judged.flatMap(({ item: { id }, reason }) =>
    reason === null ? [] : [{ itemId: id, reason }],
  );
  return { moved, kept };
}

function keptReason(
  { variant_id: id, reason }: MovableRow,
  reasons: ReadonlyMap<string, AddedLine['reason']>,
): KeptReason | null {
  if (reason !== null) return reason;
  if (id === null) return 'choose_variant';
  const refused = reasons.get(id) ?? null;
  switch (refused) {
    case null:
    case 'not_found':
    case 'out_of_stock':
    case 'quantity_too_large':
    case 'cart_full':
    case 'discontinued':
      return refused;
    default:
      return 'unavailable';
  }
}
