import { Injectable } from '@nestjs/common';
import { assertUnchanged, etagOf } from '../../../../common/http/if-match.js';
import type { RequestContext } from '../../../../common/request-context.js';
import { UnitOfWork } from '../../../../database/unit-of-work.js';
import { GroupsRepository } from '../data/groups.repository.js';
import { TakeoverRepository } from '../data/takeover.repository.js';
import { NotSiblings } from '../groups.errors.js';
import type { GroupTable } from '../groups.types.js';

/** Who comes first. */
export interface NewOrder {
  readonly ids: readonly string[];
  /** Of categories; null is the top of the tree. */
  readonly parentId: string | null;
}

/** Puts brands, collections or the categories below one parent into another order. */
@Injectable()
export class OrderGroups {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly groups: GroupsRepository,
    private readonly takeover: TakeoverRepository,
  ) {}

  /** Ids of the whole row as it is now. */
  current(table: GroupTable, parentId: string | null): Promise<string[]> {
    return this.groups.orderOf(null, table, parentId);
  }

  /**
   * The given ones come first, in this order; the others stay behind them as they were.
   *
   * @returns ids of the whole row
   * @throws PreconditionFailed when the row has changed since it was seen
   * @throws NotSiblings when one is missing, deleted, or below another parent
   */
  async execute(
    ctx: RequestContext,
    table: GroupTable,
    { ids, parentId }: NewOrder,
    ifMatch: string | null,
  ): Promise<string[]> {
    return this.uow.run(ctx, async (tx) => {
      if (table === 'categories') await this.takeover.lockTree(tx);
      await this.takeover.lockOrder(tx, table);
      if (ifMatch !== null) {
        assertUnchanged(ifMatch, etagOf(await this.groups.orderOf(tx, table, parentId)));
      }
      const strangers = await this.groups.order(tx, table, ids, parentId);
      if (strangers.length > 0) {
        throw new NotSiblings(undefined, { ids: strangers.slice(0, 20) });
      }
      return this.groups.orderOf(tx, table, parentId);
    });
  }
}
