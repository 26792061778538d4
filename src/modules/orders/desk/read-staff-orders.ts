import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { RequestContext } from '../../../common/request-context.js';
import { type ListWish, OrderLists, type OrderPage } from '../data/order-lists.js';
import { OrderViews } from '../data/order-views.js';
import { OrderNotFound } from '../orders.errors.js';
import type { OrderFilter } from '../orders.types.js';
import { type StaffOrderResponse, toStaffOrderResponse } from './staff-order.response.js';

/** All orders of the shop, for staff. */
@Injectable()
export class ReadStaffOrders {
  constructor(
    private readonly lists: OrderLists,
    private readonly views: OrderViews,
  ) {}

  /** @throws InvalidCursor */
  async list(ctx: RequestContext, filter: OrderFilter, wish: ListWish): Promise<OrderPage> {
    return this.lists.page(ctx, filter, wish);
  }

  /**
   * One order, archived ones too; the answer to each change of it.
   *
   * @param reply gets the ETag of a live order; an archived one does not change
   * @throws OrderNotFound
   */
  async show(
    ctx: RequestContext,
    orderId: string,
    reply: FastifyReply,
  ): Promise<StaffOrderResponse> {
    const found = await this.views.findForStaff(ctx, orderId);
    if (found === null) throw new OrderNotFound();
    if (found.etag !== null) void reply.header('etag', found.etag);
    return toStaffOrderResponse(found.order);
  }
}
