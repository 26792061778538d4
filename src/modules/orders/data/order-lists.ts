import { Injectable } from '@nestjs/common';
import { InvalidCursor } from '../../../common/errors/common-errors.js';
import { decodeCursor, encodeCursor } from '../../../common/http/cursor.js';
import { type Page, toPage } from '../../../common/http/page.response.js';
import type { RequestContext } from '../../../common/request-context.js';
import { Db } from '../../../database/db.js';
import type { ListedOrder, OrderFilter, OrderSort } from '../orders.types.js';
import { toWire } from '../placing/placed-order.js';
import { countStatement, type ListPosition, listStatement } from './order-lists.sql.js';

/** Which part of a list. */
export interface ListWish {
  readonly sort: OrderSort;
  readonly limit: number;
  readonly cursor: string | null;
  readonly withTotal: boolean;
}

/** A page; `total` counts the whole list when it was asked for. */
export interface OrderPage extends Page<ListedOrder> {
  readonly total?: number;
}

interface Row extends ListedOrder {
  readonly cursorValue: string;
  readonly sorted: unknown;
}

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;
const TIMESTAMP = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,6})?[+-]\d{2}(:\d{2})?$/;
const AMOUNT = /^\d{1,8}\.\d{2}$/;

/** Lists of orders, live and archived ones without a seam, for customers and for staff. */
@Injectable()
export class OrderLists {
  constructor(private readonly db: Db) {}

  /**
   * The context decides whose orders are in sight; a customer's filter names him as well.
   *
   * @throws InvalidCursor also for one of another sort
   */
  async page(ctx: RequestContext, filter: OrderFilter, wish: ListWish): Promise<OrderPage> {
    const { sort, limit, cursor } = wish;
    const after = cursor === null ? null : positionOf(cursor, sort);
    const { statement, values } = listStatement(filter, sort, limit + 1, after);
    const rows = await this.db.queryAs<Row & Record<string, unknown>>(ctx, statement, values);
    const page = toPage<Row, ListedOrder>(rows, limit, toListed, (last) =>
      encodeCursor([sort, last.cursorValue, last.id]),
    );
    return wish.withTotal ? { ...page, total: await this.count(ctx, filter) } : page;
  }

  private async count(ctx: RequestContext, filter: OrderFilter): Promise<number> {
    const { statement, values } = countStatement(filter);
    const [row] = await this.db.queryAs<{ total: number }>(ctx, statement, values);
    return row?.total ?? 0;
  }
}

function toListed({ cursorValue: _value, sorted: _sorted, ...order }: Row): ListedOrder {
  const { currency, totalAmount, refundedAmount } = order;
  return {
    ...order,
    totalAmount: toWire(totalAmount, currency),
    refundedAmount: toWire(refundedAmount, currency),
  };
}

function positionOf(cursor: string, sort: OrderSort): ListPosition {
  const [of, value, id] = decodeCursor(cursor, 3);
  if (of !== sort || typeof value !== 'string' || typeof id !== 'string') throw new InvalidCursor();
  const form = sort.endsWith('createdAt') ? TIMESTAMP : AMOUNT;
  if (!form.test(value) || !UUID.test(id)) throw new InvalidCursor();
  return { value, id };
}
