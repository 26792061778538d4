import { Injectable } from '@nestjs/common';
import { assertUnchanged } from '../../../../common/http/if-match.js';
import type { RequestContext } from '../../../../common/request-context.js';
import { UnitOfWork } from '../../../../database/unit-of-work.js';
import { GroupsRepository } from '../data/groups.repository.js';
import { TakeoverRepository } from '../data/takeover.repository.js';
import { assertLiving, etagOfGroup } from '../group-view.js';
import { ParentUnusable } from '../groups.errors.js';
import type { Group } from '../groups.types.js';

/** Moves a category with all below it to another parent, or to another place among its siblings. */
@Injectable()
export class MoveCategory {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly groups: GroupsRepository,
    private readonly takeover: TakeoverRepository,
  ) {}

  /**
   * @param parentId null is the top of the tree
   * @param place counted from 0; beyond the last one is the end
   * @throws CategoryBelowItself, ParentUnusable, CategoryNotFound, PreconditionFailed
   */
  async execute(
    ctx: RequestContext,
    id: string,
    parentId: string | null,
    place: number,
    ifMatch: string | null,
  ): Promise<Group> {
    return this.uow.run(ctx, async (tx) => {
      await this.takeover.lockTree(tx);
      const stored = await this.groups.hold(tx, 'categories', id);
      assertLiving('categories', stored);
      assertUnchanged(ifMatch, etagOfGroup(stored));
      if (parentId !== null && !(await this.takeover.isParent(tx, parentId))) {
        throw new ParentUnusable();
      }
      if (parentId !== stored.parentId) await this.takeover.move(tx, id, parentId);
      await this.takeover.place(tx, id, parentId, place);
      const moved = await this.groups.find(tx, 'categories', id);
      assertLiving('categories', moved);
      return moved;
    });
  }
}
