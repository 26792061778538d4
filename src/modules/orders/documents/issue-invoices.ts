import { Inject, Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { ENV, type Env } from '../../../config/env.js';
import { type Tx, UnitOfWork } from '../../../database/unit-of-work.js';
import { OrdersRepository } from '../data/orders.repository.js';
import type { OrderStatus } from '../domain/order-status.js';
import {
  cancellation,
  type InvoiceContent,
  invoiceContent,
  refundNote,
} from './invoice-content.js';
import { type Invoiced, InvoicesRepository } from './invoices.repository.js';
import { sellerOf } from './seller.js';

/** Nothing was sold yet, or not any more: no first invoice. */
const WITHOUT_INVOICE: ReadonlySet<OrderStatus> = new Set<OrderStatus>(['pending', 'cancelled']);

type Latest = NonNullable<Invoiced['latest']>;

/**
 * Issues what an order lacks: its invoice, once it is confirmed; after a change of the order a
 * credit note over the old invoice and a new invoice; a credit note for each refund that was made.
 * Under the order's lock and by what is there, so it may be called at any time, as often as one likes.
 */
@Injectable()
export class IssueInvoices {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly orders: OrdersRepository,
    private readonly invoices: InvoicesRepository,
    @Inject(ENV) private readonly env: Env,
  ) {}

  async execute(ctx: RequestContext, orderId: string): Promise<void> {
    await this.uow.run(ctx, async (tx) => {
      // An archived order is finished: what it lacks was issued while it was live, or never due.
      if ((await this.orders.lockById(tx, orderId)) === null) return;
      const invoiced = await this.invoices.loadInvoiced(tx, orderId);
      if (invoiced === null) return;
      const latest = await this.bringUpToDate(tx, orderId, invoiced);
      if (latest !== null) await this.noteRefunds(tx, orderId, invoiced, latest);
    });
  }

  private async bringUpToDate(tx: Tx, orderId: string, invoiced: Invoiced): Promise<Latest | null> {
    const { status, order, latest } = invoiced;
    if (WITHOUT_INVOICE.has(status)) return latest;
    const content = invoiceContent(order, sellerOf(this.env));
    if (latest !== null && sameGoods(latest.content, content)) return latest;
    const { currency, totalAmount } = order;
    if (latest !== null) {
      await this.invoices.issue(tx, {
        kind: 'credit_note',
        orderId,
        correctsId: latest.id,
        revision: latest.revision,
        currency: latest.content.currency,
        totalAmount: latest.content.totalAmount,
        content: cancellation(latest.number, latest.content),
      });
    }
    const revision = (latest?.revision ?? 0) + 1;
    const invoice = { kind: 'invoice', orderId, revision, currency, totalAmount, content } as const;
    return { ...(await this.invoices.issue(tx, invoice)), revision, content };
  }

  private async noteRefunds(
    tx: Tx,
    orderId: string,
    { order, refunds }: Invoiced,
    latest: Latest,
  ): Promise<void> {
    for (const refund of refunds) {
      await this.invoices.issue(tx, {
        kind: 'credit_note',
        orderId,
        refundId: refund.id,
        correctsId: latest.id,
        revision: latest.revision,
        currency: order.currency,
        totalAmount: refund.amount,
        content: refundNote(latest.number, latest.content, refund, order),
      });
    }
  }
}

/** What was sold and for how much; not by which names the taxes go by now, nor who sells. */
function sameGoods(one: InvoiceContent, other: InvoiceContent): boolean {
  return goodsOf(one) === goodsOf(other);
}

function goodsOf(content: InvoiceContent): string {
  const { subtotal, discountAmount, shippingCost, taxAmount, totalAmount, lines } = content;
  const goods = lines.map((line) => {
    const { name, sku, quantity, unitPrice, totalPrice } = line;
    return [name, sku, quantity, unitPrice, totalPrice, line.discountAmount, line.taxAmount];
  });
  return JSON.stringify([subtotal, discountAmount, shippingCost, taxAmount, totalAmount, goods]);
}
