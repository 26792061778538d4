import { Injectable } from '@nestjs/common';
import { type Page, toPage } from '../../../common/http/page.response.js';
import { decodeTimeCursor, encodeTimeCursor } from '../../../common/http/time-cursor.js';
import type { RequestContext } from '../../../common/request-context.js';
import { type AlertRow, AlertsRepository } from '../data/alerts.repository.js';
import type { WishRow } from '../data/wish-sql.js';
import { WishlistItemsRepository } from '../data/wishlist-items.repository.js';
import { type WishlistRow, WishlistsRepository } from '../data/wishlists.repository.js';
import { WishlistNotFound } from '../wishlists.errors.js';

/** What a customer sees of his lists and alerts. */
@Injectable()
export class ReadWishes {
  constructor(
    private readonly lists: WishlistsRepository,
    private readonly items: WishlistItemsRepository,
    private readonly alerts: AlertsRepository,
  ) {}

  listWishlists(ctx: RequestContext, userId: string): Promise<WishlistRow[]> {
    return this.lists.list(ctx, userId);
  }

  /** @throws WishlistNotFound also for somebody else's */
  async wishlist(
    ctx: RequestContext,
    userId: string,
    id: string,
  ): Promise<{ readonly list: WishlistRow; readonly items: WishRow[] }> {
    const list = await this.lists.find(ctx, userId, id);
    if (list === null) throw new WishlistNotFound();
    return { list, items: await this.items.list(ctx, list.id) };
  }

  /** @throws InvalidCursor */
  async listAlerts(
    ctx: RequestContext,
    userId: string,
    limit: number,
    cursor: string | null,
  ): Promise<Page<AlertRow>> {
    const after = cursor === null ? null : decodeTimeCursor(cursor);
    const rows = await this.alerts.list(ctx, userId, after, limit);
    return toPage(
      rows,
      limit,
      (row) => row,
      ({ created_text: at, id }) => encodeTimeCursor({ at, id }),
    );
  }
}
