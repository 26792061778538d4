import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { Db } from '../../../database/db.js';
import type { AddressSnapshot } from '../../users/users.types.js';
import { toWire } from '../placing/placed-order.js';
import type { OrderStatus } from '../domain/order-status.js';
import type { OrderAccess, OrderDetail, OrderSummary } from '../orders.types.js';
import { OrderAddresses, type StoredAddress } from './order-addresses.js';
import * as sql from './order-views.sql.js';
import { accessValues } from './orders.repository.js';

/** Where a list goes on: the sort values of the last row. */
export interface ListPosition {
  readonly createdAt: string;
  readonly id: string;
}

/** A line of the list with its full-precision sort value. */
export interface ListedOrder extends OrderSummary {
  readonly cursorAt: string;
}

type StoredDetail = Omit<OrderDetail, 'shippingAddress'> & {
  readonly shippingAddress: StoredAddress;
};

/** Larger than every position, for the first page. */
const START: ListPosition = {
  createdAt: 'infinity',
  id: 'ffffffff-ffff-ffff-ffff-ffffffffffff',
};

/** Orders as people read them, live and archived alike. */
@Injectable()
export class OrderViews {
  constructor(
    private readonly db: Db,
    private readonly addresses: OrderAddresses,
  ) {}

  /** Newest first; the archive is read on without a seam. */
  async list(
    ctx: RequestContext,
    userId: string,
    status: OrderStatus | null,
    limit: number,
    after: ListPosition | null,
  ): Promise<ListedOrder[]> {
    const { createdAt, id } = after ?? START;
    const values = [userId, createdAt, id, limit, status];
    const rows = await this.db.queryAs<ListedOrder & { at: Date }>(ctx, sql.LIST_ORDERS, values);
    return rows.map(({ at: _at, ...row }) => ({
      ...row,
      totalAmount: toWire(row.totalAmount, row.currency),
      refundedAmount: toWire(row.refundedAmount, row.currency),
    }));
  }

  /** Null for an order that does not exist and for somebody else's alike. */
  async findOwn(
    ctx: RequestContext,
    orderId: string,
    access: OrderAccess,
  ): Promise<OrderDetail | null> {
    return this.one(ctx, sql.FIND_OWN_DETAIL, [orderId, ...accessValues(access)]);
  }

  /** Whoever's it is; for the shop's own mails. */
  async findAny(ctx: RequestContext, orderId: string): Promise<OrderDetail | null> {
    return this.one(ctx, sql.FIND_DETAIL, [orderId]);
  }

  /** By what a guest knows; all three have to fit. */
  async lookUp(
    ctx: RequestContext,
    orderNumber: string,
    email: string,
    tokenHash: string,
  ): Promise<OrderDetail | null> {
    return this.one(ctx, sql.LOOK_UP_DETAIL, [orderNumber, email.trim().toLowerCase(), tokenHash]);
  }

  /** Whether the user has received this product. */
  async hasPurchased(ctx: RequestContext, userId: string, productId: string): Promise<boolean> {
    const values = [userId, productId];
    const [row] = await this.db.queryAs<{ purchased: boolean }>(ctx, sql.HAS_PURCHASED, values);
    return row?.purchased === true;
  }

  private async one(
    ctx: RequestContext,
    statement: (typeof sql)['FIND_DETAIL'],
    values: readonly unknown[],
  ): Promise<OrderDetail | null> {
    const [row] = await this.db.queryAs<{ body: StoredDetail }>(ctx, statement, values);
    if (row === undefined) return null;
    const { id, shippingAddress } = row.body;
    return onTheWire(row.body, this.addresses.open(id, shippingAddress));
  }
}

function onTheWire(order: StoredDetail, shippingAddress: AddressSnapshot): OrderDetail {
  const money = (decimal: string): string => toWire(decimal, order.currency);
  return {
    ...order,
    subtotal: money(order.subtotal),
    taxAmount: money(order.taxAmount),
    shippingCost: money(order.shippingCost),
    discountAmount: money(order.discountAmount),
    totalAmount: money(order.totalAmount),
    refundedAmount: money(order.refundedAmount),
    shippingAddress,
    items: order.items.map((item) => ({
      ...item,
      unitPrice: money(item.unitPrice),
      totalPrice: money(item.totalPrice),
      discountAmount: money(item.discountAmount),
      taxAmount: money(item.taxAmount),
      refundedAmount: money(item.refundedAmount),
    })),
    payments: order.payments.map((payment) => ({ ...payment, amount: money(payment.amount) })),
  };
}
