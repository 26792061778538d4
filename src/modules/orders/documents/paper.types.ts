import type { AddressSnapshot } from '../../users/users.types.js';
import type { CreditNoteContent, InvoiceContent, Seller } from './invoice-content.js';

/** What all invoices and credit notes have; `buyer` is the only part about a person. */
interface NumberedPaper {
  readonly number: string;
  /** ISO 8601. */
  readonly issuedAt: string;
  readonly buyer: AddressSnapshot;
}

export interface InvoicePaper extends NumberedPaper {
  readonly kind: 'invoice';
  readonly content: InvoiceContent;
}

export interface CreditNotePaper extends NumberedPaper {
  readonly kind: 'credit_note';
  readonly content: CreditNoteContent;
}

/** What is in a parcel, for whoever packs it and whoever opens it: no prices. */
export interface PackingSlipPaper {
  readonly kind: 'packing_slip';
  readonly seller: Seller;
  readonly orderNumber: string;
  readonly packedAt: string;
  readonly carrier: string | null;
  readonly trackingNumber: string | null;
  readonly recipient: AddressSnapshot;
  readonly notes: string | null;
  readonly lines: readonly {
    readonly name: string;
    readonly sku: string | null;
    readonly quantity: number;
  }[];
}

export type Paper = InvoicePaper | CreditNotePaper | PackingSlipPaper;
