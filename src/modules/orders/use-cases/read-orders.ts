import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { OrderLists, type OrderPage } from '../data/order-lists.js';
import { OrderTokens } from '../data/order-tokens.js';
import { OrderViews } from '../data/order-views.js';
import { OrderNotFound } from '../orders.errors.js';
import type {
  OrderAccess,
  OrderDetail,
  OrderFilter,
  OrderSort,
  OrderStatus,
} from '../orders.types.js';

/** Which of a customer's orders. */
export interface ListOrdersInput extends Pick<OrderFilter, 'from' | 'to' | 'orderNumber'> {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly status?: OrderStatus | undefined;
  readonly sort?: OrderSort | undefined;
  readonly withTotal?: boolean | undefined;
}

/** Orders for those whom they belong to; archived ones show no seam. */
@Injectable()
export class ReadOrders {
  constructor(
    private readonly views: OrderViews,
    private readonly lists: OrderLists,
    private readonly tokens: OrderTokens,
  ) {}

  /**
   * Newest first when no other order is asked for.
   *
   * @throws InvalidCursor
   */
  async list(ctx: RequestContext, userId: string, input: ListOrdersInput): Promise<OrderPage> {
    const { limit, cursor = null, status, sort = '-createdAt', withTotal = false } = input;
    const { from, to, orderNumber } = input;
    const filter: OrderFilter = {
      customerId: userId,
      status: status === undefined ? undefined : [status],
      from,
      to,
      orderNumber,
    };
    return this.lists.page(ctx, filter, { sort, limit, cursor, withTotal });
  }

  /** @throws OrderNotFound also for somebody else's */
  async get(ctx: RequestContext, orderId: string, access: OrderAccess): Promise<OrderDetail> {
    const order = await this.views.findOwn(ctx, orderId, access);
    if (order === null) throw new OrderNotFound();
    return order;
  }

  /** @throws OrderNotFound unless number, e-mail and token belong to one order */
  async lookUp(
    ctx: RequestContext,
    known: { orderNumber: string; email: string; token: string },
  ): Promise<OrderDetail> {
    const { orderNumber, email, token } = known;
    const hash = this.tokens.hashOf(token);
    // The token comes in the body here, not in its header.
    const holder = { ...ctx, tokenHashes: [hash] };
    const order = await this.views.lookUp(holder, orderNumber, email, hash);
    if (order === null) throw new OrderNotFound();
    return order;
  }
}
