import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { type Tx, UnitOfWork } from '../../../database/unit-of-work.js';
import { Outbox } from '../../../queue/outbox/outbox.js';
import { OrderStock } from '../data/order-stock.js';
import type { ServedOrder, ServedReturn } from '../desk/served-order.types.js';
import { ServedOrders } from '../desk/served-orders.js';
import { TooManyPieces } from '../orders.errors.js';
import { returnReceived } from '../orders.events.js';
import { planRefund, refundableSent } from '../refunds/refund-plan.js';
import { RequestRefunds } from '../refunds/request-refunds.js';
import { returnOf, returnTransitions } from './return-states.js';
import { type ReceivedPieces, ReturnsRepository } from './returns.repository.js';

/** What came back, and whether its money goes back. */
export interface ReceivedGoods {
  readonly lines: readonly ReceivedPieces[];
  /** Null: the default one. */
  readonly locationId: string | null;
  readonly answer: string | null;
  readonly refund: boolean;
}

/**
 * Goods of an approved return are here: each piece is on the shelf again or written off, and what was
 * paid for it waits as a pending row in `refunds`.
 */
@Injectable()
export class ReceiveReturn {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly served: ServedOrders,
    private readonly returns: ReturnsRepository,
    private readonly stock: OrderStock,
    private readonly refunds: RequestRefunds,
    private readonly outbox: Outbox,
  ) {}

  /**
   * @throws OrderNotFound, ReturnNotFound, PreconditionFailed, IllegalTransition
   * @throws TooManyPieces when more came than was asked for; LocationNotFound
   */
  async execute(
    ctx: RequestContext,
    { orderId, returnId }: { orderId: string; returnId: string },
    goods: ReceivedGoods,
    ifMatch: string | null,
  ): Promise<void> {
    await this.uow.run(ctx, async (tx) => {
      const order = await this.served.lock(tx, orderId, ifMatch);
      const wanted = returnOf(order, returnId);
      returnTransitions.assert(wanted.status, 'received');
      assertWanted(wanted, goods.lines);
      const { answer, lines } = goods;
      const locationId = await this.shelve(tx, order, goods);
      const isOwed = goods.refund && (await this.refund(tx, order, returnId, lines));
      const to = isOwed ? 'received' : 'closed';
      await this.returns.receive(tx, returnId, { to, locationId, answer, lines });
      const payload = { orderId, returnId };
      await this.outbox.publish(tx, returnReceived, payload, { aggregateId: orderId });
    });
  }

  private async shelve(tx: Tx, order: ServedOrder, goods: ReceivedGoods): Promise<string> {
    const { locationId } = goods;
    await this.served.addReturned(
      tx,
      goods.lines.map((line) => ({ id: line.orderItemId, quantity: cameOf(line) })),
    );
    const variants = new Map(order.lines.map((line) => [line.id, line.variantId]));
    const lines = goods.lines.map(({ orderItemId, restocked, writtenOff }) => ({
      variantId: variants.get(orderItemId) ?? '',
      restock: restocked,
      writeOff: writtenOff,
    }));
    return this.stock.receive(tx, { orderId: order.id, locationId, lines });
  }

  /** @returns false when no money goes back: none was paid, or all of it is on its way already */
  private async refund(
    tx: Tx,
    order: ServedOrder,
    returnId: string,
    received: readonly ReceivedPieces[],
  ): Promise<boolean> {
    const left = await this.refunds.moneyLeft(tx, order.id);
    const pieces = received.flatMap((line) => {
      const sold = order.lines.find(({ id }) => id === line.orderItemId);
      const most = sold === undefined ? 0 : Math.max(0, refundableSent(sold));
      const quantity = Math.min(cameOf(line), most);
      return quantity === 0 ? [] : [{ orderItemId: line.orderItemId, quantity }];
    });
    if (left === 0 || pieces.length === 0) return false;
    const plan = planRefund(order, pieces, { limit: left, areHere: true });
    await this.served.addToLines(tx, plan.additions);
    const ids = await this.refunds.inTx(tx, {
      orderId: order.id,
      currency: order.currency,
      amount: plan.amount,
      shippingAmount: 0,
      lines: plan.lines,
      reason: 'returned',
      key: `return-${returnId}`,
      returnId,
    });
    return ids.length > 0;
  }
}

function cameOf({ restocked, writtenOff }: ReceivedPieces): number {
  return restocked + writtenOff;
}

function assertWanted({ items }: ServedReturn, received: readonly ReceivedPieces[]): void {
  const tooMany = received.flatMap((line) => {
    const { orderItemId } = line;
    const wanted = items.find((item) => item.orderItemId === orderItemId)?.quantity ?? 0;
    const came = cameOf(line);
    return came > wanted ? [{ orderItemId, wanted: came, available: wanted }] : [];
  });
  if (tooMany.length > 0) throw new TooManyPieces(undefined, { lines: tooMany });
}
