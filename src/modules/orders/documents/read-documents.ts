import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { withAllRows } from '../../../common/request-context.js';
import { namedQuery } from '../../../database/named-query.js';
import type { Statement } from '../../../database/statement.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { Outbox } from '../../../queue/outbox/outbox.js';
import { ordersQueue } from '../orders.jobs.js';
import {
  DocumentNotReady,
  FulfilmentNotFound,
  InvoiceNotFound,
  InvoiceNotIssued,
  OrderNotFound,
} from '../orders.errors.js';
import type { OrderAccess } from '../orders.types.js';
import {
  type InvoicesOfOrder,
  InvoicesRepository,
  type IssuedInvoice,
  type StoredFile,
} from './invoices.repository.js';
import { OrderPaperSources, type PaperSource } from './order-paper-sources.js';

/** A file to be handed out. */
export interface ReadDocument {
  /** `INV-2026-000001.pdf` */
  readonly fileName: string;
  readonly content: Buffer;
}

const RETRY_AFTER_SECONDS = 2;

/** $1 order: whether a worker was asked already, so that somebody who waits asks once. */
const IS_ASKED: Statement = {
  name: 'orders-is-document-asked',
  text: `SELECT EXISTS (SELECT FROM outbox_events WHERE aggregate_id = $1::uuid AND job = 'make-document'
    AND done_at IS NULL AND failed_at IS NULL) AS asked`,
};

/**
 * The papers of an order for whoever may see the order. A file is handed out only if it was made of
 * what is there now; else a worker makes it, and the caller is told to come again.
 */
@Injectable()
export class ReadDocuments {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly invoices: InvoicesRepository,
    private readonly sources: OrderPaperSources,
    private readonly outbox: Outbox,
  ) {}

  /**
   * @param access null for staff
   * @throws OrderNotFound also for somebody else's
   */
  async list(
    ctx: RequestContext,
    orderId: string,
    access: OrderAccess | null,
  ): Promise<readonly IssuedInvoice[]> {
    return (await this.find(ctx, orderId, access)).invoices;
  }

  /**
   * @param invoiceId null for the invoice that counts, the last one
   * @throws OrderNotFound, InvoiceNotIssued, InvoiceNotFound, DocumentNotReady
   */
  async invoice(
    ctx: RequestContext,
    orderId: string,
    access: OrderAccess | null,
    invoiceId: string | null,
  ): Promise<ReadDocument> {
    const order = await this.find(ctx, orderId, access);
    const invoice = order.invoices.findLast(({ id, kind }) =>
      invoiceId === null ? kind === 'invoice' : id === invoiceId,
    );
    if (invoice === undefined) {
      if (invoiceId !== null) throw new InvoiceNotFound();
      const { status } = order;
      if (status === 'pending' || status === 'cancelled') throw new InvoiceNotIssued();
      return this.ask(ctx, { orderId });
    }
    const source = this.sources.invoice(order, invoice);
    const content = await this.content(ctx, source, invoice.document);
    if (content === null) return this.ask(ctx, { orderId });
    return { fileName: `${invoice.number}.pdf`, content };
  }

  /** @throws FulfilmentNotFound, DocumentNotReady */
  async packingSlip(ctx: RequestContext, orderId: string, parcelId: string): Promise<ReadDocument> {
    const found = await this.invoices.findParcel(ctx, orderId, parcelId);
    if (found === null) throw new FulfilmentNotFound();
    const source = this.sources.packingSlip(found);
    const content = await this.content(ctx, source, found.parcel.document);
    if (content === null) return this.ask(ctx, { orderId, parcelId });
    return { fileName: `packing-slip-${found.orderNumber}.pdf`, content };
  }

  private async find(
    ctx: RequestContext,
    orderId: string,
    access: OrderAccess | null,
  ): Promise<InvoicesOfOrder> {
    const order = await this.invoices.find(ctx, orderId, access);
    if (order === null) throw new OrderNotFound();
    return order;
  }

  private async content(
    ctx: RequestContext,
    source: PaperSource,
    document: StoredFile | null,
  ): Promise<Buffer | null> {
    if (document?.sourceHash !== source.hash) return null;
    return this.invoices.loadFile(ctx, document);
  }

  private async ask(
    ctx: RequestContext,
    input: { readonly orderId: string; readonly parcelId?: string },
  ): Promise<never> {
    const aggregateId = input.parcelId ?? input.orderId;
    // Who may see the order was found out above; the outbox has no owner.
    await this.uow.run(withAllRows(ctx), async (tx) => {
      const [row] = await namedQuery<{ asked: boolean }>(tx, IS_ASKED, [aggregateId]);
      if (row?.asked === true) return;
      await this.outbox.enqueue(tx, ordersQueue, 'make-document', input, { aggregateId });
    });
    throw new DocumentNotReady(undefined, { retryAfterSeconds: RETRY_AFTER_SECONDS });
  }
}
