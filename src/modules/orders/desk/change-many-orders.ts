import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { namedQuery } from '../../../database/named-query.js';
import type { Statement } from '../../../database/statement.js';
import { type Tx, UnitOfWork } from '../../../database/unit-of-work.js';
import { PaymentsService } from '../../payments/payments.service.js';
import { OrdersRepository } from '../data/orders.repository.js';
import type { OrderStatus } from '../orders.types.js';
import { moneyLeft } from '../refunds/money-left.js';
import { EndOrders } from '../use-cases/end-orders.js';
import { BY_HAND, type StateChange } from './change-order-state.js';

/** What became of an order; all but `changed` leave it as it is. */
export const MANY_OUTCOMES = [
  'changed',
  'unchanged',
  'not_allowed',
  'has_left',
  'has_money',
  'not_found',
] as const;
export type ManyOutcome = (typeof MANY_OUTCOMES)[number];

/** To where many orders at once may go: money that came by hand is noted one by one. */
export const MANY_TARGETS = ['cancelled', 'completed'] as const;

/** An order, and how it stands now; null where there is none. */
export interface ChangedOrder {
  readonly orderId: string;
  readonly outcome: ManyOutcome;
  readonly status: OrderStatus | null;
}

interface Facts {
  readonly id: string;
  readonly status: OrderStatus;
  readonly hasLeft: boolean;
}

// In the order of their ids, as whoever locks several.
const LOCK: Statement = {
  name: 'orders-lock-many-for-staff',
  text: `SELECT o.id FROM orders o WHERE o.id = ANY ($1::uuid[]) ORDER BY o.id FOR NO KEY UPDATE OF o`,
};

/** Apart from the lock: who waited for it sees what the other has done. */
const LOAD: Statement = {
  name: 'orders-load-many-for-staff',
  text: `SELECT o.id, o.status, EXISTS (SELECT FROM fulfilments f
      WHERE f.order_id = o.id AND f.status IN ('shipped', 'delivered')) AS "hasLeft"
    FROM orders o WHERE o.id = ANY ($1::uuid[])`,
};

/** Cancels or completes many orders in one transaction, by the same number of statements for one and for 500. */
@Injectable()
export class ChangeManyOrders {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly orders: OrdersRepository,
    private readonly ending: EndOrders,
    private readonly payments: PaymentsService,
  ) {}

  /** @returns one result for each, in the order given */
  async execute(
    ctx: RequestContext,
    orderIds: readonly string[],
    change: StateChange,
  ): Promise<ChangedOrder[]> {
    const ids = orderIds.map((id) => id.toLowerCase());
    return this.uow.run(ctx, async (tx) => {
      const known = await this.lock(tx, ids);
      const paid = change.to === 'cancelled' ? await this.paid(tx, [...known.keys()]) : new Set();
      const outcomes = ids.map((id) => outcomeOf(known.get(id), paid.has(id), change.to));
      const moved = ids.filter((_, index) => outcomes[index] === 'changed');
      await this.move(tx, moved, change);
      return ids.map((orderId, index) => {
        const outcome = outcomes[index] ?? 'not_found';
        const status = outcome === 'changed' ? change.to : (known.get(orderId)?.status ?? null);
        return { orderId, outcome, status };
      });
    });
  }

  private async lock(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Facts>> {
    await namedQuery(tx, LOCK, [ids]);
    const rows = await namedQuery<Facts & Record<string, unknown>>(tx, LOAD, [ids]);
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** Those whose money would have to go back: each refund is looked at by whoever makes it. */
  private async paid(tx: Tx, ids: readonly string[]): Promise<ReadonlySet<string>> {
    const payments = await this.payments.listForOrders(tx, ids);
    const held = payments.filter((one) => moneyLeft(one) > 0 || Number(one.heldAmount) > 0);
    return new Set(held.map(({ orderId }) => orderId));
  }

  private async move(tx: Tx, ids: readonly string[], { to, reason, restock }: StateChange) {
    if (ids.length === 0) return;
    if (to === 'cancelled')
      await this.ending.cancel(tx, ids, 'order_cancelled', reason, { restock });
    else await this.orders.move(tx, ids, to, reason);
  }
}

function outcomeOf(order: Facts | undefined, isPaid: boolean, to: OrderStatus): ManyOutcome {
  if (order === undefined) return 'not_found';
  if (order.status === to) return 'unchanged';
  if (!BY_HAND[order.status].includes(to)) return 'not_allowed';
  if (to === 'cancelled' && order.hasLeft) return 'has_left';
  return to === 'cancelled' && isPaid ? 'has_money' : 'changed';
}
