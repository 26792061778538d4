import { ApiProperty } from '@nestjs/swagger';
import { toWire } from '../placing/placed-order.js';
import type { IssuedInvoice } from './invoices.repository.js';

/** An invoice or a credit note of an order. */
export class OrderInvoiceResponse {
  /** @example 'a51d2f6e-8f0c-4a5e-9a55-2a1f0d7a3c11' */
  id: string;

  /** @example 'INV-2026-000042' */
  number: string;

  @ApiProperty({ enum: ['invoice', 'credit_note'] })
  kind: 'invoice' | 'credit_note';

  /** @example '2026-03-01T12:00:00.000Z' */
  issuedAt: string;

  /** @example 'USD' */
  currency: string;

  /** Of a credit note: what it gives back. @example '45.88' */
  totalAmount: string;
}

export class OrderInvoicesResponse {
  /** Oldest first; the last invoice is the one that counts. */
  items: OrderInvoiceResponse[];
}

export function toOrderInvoices(invoices: readonly IssuedInvoice[]): OrderInvoicesResponse {
  return {
    items: invoices.map(({ id, number, kind, issuedAt, currency, totalAmount }) => ({
      id,
      number,
      kind,
      issuedAt,
      currency,
      totalAmount: toWire(totalAmount, currency),
    })),
  };
}
