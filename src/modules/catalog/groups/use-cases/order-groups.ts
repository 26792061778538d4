import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../../common/request-context.js';
import { UnitOfWork } from '../../../../database/unit-of-work.js';
import { GroupsRepository } from '../data/groups.repository.js';
import { TakeoverRepository } from '../data/takeover.repository.js';
import { NotSiblings } from '../groups.errors.js';
import type { GroupTable } from '../groups.types.js';

/** Puts brands, collections or the categories below one parent into another order. */
@Injectable()
export class OrderGroups {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly groups: GroupsRepository,
    private readonly takeover: TakeoverRepository,
  ) {}

  /**
   * The given ones come first, in this order; the others stay behind them as they were.
   *
   * @throws NotSiblings when one is missing, deleted, or below another parent
   */
  async execute(
    ctx: RequestContext,
    table: GroupTable,
    ids: readonly string[],
    parentId: string | null,
  ): Promise<void> {
    await this.uow.run(ctx, async (tx) => {
      if (table === 'categories') await this.takeover.lockTree(tx);
      await this.takeover.lockOrder(tx, table);
      const strangers = await this.groups.order(tx, table, ids, parentId);
      if (strangers.length > 0) {
        throw new NotSiblings(undefined, { ids: strangers.slice(0, 20) });
      }
    });
  }
}
