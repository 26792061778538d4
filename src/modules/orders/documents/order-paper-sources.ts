import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { ENV, type Env } from '../../../config/env.js';
import { OrderAddresses } from '../data/order-addresses.js';
import type { InvoicesOfOrder, IssuedInvoice, ParcelOfOrder } from './invoices.repository.js';
import type { Paper } from './paper.types.js';
import { sellerOf } from './seller.js';

/** Change it when the papers look different: files that were made before are then made again. */
const PAPER_VERSION = 2;

/** What a file is made of, and a digest of it: equal digests, equal files. */
export interface PaperSource {
  readonly paper: Paper;
  readonly hash: string;
}

/** Makes papers of what the database tells, with the addresses opened. */
@Injectable()
export class OrderPaperSources {
  constructor(
    private readonly addresses: OrderAddresses,
    @Inject(ENV) private readonly env: Env,
  ) {}

  invoice(order: InvoicesOfOrder, invoice: IssuedInvoice): PaperSource {
    const { number, issuedAt } = invoice;
    const { orderId, billingAddress, shippingAddress } = order;
    const buyer =
      billingAddress === null
        ? this.addresses.open(orderId, shippingAddress)
        : this.addresses.open(orderId, billingAddress, 'billing_address');
    const common = { number, issuedAt, buyer };
    return sourceOf(
      invoice.kind === 'invoice'
        ? { ...common, kind: 'invoice', content: invoice.content }
        : { ...common, kind: 'credit_note', content: invoice.content },
    );
  }

  packingSlip({
    orderId,
    orderNumber,
    shippingAddress,
    notes,
    parcel,
  }: ParcelOfOrder): PaperSource {
    const { packedAt, carrier, trackingNumber, lines } = parcel;
    return sourceOf({
      kind: 'packing_slip',
      seller: sellerOf(this.env),
      orderNumber,
      packedAt,
      carrier,
      trackingNumber,
      recipient: this.addresses.open(orderId, shippingAddress),
      notes,
      lines: lines.map(({ productName, variantName, sku, quantity }) => ({
        name: variantName === productName ? productName : `${productName}, ${variantName}`,
        sku,
        quantity,
      })),
    });
  }
}

function sourceOf(paper: Paper): PaperSource {
  const text = JSON.stringify([PAPER_VERSION, paper]);
  return { paper, hash: createHash('sha256').update(text).digest('hex') };
}
