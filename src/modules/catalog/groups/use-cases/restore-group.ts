import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../../common/request-context.js';
import { type Tx, UnitOfWork } from '../../../../database/unit-of-work.js';
import { CollectionRulesRepository } from '../data/collection-rules.repository.js';
import { GroupsRepository } from '../data/groups.repository.js';
import { TakeoverRepository } from '../data/takeover.repository.js';
import { assertThere } from '../group-view.js';
import { NotDeleted, ParentUnusable } from '../groups.errors.js';
import type { Group, GroupTable } from '../groups.types.js';

/** Where its name, slug or parent is no longer free, what it is to have instead. */
export interface RestoreWish {
  readonly name?: string | undefined;
  readonly slug?: string | undefined;
  /** Categories; null is the top. */
  readonly parentId?: string | null | undefined;
}

/** Brings a deleted group back as it was, published or not. What an heir took over stays with him. */
@Injectable()
export class RestoreGroup {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly groups: GroupsRepository,
    private readonly takeover: TakeoverRepository,
    private readonly rules: CollectionRulesRepository,
  ) {}

  /**
   * @throws NotDeleted, NameTaken, SlugTaken, ParentUnusable, CategoryBelowItself
   * @throws CategoryNotFound, BrandNotFound, CollectionNotFound
   */
  async execute(
    ctx: RequestContext,
    table: GroupTable,
    id: string,
    wish: RestoreWish,
  ): Promise<Group> {
    return this.uow.run(ctx, async (tx) => {
      if (table === 'collections') await this.rules.lock(tx);
      if (table === 'categories') await this.takeover.lockTree(tx);
      const stored = await this.groups.hold(tx, table, id);
      assertThere(table, stored);
      if (stored.deletedAt === null) throw new NotDeleted();
      if (table === 'categories') await this.putBelow(tx, stored, wish.parentId);
      const { name = stored.name, slug = stored.slug } = wish;
      await this.groups.restore(tx, table, id, { name, slug });
      if (table === 'collections') await this.rules.fill(tx, [id]);
      const restored = await this.groups.find(tx, table, id);
      assertThere(table, restored);
      return restored;
    });
  }

  /** Writes the parent in any case: the path is made anew, wherever the parent has been moved to. */
  private async putBelow(
    tx: Tx,
    { id, parentId: before = null }: Group,
    wished: string | null | undefined,
  ): Promise<void> {
    const parentId = wished === undefined ? before : wished;
    if (parentId !== null && !(await this.takeover.isParent(tx, parentId))) {
      throw new ParentUnusable();
    }
    await this.takeover.move(tx, id, parentId);
  }
}
