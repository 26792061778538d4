import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { type Tx, UnitOfWork } from '../../../database/unit-of-work.js';
import { ProductNotFound, VariantNotFound } from '../../catalog/catalog.errors.js';
import type { WishRow } from '../data/wish-sql.js';
import {
  MAX_ITEMS,
  type Thing,
  WishlistItemsRepository,
} from '../data/wishlist-items.repository.js';
import { WishlistsRepository } from '../data/wishlists.repository.js';
import {
  TooManyWishlistItems,
  TooManyWishlists,
  WishlistItemNotFound,
  WishlistNotFound,
} from '../wishlists.errors.js';

/** Name of the list that comes into being with the first thing that is put on none. */
const FIRST_NAME = 'Wishlist';

/** An item after it was put on a list. */
export interface PutItem {
  readonly wishlistId: string;
  readonly item: WishRow;
  /** False: it was there, and only its note is new. */
  readonly isNew: boolean;
}

/** Puts things on lists, takes them off, and moves them from one to another. */
@Injectable()
export class FillWishlist {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly lists: WishlistsRepository,
    private readonly items: WishlistItemsRepository,
  ) {}

  /**
   * @param wishlistId null for the default list, which is made when there is none
   * @throws WishlistNotFound, VariantNotFound, ProductNotFound, TooManyWishlistItems
   */
  async put(
    ctx: RequestContext,
    userId: string,
    wishlistId: string | null,
    thing: Thing,
    note: string | null,
  ): Promise<PutItem> {
    const put = await this.uow.run(ctx, async (tx) => {
      const listId = wishlistId ?? (await this.defaultList(tx, userId));
      await this.lock(tx, userId, [listId]);
      const { known, id, was_there } = await this.items.put(tx, listId, thing, note);
      if (!known) throw thing.variantId === null ? new ProductNotFound() : new VariantNotFound();
      if (id === null) throw new TooManyWishlistItems();
      return { listId, id, isNew: !was_there };
    });
    const item = await this.find(ctx, put.listId, put.id);
    return { wishlistId: put.listId, item, isNew: put.isNew };
  }

  /** @throws WishlistNotFound, WishlistItemNotFound */
  async setNote(
    ctx: RequestContext,
    userId: string,
    wishlistId: string,
    itemId: string,
    note: string | null,
  ): Promise<WishRow> {
    await this.uow.run(ctx, async (tx) => {
      await this.lock(tx, userId, [wishlistId]);
      const isSet = await this.items.setNote(tx, wishlistId, itemId, note);
      if (!isSet) throw new WishlistItemNotFound();
    });
    return this.find(ctx, wishlistId, itemId);
  }

  /** @throws WishlistNotFound, WishlistItemNotFound */
  async take(
    ctx: RequestContext,
    userId: string,
    wishlistId: string,
    itemId: string,
  ): Promise<void> {
    await this.uow.run(ctx, async (tx) => {
      await this.lock(tx, userId, [wishlistId]);
      const removed = await this.items.remove(tx, wishlistId, [itemId]);
      if (removed === 0) throw new WishlistItemNotFound();
    });
  }

  /**
   * Copies items to another list of the same customer, or moves them; what is there already stays.
   *
   * @throws WishlistNotFound, WishlistItemNotFound when one of them is not there, TooManyWishlistItems
   */
  async transfer(
    ctx: RequestContext,
    userId: string,
    fromId: string,
    toId: string,
    itemIds: readonly string[],
    mode: 'copy' | 'move',
  ): Promise<void> {
    if (fromId.toLowerCase() === toId.toLowerCase()) return;
    await this.uow.run(ctx, async (tx) => {
      await this.lock(tx, userId, [fromId, toId]);
      const { wanted, total } = await this.items.copy(tx, fromId, toId, itemIds);
      if (wanted < itemIds.length) throw new WishlistItemNotFound();
      if (total > MAX_ITEMS) throw new TooManyWishlistItems();
      if (mode === 'move') await this.items.remove(tx, fromId, itemIds);
    });
  }

  private async lock(tx: Tx, userId: string, ids: readonly string[]): Promise<void> {
    if (!(await this.lists.lock(tx, userId, ids))) throw new WishlistNotFound();
  }

  private async defaultList(tx: Tx, userId: string): Promise<string> {
    const known = await this.lists.findDefault(tx, userId);
    if (known !== null) return known;
    await this.lists.takeTurn(tx, userId);
    const made =
      (await this.lists.findDefault(tx, userId)) ??
      (await this.lists.insert(tx, userId, FIRST_NAME));
    if (made === null) throw new TooManyWishlists();
    return made;
  }

  private async find(ctx: RequestContext, wishlistId: string, id: string): Promise<WishRow> {
    const [item] = await this.items.list(ctx, wishlistId, id);
    if (item === undefined) throw new WishlistItemNotFound();
    return item;
  }
}
