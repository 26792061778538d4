import { Inject, Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { Clock } from '../../../common/time/clock.js';
import { ENV, type Env } from '../../../config/env.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { Outbox } from '../../../queue/outbox/outbox.js';
import type { ServedLine, ServedOrder } from '../desk/served-order.types.js';
import { ServedOrders } from '../desk/served-orders.js';
import { LineUnknown, NotReturnable } from '../orders.errors.js';
import { returnRequested } from '../orders.events.js';
import type { OrderAccess } from '../orders.types.js';
import { ReturnsRepository } from './returns.repository.js';

const DAY_MS = 86_400_000;

/** What a customer wants to send back. */
export interface ReturnWish {
  readonly lines: readonly { readonly orderItemId: string; readonly quantity: number }[];
  readonly reason: string | null;
}

/** A customer or guest asks to send goods back; the shop answers. */
@Injectable()
export class RequestReturn {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly served: ServedOrders,
    private readonly returns: ReturnsRepository,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /**
   * @returns id of the return
   * @throws OrderNotFound also for somebody else's
   * @throws LineUnknown
   * @throws NotReturnable with `details.lines`: not sent yet, too many, or too late
   */
  async execute(
    ctx: RequestContext,
    orderId: string,
    access: OrderAccess,
    wish: ReturnWish,
  ): Promise<string> {
    return this.uow.run(ctx, async (tx) => {
      const order = await this.served.lockOwn(tx, orderId, access);
      this.assertReturnable(order, wish);
      const returnId = await this.returns.insert(tx, orderId, wish.reason, wish.lines);
      const payload = { orderId, returnId };
      await this.outbox.publish(tx, returnRequested, payload, { aggregateId: orderId });
      return returnId;
    });
  }

  private assertReturnable({ status, lines }: ServedOrder, wish: ReturnWish): void {
    const refused = wish.lines.flatMap(({ orderItemId, quantity }) => {
      const line = lines.find(({ id }) => id === orderItemId);
      if (line === undefined) throw new LineUnknown(undefined, { orderItemId });
      const available = this.isTooLate(line) ? 0 : Math.max(0, line.shipped - line.returning);
      const isTooLate = this.isTooLate(line);
      return quantity > available ? [{ orderItemId, wanted: quantity, available, isTooLate }] : [];
    });
    const { RETURN_DAYS: days } = this.env;
    if (refused.length > 0) throw new NotReturnable(undefined, { status, days, lines: refused });
  }

  private isTooLate({ lastOutAt }: ServedLine): boolean {
    if (lastOutAt === null) return false;
    return Date.parse(lastOutAt) + this.env.RETURN_DAYS * DAY_MS <= this.clock.now().getTime();
  }
}
