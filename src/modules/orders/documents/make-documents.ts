import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { type Tx, UnitOfWork } from '../../../database/unit-of-work.js';
import { InvoicesRepository, type NewFile, type StoredFile } from './invoices.repository.js';
import { IssueInvoices } from './issue-invoices.js';
import { OrderPaperSources, type PaperSource } from './order-paper-sources.js';
import { printPaper } from './pdf/order-papers.js';

/** Which papers. */
export interface MakeDocumentsInput {
  readonly orderId: string;
  /** The packing slip of this parcel; left out, invoices and credit notes of the order. */
  readonly parcelId?: string | undefined;
}

interface Subject extends Pick<NewFile, 'orderId' | 'kind' | 'subjectId'> {
  readonly source: PaperSource;
  readonly document: StoredFile | null;
}

/**
 * Makes the files of an order that are missing, or were made of something that has changed since.
 * Printing happens between transactions. The second one holds the order and looks again: an address
 * that was erased meanwhile comes into no file.
 */
@Injectable()
export class MakeDocuments {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly issueInvoices: IssueInvoices,
    private readonly invoices: InvoicesRepository,
    private readonly sources: OrderPaperSources,
  ) {}

  async execute(ctx: RequestContext, { orderId, parcelId }: MakeDocumentsInput): Promise<void> {
    if (parcelId === undefined) await this.issueInvoices.execute(ctx, orderId);
    const subjects = await this.uow.run(ctx, (tx) => this.subjects(tx, orderId, parcelId));
    for (const subject of subjects) {
      if (subject.document?.sourceHash === subject.source.hash) continue;
      const content = await printPaper(subject.source.paper);
      await this.uow.run(ctx, (tx) => this.store(tx, subject, parcelId, content));
    }
  }

  private async store(
    tx: Tx,
    { orderId, kind, subjectId, source }: Subject,
    parcelId: string | undefined,
    content: Buffer,
  ): Promise<void> {
    await this.invoices.hold(tx, orderId);
    const subjects = await this.subjects(tx, orderId, parcelId);
    const now = subjects.find((subject) => subject.subjectId === subjectId);
    // Changed meanwhile: whoever asks for it has it made anew.
    if (now?.source.hash !== source.hash) return;
    const replaces = now.document?.id ?? null;
    const file = { orderId, kind, subjectId, sourceHash: source.hash, replaces, content };
    await this.invoices.storeFile(tx, file);
  }

  private async subjects(
    tx: Tx,
    orderId: string,
    parcelId: string | undefined,
  ): Promise<Subject[]> {
    if (parcelId !== undefined) {
      const found = await this.invoices.findHeldParcel(tx, orderId, parcelId);
      if (found === null) return [];
      const source = this.sources.packingSlip(found);
      const { document } = found.parcel;
      return [{ orderId, kind: 'packing_slip', subjectId: parcelId, source, document }];
    }
    const found = await this.invoices.findHeld(tx, orderId);
    if (found === null) return [];
    return found.invoices.map((invoice) => ({
      orderId,
      kind: 'invoice',
      subjectId: invoice.id,
      source: this.sources.invoice(found, invoice),
      document: invoice.document,
    }));
  }
}
