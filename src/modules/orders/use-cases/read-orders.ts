import { Injectable } from '@nestjs/common';
import { InvalidCursor } from '../../../common/errors/common-errors.js';
import { decodeCursor, encodeCursor } from '../../../common/http/cursor.js';
import { type Page, toPage } from '../../../common/http/page.response.js';
import type { RequestContext } from '../../../common/request-context.js';
import { type ListedOrder, type ListPosition, OrderViews } from '../data/order-views.js';
import { OrderTokens } from '../data/order-tokens.js';
import { OrderNotFound } from '../orders.errors.js';
import type { OrderAccess, OrderDetail, OrderStatus } from '../orders.types.js';

/** Which orders of a list. */
export interface ListOrdersInput {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly status?: OrderStatus | undefined;
}

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;
const TIMESTAMP = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,6})?[+-]\d{2}(:\d{2})?$/;

/** Orders for those whom they belong to; archived ones show no seam. */
@Injectable()
export class ReadOrders {
  constructor(
    private readonly views: OrderViews,
    private readonly tokens: OrderTokens,
  ) {}

  /**
   * Newest first.
   *
   * @throws InvalidCursor
   */
  async list(
    ctx: RequestContext,
    userId: string,
    { limit, cursor, status }: ListOrdersInput,
  ): Promise<Page<ListedOrder>> {
    const after = cursor === undefined ? null : positionOf(cursor);
    const rows = await this.views.list(ctx, userId, status ?? null, limit + 1, after);
    return toPage(
      rows,
      limit,
      (row) => row,
      (last) => encodeCursor([last.cursorAt, last.id]),
    );
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

function positionOf(cursor: string): ListPosition {
  const [createdAt, id] = decodeCursor(cursor, 2);
  if (typeof createdAt !== 'string' || typeof id !== 'string') throw new InvalidCursor();
  if (!TIMESTAMP.test(createdAt) || !UUID.test(id)) throw new InvalidCursor();
  return { createdAt, id };
}
