import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { Db } from '../../../database/db.js';
import { namedQuery } from '../../../database/named-query.js';
import { type Tx, UnitOfWork } from '../../../database/unit-of-work.js';
import { OrderBeingErased, OrderNotArchived, OrderNotFound } from '../orders.errors.js';
import { HOLD_ERASURES } from './archive.sql.js';
import { loadLiveColumns } from './archive-orders.js';
import * as sql from './restore.sql.js';

interface LockedOrder {
  readonly createdAt: string;
  readonly orderNumber: string;
  readonly isBeingErased: boolean;
}

/**
 * Brings one order back from the archive, whole and in one transaction, with its id, its number and every
 * row as it was: what can be done with finished orders can be done with it again. Stock was moved when it
 * was sold, and is not moved again. It stays for thirty days at least.
 */
@Injectable()
export class RestoreOrder {
  constructor(
    private readonly db: Db,
    private readonly uow: UnitOfWork,
  ) {}

  /** @throws OrderNotFound; OrderNotArchived, also for whoever comes second; OrderBeingErased */
  async execute(ctx: RequestContext, orderId: string): Promise<{ readonly orderNumber: string }> {
    const columns = await loadLiveColumns(this.db);
    return this.uow.run(ctx, async (tx) => {
      await namedQuery(tx, HOLD_ERASURES);
      const { createdAt, orderNumber } = await this.lock(tx, orderId);
      for (const table of sql.RESTORED_TABLES) {
        const move = sql.restoreStatement(table, columns.get(table.table) ?? []);
        await namedQuery(tx, move, [orderId, createdAt]);
      }
      await namedQuery(tx, sql.RESERVE_AGAIN, [orderId]);
      await namedQuery(tx, sql.NOTE_RESTORED, [orderId]);
      return { orderNumber };
    });
  }

  /** The id behind an order number, archived or not. @throws OrderNotFound */
  async idOf(ctx: RequestContext, orderNumber: string): Promise<string> {
    const [row] = await this.db.queryAs<{ id: string }>(ctx, sql.FIND_BY_NUMBER, [orderNumber]);
    if (row === undefined) throw new OrderNotFound();
    return row.id;
  }

  private async lock(tx: Tx, orderId: string): Promise<LockedOrder> {
    const [order] = await namedQuery<LockedOrder>(tx, sql.LOCK_ARCHIVED, [orderId]);
    if (order === undefined) {
      const live = await namedQuery(tx, sql.IS_LIVE, [orderId]);
      throw live.length > 0 ? new OrderNotArchived() : new OrderNotFound();
    }
    if (order.isBeingErased) throw new OrderBeingErased();
    return order;
  }
}
