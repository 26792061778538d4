import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { MailedCodes } from '../../../common/crypto/mailed-codes.js';
import type { RequestContext } from '../../../common/request-context.js';
import { ENV, type Env } from '../../../config/env.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import type { WishRow } from '../data/wish-sql.js';
import { WishlistItemsRepository } from '../data/wishlist-items.repository.js';
import { WishlistsRepository } from '../data/wishlists.repository.js';
import { WishlistNotFound } from '../wishlists.errors.js';

/** How a list is reached by others. */
export interface ShareLink {
  readonly token: string;
  readonly url: string;
}

const PURPOSE = 'wishlist_share';
const TOKEN = /^[0-9a-f]{32}$/;

/** Links that show a list to whoever has them. The token is stored nowhere: it is made from an id and a secret. */
@Injectable()
export class ShareWishlist {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly lists: WishlistsRepository,
    private readonly items: WishlistItemsRepository,
    private readonly codes: MailedCodes,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** Makes a new link; an older one leads nowhere from now on. @throws WishlistNotFound */
  async share(ctx: RequestContext, userId: string, id: string): Promise<ShareLink> {
    const shareId = randomUUID();
    await this.set(ctx, userId, id, shareId, this.codes.hashFor(shareId, PURPOSE));
    return this.linkOf(shareId);
  }

  /** @throws WishlistNotFound */
  async revoke(ctx: RequestContext, userId: string, id: string): Promise<void> {
    await this.set(ctx, userId, id, null, null);
  }

  linkOf(shareId: string): ShareLink {
    const token = this.codes.codeFor(shareId, PURPOSE);
    return { token, url: `${this.env.PUBLIC_URL}/api/v1/wishlists/shared/${token}` };
  }

  /** @throws WishlistNotFound for a link that was never made or was taken back */
  async view(
    ctx: RequestContext,
    token: string,
  ): Promise<{ readonly name: string; readonly items: WishRow[] }> {
    if (!TOKEN.test(token)) throw new WishlistNotFound();
    const list = await this.lists.findShared(ctx, this.codes.hashOf(token));
    if (list === null) throw new WishlistNotFound();
    return { name: list.name, items: await this.items.listShared(ctx, list.id) };
  }

  private async set(
    ctx: RequestContext,
    userId: string,
    id: string,
    shareId: string | null,
    hash: string | null,
  ): Promise<void> {
    await this.uow.run(ctx, async (tx) => {
      const shared = await this.lists.share(tx, userId, id, shareId, hash);
      if (shared === null) throw new WishlistNotFound();
    });
  }
}
