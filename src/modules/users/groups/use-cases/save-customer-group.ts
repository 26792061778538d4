import { Injectable } from '@nestjs/common';
import { assertUnchanged } from '../../../../common/http/if-match.js';
import { type RequestContext, withAllRows } from '../../../../common/request-context.js';
import { UnitOfWork } from '../../../../database/unit-of-work.js';
import { CustomerGroupInUse, CustomerGroupNotFound } from '../customer-groups.errors.js';
import {
  CustomerGroupsRepository,
  type CustomerGroupView,
  etagOfCustomerGroup,
} from '../customer-groups.repository.js';

/** What staff calls a group; undefined leaves it as it is. */
export interface CustomerGroupWords {
  readonly code?: string;
  readonly name?: string;
}

/** Makes, renames and deletes a group of customers. */
@Injectable()
export class SaveCustomerGroup {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly groups: CustomerGroupsRepository,
  ) {}

  /** @throws CustomerGroupCodeTaken */
  async execute(
    ctx: RequestContext,
    { code, name }: Required<CustomerGroupWords>,
  ): Promise<CustomerGroupView> {
    return this.uow.run(withAllRows(ctx), async (tx) => {
      const made = await this.groups.find(tx, await this.groups.insert(tx, code, name));
      if (made === null) throw new CustomerGroupNotFound();
      return made;
    });
  }

  /** @throws CustomerGroupNotFound, PreconditionFailed, CustomerGroupCodeTaken */
  async change(
    ctx: RequestContext,
    id: string,
    words: CustomerGroupWords,
    ifMatch: string | null,
  ): Promise<CustomerGroupView> {
    return this.uow.run(withAllRows(ctx), async (tx) => {
      const stored = await this.groups.lock(tx, id);
      if (stored === null) throw new CustomerGroupNotFound();
      assertUnchanged(ifMatch, etagOfCustomerGroup(stored));
      const { code = stored.code, name = stored.name } = words;
      await this.groups.update(tx, id, code, name);
      return { ...stored, code, name };
    });
  }

  /** @throws CustomerGroupNotFound, PreconditionFailed, CustomerGroupInUse */
  async remove(ctx: RequestContext, id: string, ifMatch: string | null): Promise<void> {
    await this.uow.run(withAllRows(ctx), async (tx) => {
      const stored = await this.groups.lock(tx, id);
      if (stored === null) throw new CustomerGroupNotFound();
      assertUnchanged(ifMatch, etagOfCustomerGroup(stored));
      const uses = await this.groups.uses(tx, id);
      if (uses.priceLists + uses.discounts > 0) throw new CustomerGroupInUse(undefined, uses);
      await this.groups.delete(tx, id);
    });
  }
}
