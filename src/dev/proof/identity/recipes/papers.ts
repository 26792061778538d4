import { randomUUID } from 'node:crypto';
import { FieldCipher } from '../../../../common/crypto/field-cipher.js';
import { OrderAddresses } from '../../../../modules/orders/data/order-addresses.js';
import * as sql from '../../../../modules/orders/documents/documents.sql.js';
import { invoiceContent } from '../../../../modules/orders/documents/invoice-content.js';
import type {
  Invoiced,
  InvoicesOfOrder,
  ParcelOfOrder,
} from '../../../../modules/orders/documents/invoices.repository.js';
import {
  OrderPaperSources,
  type PaperSource,
} from '../../../../modules/orders/documents/order-paper-sources.js';
import { sellerOf } from '../../../../modules/orders/documents/seller.js';
import type { Scene } from '../people/scene.js';
import { customerOf, paidOrder, parcelOf } from './desk.js';
import type { Caller, IdKind, Recipe } from './recipe.js';

/** An order with an invoice, and its file as a worker would have made it. */
interface Invoicing {
  readonly orderId: string;
  readonly orderToken: string;
  readonly invoiceId: string;
}

async function rowOf<Row>(scene: Scene, text: string, values: readonly unknown[]): Promise<Row> {
  const { rows } = await scene.shop.owner.query<Row & Record<string, unknown>>(text, [...values]);
  const [row] = rows;
  if (row === undefined) throw new Error('The order has no such paper');
  return row;
}

function sourcesOf(scene: Scene): OrderPaperSources {
  const env = scene.shop.env();
  return new OrderPaperSources(new OrderAddresses(new FieldCipher(env)), env);
}

async function store(
  scene: Scene,
  kind: 'invoice' | 'packing_slip',
  { orderId, subjectId }: { readonly orderId: string; readonly subjectId: string },
  { hash }: PaperSource,
): Promise<void> {
  const id = randomUUID();
  const content = new FieldCipher(scene.shop.env()).encrypt('', `order_documents.content:${id}`);
  const values = [id, orderId, kind, subjectId, hash, content];
  await scene.shop.owner.query(sql.STORE_FILE.text, values);
}

async function invoiced(scene: Scene, who: Caller): Promise<Invoicing> {
  const { orderId, orderToken } = await paidOrder(scene, who);
  const { order } = await rowOf<Invoiced>(scene, sql.LOAD_INVOICED.text, [orderId]);
  const content = JSON.stringify(invoiceContent(order, sellerOf(scene.shop.env())));
  const paper = ['INV', 'invoice', orderId, null, null, 1, order.currency, order.totalAmount];
  await rowOf(scene, sql.ISSUE.text, [...paper, content]);
  const found = [orderId, null, null, true];
  const row = await rowOf<InvoicesOfOrder>(scene, sql.FIND_INVOICES.text, found);
  const [invoice] = row.invoices;
  if (invoice === undefined) throw new Error('The order has no invoice');
  const subject = { orderId, subjectId: invoice.id };
  await store(scene, 'invoice', subject, sourcesOf(scene).invoice(row, invoice));
  return { orderId, orderToken, invoiceId: invoice.id };
}

const invoicedOrder: IdKind = {
  belongs: 'person',
  make: async (scene, owner) => (await invoiced(scene, owner)).orderId,
};

/** Ids of papers. */
export const PAPER_IDS: Readonly<Record<string, IdKind>> = {
  'getOrderInvoice.orderId': invoicedOrder,
  invoiceId: {
    belongs: 'person',
    make: async (scene, owner) => (await invoiced(scene, owner)).invoiceId,
  },
  // Staff serves everybody's: the recipe makes one.
  parcelId: { belongs: 'nobody', make: () => Promise.resolve(randomUUID()) },
};

const withInvoice: Recipe = async (scene, who, draft) => {
  const { orderId, orderToken, invoiceId } = await invoiced(scene, who);
  const token = who === null ? { 'x-order-token': orderToken } : {};
  return { params: { orderId, invoiceId }, headers: { ...draft.headers, ...token } };
};

const withAnyInvoice: Recipe = async (scene, who) => {
  const { orderId, invoiceId } = await invoiced(scene, await customerOf(scene, who));
  return { params: { orderId, invoiceId } };
};

/** What the routes of papers need beside their examples. */
export const PAPER_RECIPES: Readonly<Record<string, Recipe>> = {
  getOrderInvoice: withInvoice,
  getOrderInvoiceFile: withInvoice,
  listOrderInvoices: withInvoice,
  getAnyOrderInvoice: withAnyInvoice,
  getAnyOrderInvoiceFile: withAnyInvoice,
  getPackingSlip: async (scene, who) => {
    const order = await paidOrder(scene, await customerOf(scene, who));
    const { orderId } = order;
    const parcelId = await parcelOf(scene, order);
    const values = [orderId, parcelId];
    const row = await rowOf<ParcelOfOrder>(scene, sql.FIND_PARCEL.text, values);
    const subject = { orderId, subjectId: parcelId };
    await store(scene, 'packing_slip', subject, sourcesOf(scene).packingSlip(row));
    return { params: { orderId, parcelId } };
  },
};
