import { Injectable } from '@nestjs/common';
import { type Page, toPage } from '../../../common/http/page.response.js';
import type { SortOrders } from '../../../common/http/sort-order.js';
import type { RequestContext } from '../../../common/request-context.js';
import { Db } from '../../../database/db.js';
import { onTheWire } from '../data/order-views.js';
import { toWire } from '../placing/placed-order.js';
import { listWork, REFUNDS, RETURNS, type Worklist } from './worklists.sql.js';
import {
  type ListedRefund,
  type ListedReturn,
  type OfOrder,
  REFUND_SORTS,
  type RefundSort,
  RETURN_SORTS,
  type ReturnSort,
  type WorkFilter,
  type WorkPlace,
} from './worklists.types.js';

interface Row extends Record<string, unknown> {
  readonly id: string;
  readonly at: string;
  readonly item: object;
  readonly more: OfOrder;
}

/** Refunds and returns of all orders, archived ones too: what staff works through. One statement a page. */
@Injectable()
export class ReadWorklists {
  constructor(private readonly db: Db) {}

  /** @throws InvalidCursor also for one of another sort */
  async refunds(
    ctx: RequestContext,
    filter: WorkFilter,
    place: WorkPlace<RefundSort>,
  ): Promise<Page<ListedRefund>> {
    return this.page(ctx, REFUNDS, filter, REFUND_SORTS, place);
  }

  /** @throws InvalidCursor also for one of another sort */
  async returns(
    ctx: RequestContext,
    filter: WorkFilter,
    place: WorkPlace<ReturnSort>,
  ): Promise<Page<ListedReturn>> {
    return this.page(ctx, RETURNS, filter, RETURN_SORTS, place);
  }

  private async page<Item, Name extends string>(
    ctx: RequestContext,
    list: Worklist,
    filter: WorkFilter,
    sorts: SortOrders<Name>,
    { sort, limit, cursor }: WorkPlace<Name | `-${Name}`>,
  ): Promise<Page<Item>> {
    const after = sorts.read(sort, cursor);
    const { statement, values } = listWork(list, filter, (at, id) =>
      sorts.sql(sort, at, id, after === null),
    );
    const place = [after?.at ?? null, after?.id ?? null, limit + 1];
    const rows = await this.db.queryAs<Row>(ctx, statement, [...values, ...place]);
    return toPage(
      rows,
      limit,
      ({ item, more }) =>
        ({ ...(onTheWire(item, (sum) => toWire(sum, more.currency)) as object), ...more }) as Item,
      (last) => sorts.write(sort, last),
    );
  }
}
