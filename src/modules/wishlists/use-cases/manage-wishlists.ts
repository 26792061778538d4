import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { type WishlistRow, WishlistsRepository } from '../data/wishlists.repository.js';
import { TooManyWishlists, WishlistNotFound } from '../wishlists.errors.js';

/** What may be changed of a list; a default one stops being it when another becomes it. */
export interface WishlistChange {
  readonly name?: string | undefined;
  readonly isDefault?: true | undefined;
}

/** Makes, renames and deletes lists. As long as there are lists, one is the default. */
@Injectable()
export class ManageWishlists {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly lists: WishlistsRepository,
  ) {}

  /** @throws TooManyWishlists */
  async create(
    ctx: RequestContext,
    userId: string,
    name: string,
    isDefault: boolean,
  ): Promise<WishlistRow> {
    const id = await this.uow.run(ctx, async (tx) => {
      await this.lists.takeTurn(tx, userId);
      if (isDefault) await this.lists.dropDefault(tx, userId, null);
      const made = await this.lists.insert(tx, userId, name);
      if (made === null) throw new TooManyWishlists();
      return made;
    });
    return this.get(ctx, userId, id);
  }

  /** @throws WishlistNotFound also for somebody else's */
  async change(
    ctx: RequestContext,
    userId: string,
    id: string,
    { name, isDefault }: WishlistChange,
  ): Promise<WishlistRow> {
    await this.uow.run(ctx, async (tx) => {
      await this.lists.takeTurn(tx, userId);
      if (isDefault) await this.lists.dropDefault(tx, userId, id);
      const changed = await this.lists.update(tx, userId, id, name ?? null, isDefault ?? false);
      if (changed === null) throw new WishlistNotFound();
    });
    return this.get(ctx, userId, id);
  }

  /** With all that is on it. @throws WishlistNotFound also for somebody else's */
  async remove(ctx: RequestContext, userId: string, id: string): Promise<void> {
    await this.uow.run(ctx, async (tx) => {
      await this.lists.takeTurn(tx, userId);
      if ((await this.lists.remove(tx, userId, id)) === null) throw new WishlistNotFound();
      await this.lists.ensureDefault(tx, userId);
    });
  }

  private async get(ctx: RequestContext, userId: string, id: string): Promise<WishlistRow> {
    const list = await this.lists.find(ctx, userId, id);
    if (list === null) throw new WishlistNotFound();
    return list;
  }
}
