import { Inject, Injectable, Logger } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { ENV, type Env } from '../../../config/env.js';
import { type Tx, UnitOfWork } from '../../../database/unit-of-work.js';
import { PaymentsService } from '../../payments/payments.service.js';
import { dueOf } from '../refunds/order-due.js';
import { OrdersRepository, type OverdueOrder } from '../data/orders.repository.js';
import { EndOrders } from './end-orders.js';

const BATCH = 50;
/** One order that cannot be cancelled must not keep the others from it. */
const MAX_SET_ASIDE = 500;
/** Payments that one run asks for. */
const MAX_ASKED = 100;

/** What one run has done. */
export interface Expired {
  readonly cancelled: number;
  readonly extended: number;
}

/** Cancels orders that nobody paid in time, and gives those more time, once, that are being paid. */
@Injectable()
export class ExpireOrders {
  private readonly logger = new Logger(ExpireOrders.name);

  constructor(
    private readonly uow: UnitOfWork,
    private readonly orders: OrdersRepository,
    private readonly ending: EndOrders,
    private readonly payments: PaymentsService,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /**
   * Works in batches of one transaction each; several workers share the work. Orders that a gateway may
   * have the money of come last: it is asked first, and one that hangs keeps nobody else's stock.
   */
  async execute(ctx: RequestContext): Promise<Expired> {
    const first = await this.expire(ctx);
    const asked = await this.ask(ctx);
    if (!asked) return first;
    const then = await this.expire(ctx);
    return {
      cancelled: first.cancelled + then.cancelled,
      extended: first.extended + then.extended,
    };
  }

  /** No transaction is open. Who gives no answer has been asked: the order gets more time, once. */
  private async ask(ctx: RequestContext): Promise<boolean> {
    const askable = this.payments.askableGateways();
    if (askable.length === 0) return false;
    const ids = await this.orders.listUnasked(ctx, MAX_ASKED, askable);
    if (ids.length > 0) await this.payments.askAbout(ctx, ids);
    return ids.length > 0;
  }

  private async expire(ctx: RequestContext): Promise<Expired> {
    const failed: string[] = [];
    let cancelled = 0;
    let extended = 0;
    let size = BATCH;
    for (;;) {
      const ids: string[] = [];
      try {
        const done = await this.batch(ctx, size, failed, ids);
        cancelled += done.cancelled;
        extended += done.extended;
        if (ids.length < size) break;
      } catch (error) {
        if (ids.length === 0 || failed.length >= MAX_SET_ASIDE) throw error;
        // Some order of the batch is in the way: go on one by one to find it.
        if (ids.length === 1) this.setAside(ids, failed, error);
        size = 1;
      }
    }
    return { cancelled, extended };
  }

  /** @param ids filled with the orders at hand, for whoever has to know after a failure */
  private async batch(
    ctx: RequestContext,
    limit: number,
    except: readonly string[],
    ids: string[],
  ): Promise<Expired> {
    return this.uow.run(ctx, async (tx) => {
      const askable = this.payments.askableGateways();
      const overdue = await this.orders.lockOverdue(tx, limit, except, askable);
      ids.splice(0, ids.length, ...overdue.map(({ id }) => id));
      const waiting = overdue.filter(({ isBeingPaid }) => isBeingPaid).map(({ id }) => id);
      const unpaid = overdue.filter(({ isBeingPaid }) => !isBeingPaid);
      const ended = unpaid.map(({ id }) => id);
      if (waiting.length > 0) await this.orders.extend(tx, waiting, this.env.ORDER_EXPIRY_MINUTES);
      await this.ending.cancel(tx, ended, 'order_expired', 'expired');
      await this.giveBack(tx, unpaid);
      return { cancelled: ended.length, extended: waiting.length };
    });
  }

  /**
   * A part of the price may have come. Where all of it came just now, whoever records that re-opens the order.
   */
  private async giveBack(tx: Tx, orders: readonly OverdueOrder[]): Promise<void> {
    if (orders.length === 0) return;
    const ids = orders.map(({ id }) => id);
    const payments = await this.payments.listForOrders(tx, ids);
    for (const order of orders) {
      const own = payments.filter(({ orderId }) => orderId === order.id);
      if (dueOf(order, own) <= 0) continue;
      for (const payment of own) await this.ending.giveBack(tx, payment, 'order expired');
    }
  }

  private setAside(ids: readonly string[], failed: string[], error: unknown): void {
    failed.push(...ids);
    this.logger.error({ alert: 'orders.cannot_expire', orderIds: ids, err: error }, 'Order expiry');
  }
}
