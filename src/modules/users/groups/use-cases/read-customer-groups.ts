import { Injectable } from '@nestjs/common';
import { type Page, toPage } from '../../../../common/http/page.response.js';
import { decodeTimeCursor, encodeTimeCursor } from '../../../../common/http/time-cursor.js';
import type { RequestContext } from '../../../../common/request-context.js';
import { CustomerGroupNotFound } from '../customer-groups.errors.js';
import {
  CustomerGroupsRepository,
  type CustomerGroupView,
  type GroupMember,
} from '../customer-groups.repository.js';

/** Groups of customers and who is in them, page by page. */
@Injectable()
export class ReadCustomerGroups {
  constructor(private readonly groups: CustomerGroupsRepository) {}

  /** @throws InvalidCursor */
  async execute(
    ctx: RequestContext,
    limit: number,
    cursor: string | null,
  ): Promise<Page<CustomerGroupView>> {
    const after = cursor === null ? null : decodeTimeCursor(cursor);
    const rows = await this.groups.list(ctx, after, limit);
    return toPage(rows, limit, (row) => row, encodeTimeCursor);
  }

  /** @throws CustomerGroupNotFound */
  async get(ctx: RequestContext, id: string): Promise<CustomerGroupView> {
    const found = await this.groups.findNow(ctx, id);
    if (found === null) throw new CustomerGroupNotFound();
    return found;
  }

  /** @throws CustomerGroupNotFound, InvalidCursor */
  async members(
    ctx: RequestContext,
    id: string,
    limit: number,
    cursor: string | null,
  ): Promise<Page<GroupMember>> {
    const after = cursor === null ? null : decodeTimeCursor(cursor);
    await this.get(ctx, id);
    const rows = await this.groups.members(ctx, id, after, limit);
    return toPage(rows, limit, (row) => row, encodeTimeCursor);
  }
}
