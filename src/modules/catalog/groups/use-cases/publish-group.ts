import { Injectable } from '@nestjs/common';
import { assertUnchanged } from '../../../../common/http/if-match.js';
import type { RequestContext } from '../../../../common/request-context.js';
import { UnitOfWork } from '../../../../database/unit-of-work.js';
import { GroupsRepository } from '../data/groups.repository.js';
import { assertLiving, etagOfGroup } from '../group-view.js';
import type { Group, GroupTable } from '../groups.types.js';

/** Shows a group to everybody, or hides it. Doing it again changes nothing. */
@Injectable()
export class PublishGroup {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly groups: GroupsRepository,
  ) {}

  /** @throws PreconditionFailed, CategoryNotFound, BrandNotFound, CollectionNotFound */
  async execute(
    ctx: RequestContext,
    table: GroupTable,
    id: string,
    published: boolean,
    ifMatch: string | null,
  ): Promise<Group> {
    return this.uow.run(ctx, async (tx) => {
      const stored = await this.groups.hold(tx, table, id);
      assertLiving(table, stored);
      assertUnchanged(ifMatch, etagOfGroup(stored));
      await this.groups.setPublished(tx, table, id, published);
      const changed = await this.groups.find(tx, table, id);
      assertLiving(table, changed);
      return changed;
    });
  }
}
