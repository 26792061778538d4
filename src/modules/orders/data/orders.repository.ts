import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { Db } from '../../../database/db.js';
import { namedQuery } from '../../../database/named-query.js';
import type { Tx } from '../../../database/unit-of-work.js';
import type { OrderStatus } from '../domain/order-status.js';
import type { OrderAccess } from '../orders.types.js';
import * as sql from './orders.sql.js';

/** An order as those see it who decide about it. */
export interface OrderFacts {
  readonly id: string;
  readonly status: OrderStatus;
  readonly userId: string | null;
  readonly currency: string;
  /** Decimal string of the database. */
  readonly totalAmount: string;
  /** Of the shipping address. */
  readonly country: string;
  /** The time to pay is over; the next run of the worker cancels it. */
  readonly isOverdue: boolean;
  /** A parcel has left. */
  readonly isShipped: boolean;
}

/** A pending order whose time to pay is over. */
export interface OverdueOrder {
  readonly id: string;
  /** Decimal string of the database. */
  readonly totalAmount: string;
  readonly currency: string;
  /** The customer is at the gateway, and the order has not had more time before. */
  readonly isBeingPaid: boolean;
}

type Row<T> = T & Record<string, unknown>;

/** The statements about orders that exist. */
@Injectable()
export class OrdersRepository {
  constructor(private readonly db: Db) {}

  async lockById(tx: Tx, orderId: string): Promise<OrderFacts | null> {
    const [row] = await namedQuery<Row<OrderFacts>>(tx, sql.LOCK_ORDER, [orderId]);
    return row ?? null;
  }

  /** Null for an order that does not exist and for somebody else's alike. */
  async lockOwn(tx: Tx, orderId: string, access: OrderAccess): Promise<OrderFacts | null> {
    const values = [orderId, ...accessValues(access)];
    const [row] = await namedQuery<Row<OrderFacts>>(tx, sql.LOCK_OWN_ORDER, values);
    return row ?? null;
  }

  /** The same without the lock. */
  async findOwn(
    ctx: RequestContext,
    orderId: string,
    access: OrderAccess,
  ): Promise<OrderFacts | null> {
    const values = [orderId, ...accessValues(access)];
    const [row] = await this.db.queryAs<Row<OrderFacts>>(ctx, sql.FIND_OWN_ORDER, values);
    return row ?? null;
  }

  /**
   * Changes the status of locked orders and writes their history.
   *
   * @throws OrderNotCancellable, by the database's own guard, for a move that the table forbids
   */
  async move(
    tx: Tx,
    orderIds: readonly string[],
    to: OrderStatus,
    reason: string | null,
  ): Promise<void> {
    await namedQuery(tx, sql.MOVE_ORDERS, [orderIds, to, reason]);
  }

  /**
   * Locks up to `limit` overdue orders apart from the given ones, the longest overdue first; not those of which
   * a payment at one of these gateways has to be asked for first.
   */
  async lockOverdue(
    tx: Tx,
    limit: number,
    except: readonly string[],
    askable: readonly string[],
  ): Promise<OverdueOrder[]> {
    return namedQuery<Row<OverdueOrder>>(tx, sql.LOCK_OVERDUE, [limit, except, askable]);
  }

  /** Payments of overdue orders that have to be asked for. */
  async listUnasked(
    ctx: RequestContext,
    limit: number,
    askable: readonly string[],
  ): Promise<string[]> {
    const values = [limit, askable];
    const rows = await this.db.queryAs<{ id: string }>(ctx, sql.UNASKED_PAYMENTS, values);
    return rows.map(({ id }) => id);
  }

  async extend(tx: Tx, orderIds: readonly string[], minutes: number): Promise<void> {
    await namedQuery(tx, sql.EXTEND_ORDERS, [orderIds, minutes]);
  }

  /** Call it after the stock went back, under the orders' locks. */
  async releaseDiscounts(tx: Tx, orderIds: readonly string[]): Promise<void> {
    await namedQuery(tx, sql.RELEASE_DISCOUNTS, [orderIds]);
  }

  /** @returns false when a limit was reached meanwhile; then nothing has changed */
  async retakeDiscounts(tx: Tx, orderId: string): Promise<boolean> {
    const [row] = await namedQuery<{ retaken: boolean }>(tx, sql.RETAKE_DISCOUNTS, [orderId]);
    return row?.retaken === true;
  }
}

/** Parameters of a statement that asks "whose": user id and token hash, one of them null. */
export function accessValues(access: OrderAccess): [string | null, string | null] {
  return access.kind === 'user' ? [access.userId, null] : [null, access.tokenHash];
}
