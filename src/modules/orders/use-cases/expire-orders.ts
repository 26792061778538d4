import { Inject, Injectable, Logger } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { ENV, type Env } from '../../../config/env.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { OrdersRepository } from '../data/orders.repository.js';
import { EndOrders } from './end-orders.js';

const BATCH = 50;
/** One order that cannot be cancelled must not keep the others from it. */
const MAX_SET_ASIDE = 500;

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
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** Works in batches of one transaction each; several workers share the work. */
  async execute(ctx: RequestContext): Promise<Expired> {
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
      const overdue = await this.orders.lockOverdue(tx, limit, except);
      ids.splice(0, ids.length, ...overdue.map(({ id }) => id));
      const waiting = overdue.filter(({ isBeingPaid }) => isBeingPaid).map(({ id }) => id);
      const ended = overdue.filter(({ isBeingPaid }) => !isBeingPaid).map(({ id }) => id);
      if (waiting.length > 0) await this.orders.extend(tx, waiting, this.env.ORDER_EXPIRY_MINUTES);
      await this.ending.cancel(tx, ended, 'order_expired', 'expired');
      return { cancelled: ended.length, extended: waiting.length };
    });
  }

  private setAside(ids: readonly string[], failed: string[], error: unknown): void {
    failed.push(...ids);
    this.logger.error({ alert: 'orders.cannot_expire', orderIds: ids, err: error }, 'Order expiry');
  }
}
