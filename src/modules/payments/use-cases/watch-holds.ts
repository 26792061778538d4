import { Injectable } from '@nestjs/common';

import { Alarms } from '../../../alarms/alarms.js';
import { type RequestContext, withAllRows } from '../../../common/request-context.js';
import { AskedPaymentsRepository } from '../data/asked-payments.repository.js';
import { GatewayRegistry } from '../gateways/gateway-registry.js';

/** Kind of the alarm; its subject is the reference of a payment. */
export const HOLD_ENDING = 'hold-ending';

/** So long before the end somebody hears of it. */
const DAYS_BEFORE = 2;
const MOST_AT_ONCE = 100;

/**
 * Reminds staff of held money that nobody has taken and that its gateway lets go before long: an alarm for each such
 * payment, once, which ends by itself when the money is taken, let go, or lost.
 */
@Injectable()
export class WatchHolds {
  constructor(
    private readonly payments: AskedPaymentsRepository,
    private readonly gateways: GatewayRegistry,
    private readonly alarms: Alarms,
  ) {}

  /** @returns how many holds are about to end */
  async execute(ctx: RequestContext): Promise<number> {
    const days = new Map(
      this.gateways.all().flatMap(({ code, capabilities: { holdDays } }) => {
        return holdDays === undefined ? [] : [[code, holdDays] as const];
      }),
    );
    const watched = [...days].map(([gateway, held]) => ({ gateway, days: held - DAYS_BEFORE }));
    const found = await this.payments.heldLongerThan(withAllRows(ctx), watched, MOST_AT_ONCE);
    const alarms = found.map(
      ({ reference, gateway, orderId, currency, heldAmount, heldSince }) => ({
        subject: reference,
        detail:
          `${heldAmount} ${currency} of order ${orderId} are held at ${gateway} since ${heldSince} and are let go after ` +
          `${days.get(gateway) ?? 0} days: capture them (POST /admin/payments/{paymentId}/capture) or let them go (…/void).`,
      }),
    );
    await this.alarms.replace(HOLD_ENDING, alarms, ctx);
    return found.length;
  }
}
