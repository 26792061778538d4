import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { FieldCipher } from '../../../common/crypto/field-cipher.js';
import type { RequestContext } from '../../../common/request-context.js';
import { Db } from '../../../database/db.js';
import { namedQuery } from '../../../database/named-query.js';
import type { Tx } from '../../../database/unit-of-work.js';
import { accessValues } from '../data/orders.repository.js';
import type { StoredAddress } from '../data/order-addresses.js';
import type { OrderStatus } from '../domain/order-status.js';
import type { OrderAccess } from '../orders.types.js';
import * as sql from './documents.sql.js';
import type {
  CreditNoteContent,
  InvoiceContent,
  InvoicedOrder,
  InvoicedRefund,
} from './invoice-content.js';

/** A file that exists, and of what it was made. */
export interface StoredFile {
  readonly id: string;
  readonly sourceHash: string;
}

/** The order that a paper is about. */
interface PaperOrder {
  readonly orderId: string;
  readonly orderNumber: string;
  readonly status: OrderStatus;
  readonly shippingAddress: StoredAddress;
  readonly billingAddress: StoredAddress | null;
}

interface Numbered {
  readonly id: string;
  readonly number: string;
  readonly issuedAt: string;
  readonly currency: string;
  /** Decimal of the database. */
  readonly totalAmount: string;
  readonly document: StoredFile | null;
}

export type IssuedInvoice = Numbered &
  (
    | { readonly kind: 'invoice'; readonly content: InvoiceContent }
    | { readonly kind: 'credit_note'; readonly content: CreditNoteContent }
  );

export interface InvoicesOfOrder extends PaperOrder {
  /** Oldest first. */
  readonly invoices: readonly IssuedInvoice[];
}

export interface ParcelOfOrder extends PaperOrder {
  readonly notes: string | null;
  readonly parcel: {
    readonly id: string;
    readonly packedAt: string;
    readonly carrier: string | null;
    readonly trackingNumber: string | null;
    readonly lines: readonly {
      readonly productName: string;
      readonly variantName: string;
      readonly sku: string | null;
      readonly quantity: number;
    }[];
    readonly document: StoredFile | null;
  };
}

/** What decides which papers an order lacks. */
export interface Invoiced {
  readonly status: OrderStatus;
  readonly order: InvoicedOrder;
  readonly latest: {
    readonly id: string;
    readonly number: string;
    readonly revision: number;
    readonly content: InvoiceContent;
  } | null;
  /** Refunds that were made and have no credit note. */
  readonly refunds: readonly InvoicedRefund[];
}

/** A paper that is to be issued. */
export interface NewInvoice {
  readonly kind: 'invoice' | 'credit_note';
  readonly orderId: string;
  readonly refundId?: string;
  readonly correctsId?: string;
  readonly revision: number;
  readonly currency: string;
  readonly totalAmount: string;
  readonly content: InvoiceContent | CreditNoteContent;
}

/** A file that was made. */
export interface NewFile {
  readonly orderId: string;
  readonly kind: 'invoice' | 'packing_slip';
  readonly subjectId: string;
  readonly sourceHash: string;
  /** The row that it replaces. */
  readonly replaces: string | null;
  readonly content: Buffer;
}

type Row<T> = T & Record<string, unknown>;

/** Numbered papers, and the files that were made of orders. */
@Injectable()
export class InvoicesRepository {
  constructor(
    private readonly db: Db,
    private readonly cipher: FieldCipher,
  ) {}

  /** @param access null for staff and workers. @returns null also for somebody else's order */
  async find(
    ctx: RequestContext,
    orderId: string,
    access: OrderAccess | null,
  ): Promise<InvoicesOfOrder | null> {
    const values = valuesOf(orderId, access);
    const [row] = await this.db.queryAs<Row<InvoicesOfOrder>>(ctx, sql.FIND_INVOICES, values);
    return row ?? null;
  }

  async findParcel(
    ctx: RequestContext,
    orderId: string,
    parcelId: string,
  ): Promise<ParcelOfOrder | null> {
    const values = [orderId, parcelId];
    const [row] = await this.db.queryAs<Row<ParcelOfOrder>>(ctx, sql.FIND_PARCEL, values);
    return row ?? null;
  }

  /** @returns null when it was replaced meanwhile */
  async loadFile(ctx: RequestContext, { id, sourceHash }: StoredFile): Promise<Buffer | null> {
    const values = [id, sourceHash];
    const [row] = await this.db.queryAs<{ content: string }>(ctx, sql.LOAD_FILE, values);
    if (row === undefined) return null;
    return Buffer.from(this.cipher.decrypt(row.content, placeOf(id)), 'base64');
  }

  /** Keeps the order as it is until the transaction ends, wherever it stands. */
  async hold(tx: Tx, orderId: string): Promise<void> {
    const live = await namedQuery(tx, sql.HOLD_ORDER, [orderId]);
    if (live.length === 0) await namedQuery(tx, sql.HOLD_ARCHIVED_ORDER, [orderId]);
  }

  /** The same reads inside of a transaction. */
  async findHeld(tx: Tx, orderId: string): Promise<InvoicesOfOrder | null> {
    const values = valuesOf(orderId, null);
    const [row] = await namedQuery<Row<InvoicesOfOrder>>(tx, sql.FIND_INVOICES, values);
    return row ?? null;
  }

  async findHeldParcel(tx: Tx, orderId: string, parcelId: string): Promise<ParcelOfOrder | null> {
    const values = [orderId, parcelId];
    const [row] = await namedQuery<Row<ParcelOfOrder>>(tx, sql.FIND_PARCEL, values);
    return row ?? null;
  }

  async storeFile(tx: Tx, file: NewFile): Promise<void> {
    const id = file.replaces ?? randomUUID();
    const content = this.cipher.encrypt(file.content.toString('base64'), placeOf(id));
    const { orderId, kind, subjectId, sourceHash } = file;
    await namedQuery(tx, sql.STORE_FILE, [id, orderId, kind, subjectId, sourceHash, content]);
  }

  /** Null for an order that is not among the live ones. */
  async loadInvoiced(tx: Tx, orderId: string): Promise<Invoiced | null> {
    const [row] = await namedQuery<Row<Invoiced>>(tx, sql.LOAD_INVOICED, [orderId]);
    return row ?? null;
  }

  /**
   * Takes the next number; the lock of the counter is the last one of the transaction. All papers of the shop wait for
   * it, so the transaction ends soon after.
   */
  async issue(tx: Tx, invoice: NewInvoice): Promise<{ id: string; number: string }> {
    const [issued] = await namedQuery<{ id: string; number: string }>(tx, sql.ISSUE, [
      invoice.kind === 'invoice' ? 'INV' : 'CRN',
      invoice.kind,
      invoice.orderId,
      invoice.refundId ?? null,
      invoice.correctsId ?? null,
      invoice.revision,
      invoice.currency,
      invoice.totalAmount,
      JSON.stringify(invoice.content),
    ]);
    if (issued === undefined) throw new Error('No paper was written.');
    return issued;
  }
}

function valuesOf(orderId: string, access: OrderAccess | null): unknown[] {
  return access === null ? [orderId, null, null, true] : [orderId, ...accessValues(access), false];
}

function placeOf(id: string): string {
  return `order_documents.content:${id}`;
}
