import { Injectable } from '@nestjs/common';
import { type RequestContext, withAllRows } from '../../../../common/request-context.js';
import { UnitOfWork } from '../../../../database/unit-of-work.js';
import { CustomerGroupNotFound } from '../customer-groups.errors.js';
import { CustomerGroupsRepository } from '../customer-groups.repository.js';

/** What became of one person; `unknown`: there is no such account. */
export interface ChangedMember {
  readonly userId: string;
  readonly outcome: 'added' | 'removed' | 'unchanged' | 'unknown';
}

/** Puts people into a group and takes others out, in one transaction of four statements, however many they are. */
@Injectable()
export class ChangeGroupMembers {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly groups: CustomerGroupsRepository,
  ) {}

  /**
   * Who is named twice, or to be added and taken out, is taken out.
   *
   * @throws CustomerGroupNotFound
   */
  async execute(
    ctx: RequestContext,
    id: string,
    wanted: { readonly add: readonly string[]; readonly remove: readonly string[] },
  ): Promise<ChangedMember[]> {
    const out = new Set(wanted.remove.map((userId) => userId.toLowerCase()));
    const into = new Set(wanted.add.map((userId) => userId.toLowerCase()));
    for (const userId of out) into.delete(userId);
    return this.uow.run(withAllRows(ctx), async (tx) => {
      if ((await this.groups.lock(tx, id)) === null) throw new CustomerGroupNotFound();
      const known = await this.groups.known(tx, [...into]);
      const added = await this.groups.add(tx, id, [...known]);
      const removed = await this.groups.remove(tx, id, [...out]);
      const judge = (userId: string): ChangedMember['outcome'] => {
        if (into.has(userId) && !known.has(userId)) return 'unknown';
        if (added.has(userId)) return 'added';
        return removed.has(userId) ? 'removed' : 'unchanged';
      };
      return [...into, ...out].map((userId) => ({ userId, outcome: judge(userId) }));
    });
  }
}
