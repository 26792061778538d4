import { Injectable } from '@nestjs/common';
import { assertUnchanged } from '../../../../common/http/if-match.js';
import type { RequestContext } from '../../../../common/request-context.js';
import { type Tx, UnitOfWork } from '../../../../database/unit-of-work.js';
import { ProductNotFound } from '../../catalog.errors.js';
import { CollectionProductsRepository } from '../data/collection-products.repository.js';
import { GroupsRepository } from '../data/groups.repository.js';
import { assertLiving } from '../group-view.js';
import { ProductsUnknown } from '../groups.errors.js';

/** What people do with the products of a collection. */
export type CollectionChange =
  /** At the end of those put in by hand; one that is in by hand stays where it is. */
  | { readonly add: readonly string[] }
  /** These and no other ones are in by hand, in this order. */
  | { readonly set: readonly string[] }
  | { readonly remove: string };

/**
 * Puts products into a collection by hand, takes them out, or orders them. In a collection with rules
 * they are pinned: they stand first, stay whatever the rules say, and do not count to its limit. One
 * that is taken out is the rules' again.
 */
@Injectable()
export class ChangeCollectionProducts {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly groups: GroupsRepository,
    private readonly products: CollectionProductsRepository,
  ) {}

  /**
   * @param ifMatch of the order by hand
   * @throws CollectionNotFound, ProductsUnknown, ProductNotFound, PreconditionFailed
   */
  async execute(
    ctx: RequestContext,
    collectionId: string,
    change: CollectionChange,
    ifMatch: string | null,
  ): Promise<void> {
    await this.uow.run(ctx, async (tx) => {
      const collection = await this.groups.hold(tx, 'collections', collectionId);
      assertLiving('collections', collection);
      if (ifMatch !== null) {
        assertUnchanged(ifMatch, `"${await this.products.handDigest(tx, collectionId)}"`);
      }
      await this.apply(tx, collectionId, change);
    });
  }

  private async apply(tx: Tx, collectionId: string, change: CollectionChange): Promise<void> {
    if ('remove' in change) {
      const wasThere = await this.products.remove(tx, collectionId, change.remove);
      if (!wasThere) throw new ProductNotFound();
      return;
    }
    const ids = 'add' in change ? change.add : change.set;
    const unknown = await this.products.unknown(tx, ids);
    if (unknown.length > 0) throw new ProductsUnknown(undefined, { ids: unknown.slice(0, 20) });
    await ('add' in change
      ? this.products.add(tx, collectionId, ids)
      : this.products.set(tx, collectionId, ids));
  }
}
