import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { formatMinor, minorFromDb, parseMoney } from '../../../common/money/money.js';
import type { RequestContext } from '../../../common/request-context.js';
import {
  fingerprintOf,
  type IdempotentReply,
  type IdempotentRequest,
} from '../../../database/idempotency/idempotency.js';
import { type Tx, UnitOfWork } from '../../../database/unit-of-work.js';
import { RefundTooLarge } from '../../payments/payments.errors.js';
import { IdempotentCommands } from '../../../database/idempotency/idempotent-commands.js';
import { OrderStock } from '../data/order-stock.js';
import { OrderProgress } from '../desk/order-progress.js';
import type { ServedOrder } from '../desk/served-order.types.js';
import { ServedOrders, variantPieces } from '../desk/served-orders.js';
import { NothingToRefund, ShippingRefundTooLarge } from '../orders.errors.js';
import { planRefund, type RefundPieces, shippingPaid } from './refund-plan.js';
import { RequestRefunds } from './request-refunds.js';

const ROUTE = 'POST /admin/orders/:orderId/refunds';

/** What staff gives back; amounts are decimal strings in the order's currency. */
export interface RefundOrderInput {
  readonly lines: readonly RefundPieces[];
  readonly shippingAmount?: string | undefined;
  /** On top, for no piece in particular. */
  readonly goodwillAmount?: string | undefined;
  readonly reason: string;
}

/** A refund by staff, with the key of its request. */
export interface RefundOrderCommand {
  readonly orderId: string;
  readonly key: string;
  readonly input: RefundOrderInput;
  readonly ifMatch: string | null;
}

/**
 * Gives money of an order back: for pieces their own share of discount and tax, for shipping, or as
 * goodwill. Pieces that have not left the house are free to be sold again. The money waits as
 * pending rows in `refunds`.
 */
@Injectable()
export class RefundOrder {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly commands: IdempotentCommands,
    private readonly served: ServedOrders,
    private readonly refunds: RequestRefunds,
    private readonly stock: OrderStock,
    private readonly progress: OrderProgress,
  ) {}

  /**
   * @returns the stored text of the answer: for one key always the same bytes
   * @throws OrderNotFound, PreconditionFailed, LineUnknown, TooManyPieces, NothingToRefund,
   * ShippingRefundTooLarge, RefundTooLarge, the errors of idempotency keys and of money
   */
  async execute(ctx: RequestContext, command: RefundOrderCommand): Promise<IdempotentReply> {
    const { orderId, key, input } = command;
    const request: IdempotentRequest = {
      scope: `user:${ctx.actorId ?? 'system'}`,
      route: ROUTE,
      key,
      fingerprint: fingerprintOf(ROUTE, { orderId, ...input }),
    };
    return this.uow.run(ctx, async (tx) => {
      const given = await this.commands.claim(tx, request);
      if (given !== null) return given;
      const order = await this.served.lock(tx, orderId, command.ifMatch);
      const body = JSON.stringify(await this.refund(tx, order, input));
      return this.commands.keep(tx, request, { status: 201, body });
    });
  }

  private async refund(tx: Tx, order: ServedOrder, input: RefundOrderInput) {
    const { id: orderId, currency } = order;
    // What a cancelled order had is free already.
    const plan = planRefund(order, input.lines, { areHere: order.status === 'cancelled' });
    const shipping = minorOf(input.shippingAmount, currency);
    const goodwill = minorOf(input.goodwillAmount, currency);
    const amount = plan.amount + shipping + goodwill;
    if (amount === 0 && input.lines.length === 0) throw new NothingToRefund();
    if (shipping > shippingPaid(order) - shippingAsked(order)) throw new ShippingRefundTooLarge();
    if (amount > (await this.refunds.moneyLeft(tx, orderId))) throw new RefundTooLarge();
    await this.served.addToLines(tx, plan.additions);
    await this.stock.giveBack(tx, orderId, variantPieces(order, plan.cancelled));
    const refundIds = await this.refunds.inTx(tx, {
      orderId,
      currency,
      amount,
      shippingAmount: shipping,
      lines: plan.lines,
      reason: input.reason,
      key: `refund-${randomUUID()}`,
    });
    await this.progress.derive(tx, orderId);
    const wire = (minor: number): string => formatMinor(minor, currency);
    return {
      orderId,
      refundIds,
      currency,
      amount: wire(amount),
      shippingAmount: wire(shipping),
      goodwillAmount: wire(goodwill),
      lines: plan.lines.map((line) => ({
        ...line,
        amount: wire(minorFromDb(line.amount, currency)),
        taxAmount: wire(minorFromDb(line.taxAmount, currency)),
      })),
    };
  }
}

function minorOf(text: string | undefined, currency: string): number {
  return text === undefined ? 0 : parseMoney(text, currency).amount;
}

/** Shipping that is back, or on its way; minor units. */
function shippingAsked({ refunds, currency }: ServedOrder): number {
  return refunds
    .filter(({ status }) => status !== 'failed')
    .reduce((sum, refund) => sum + minorFromDb(refund.shippingAmount, currency), 0);
}
