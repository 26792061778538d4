import { Injectable } from '@nestjs/common';
import { assertUnchanged } from '../../../../common/http/if-match.js';
import type { RequestContext } from '../../../../common/request-context.js';
import { type Tx, UnitOfWork } from '../../../../database/unit-of-work.js';
import { CollectionRulesRepository } from '../data/collection-rules.repository.js';
import { GroupsRepository } from '../data/groups.repository.js';
import { TakeoverRepository } from '../data/takeover.repository.js';
import { assertLiving, etagOfGroup } from '../group-view.js';
import { GroupInUse, HeirUnusable } from '../groups.errors.js';
import type { Group, GroupTable } from '../groups.types.js';

/** Deletes a group softly: what is in it goes to an heir, or there is nothing in it. */
@Injectable()
export class DeleteGroup {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly groups: GroupsRepository,
    private readonly takeover: TakeoverRepository,
    private readonly rules: CollectionRulesRepository,
  ) {}

  /**
   * A collection only points at its products: they are not in the way, and are in it again when it is
   * restored.
   *
   * @param heirId takes over products and categories below, and stands in rules from now on
   * @throws GroupInUse, HeirUnusable, PreconditionFailed
   * @throws CategoryNotFound, BrandNotFound, CollectionNotFound
   */
  async execute(
    ctx: RequestContext,
    table: GroupTable,
    id: string,
    heirId: string | null,
    ifMatch: string | null,
  ): Promise<void> {
    await this.uow.run(ctx, async (tx) => {
      if (heirId !== null) await this.rules.lockNaming(tx, id);
      if (table === 'categories') await this.takeover.lockTree(tx);
      const stored = await this.groups.close(tx, table, id, heirId === null ? [] : [heirId]);
      assertLiving(table, stored);
      assertUnchanged(ifMatch, etagOfGroup(stored));
      if (table !== 'collections') await this.empty(tx, table, stored, heirId);
      await this.groups.softDelete(tx, table, id);
    });
  }

  private async empty(
    tx: Tx,
    table: 'categories' | 'brands',
    { id, productCount, childCount = 0 }: Group,
    heirId: string | null,
  ): Promise<void> {
    if (heirId === null) {
      if (productCount + childCount === 0) return;
      throw new GroupInUse(undefined, { products: productCount, children: childCount });
    }
    if (!(await this.takeover.isHeir(tx, table, id, heirId))) throw new HeirUnusable();
    const collections = await this.rules.rename(tx, id, heirId);
    await this.takeover.giveAll(tx, table, id, heirId);
    await this.rules.fill(tx, collections);
  }
}
