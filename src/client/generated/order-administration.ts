// Made from test/contract/openapi.json by "npm run openapi". What is changed here is lost with its next run.
import type { Call, PagedCall } from '../call.js';
import type { Connection } from '../connection.js';
import { type CallOptions, part } from '../operation.js';
import type {
  AppliedEditResponse,
  ApplyEditRequest,
  ApproveReturnRequest,
  CreateFulfilmentRequest,
  DraftPriceResponse,
  DraftResponse,
  EditPreviewResponse,
  FinishRefundRequest,
  ListedReturnResponse,
  NameDraftPricesRequest,
  OrderEditResponse,
  OrderInvoicesResponse,
  OrderTransitionRequest,
  OrderTransitionResultsResponse,
  OrderTransitionsRequest,
  ParcelLabelRequest,
  PlaceDraftRequest,
  PlacedOrderResponse,
  PreviewEditRequest,
  ReceiveReturnRequest,
  RecordPaymentRequest,
  RefundAskedResponse,
  RefundOrderRequest,
  RejectReturnRequest,
  SaveDraftRequest,
  SentDraftResponse,
  ShipFulfilmentRequest,
  StaffOrderResponse,
  StaffOrderSummaryResponse,
} from './types.js';

/** Query of {@link OrderAdministration.listAllOrders}. */
export interface ListAllOrdersQuery {
  /** Newest first when left out */
  sort?: "createdAt" | "-createdAt" | "totalAmount" | "-totalAmount" | undefined;
  /**
   * Orders of one of these states; with commas between
   * @maxItems 7
   */
  status?: ("pending" | "confirmed" | "delivering" | "delivered" | "cancelled" | "refunded" | "completed")[] | undefined;
  /** How the money of the order stands */
  paymentState?: "unpaid" | "partially_paid" | "paid" | "refund_pending" | "partially_refunded" | "refunded" | undefined;
  /**
   * The whole address that the order was placed with.
   * @example "alice@example.com"
   */
  email?: string | undefined;
  /**
   * Id of the account.
   * @format uuid
   */
  customerId?: string | undefined;
  /**
   * Orders of this variant.
   * @example "LINEN-SHIRT-WHITE-M"
   */
  sku?: string | undefined;
  /**
   * In the currency of each order.
   * @pattern ^\d{1,8}(\.\d{1,2})?$
   * @example "10.00"
   */
  minTotal?: string | undefined;
  /**
   * See `minTotal`.
   * @pattern ^\d{1,8}(\.\d{1,2})?$
   */
  maxTotal?: string | undefined;
  /** Whether the customer wants to send something back, or has. */
  hasReturns?: boolean | undefined;
  /**
   * Placed then or later.
   * @format date-time
   * @example "2020-01-01T00:00:00Z"
   */
  from?: string | undefined;
  /**
   * Placed before.
   * @format date-time
   */
  to?: string | undefined;
  /**
   * The whole number, as it is printed on the order.
   * @pattern ^[\x21-\x7e]{1,40}$
   */
  orderNumber?: string | undefined;
  /** Whether to count the whole list. */
  total?: boolean | undefined;
  /**
   * How many items at most.
   * @min 1
   * @max 100
   * @default 20
   * @example 20
   */
  limit?: number | undefined;
  /**
   * `nextCursor` of the page before; leave it out for the first page.
   * @maxLength 2048
   */
  cursor?: string | undefined;
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link OrderAdministration.listOrderDrafts}. */
export interface ListOrderDraftsQuery {
  /**
   * How many items at most.
   * @min 1
   * @max 100
   * @default 20
   * @example 20
   */
  limit?: number | undefined;
  /**
   * `nextCursor` of the page before; leave it out for the first page.
   * @maxLength 2048
   */
  cursor?: string | undefined;
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link OrderAdministration.getOrderDraft}. */
export interface GetOrderDraftQuery {
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link OrderAdministration.priceOrderDraft}. */
export interface PriceOrderDraftQuery {
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link OrderAdministration.getAnyOrder}. */
export interface GetAnyOrderQuery {
  /**
   * What comes with it, with commas between: its invoices and credit notes, its last twenty edits
   * @uniqueItems true
   */
  include?: ("invoices" | "edits")[] | undefined;
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link OrderAdministration.listOrderEdits}. */
export interface ListOrderEditsQuery {
  /**
   * How many items at most.
   * @min 1
   * @max 100
   * @default 20
   * @example 20
   */
  limit?: number | undefined;
  /**
   * `nextCursor` of the page before; leave it out for the first page.
   * @maxLength 2048
   */
  cursor?: string | undefined;
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link OrderAdministration.listAnyOrderInvoices}. */
export interface ListAnyOrderInvoicesQuery {
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link OrderAdministration.listReturns}. */
export interface ListReturnsQuery {
  /** `requested` waits for an answer, `approved` for the goods, `received` for money */
  status?: "requested" | "approved" | "rejected" | "received" | "closed" | "withdrawn" | undefined;
  /** Newest first when left out */
  sort?: "createdAt" | "-createdAt" | undefined;
  /**
   * Of this order alone.
   * @format uuid
   */
  orderId?: string | undefined;
  /**
   * Asked for then or later.
   * @format date-time
   * @example "2020-01-01T00:00:00Z"
   */
  from?: string | undefined;
  /**
   * Asked for before.
   * @format date-time
   */
  to?: string | undefined;
  /**
   * How many items at most.
   * @min 1
   * @max 100
   * @default 20
   * @example 20
   */
  limit?: number | undefined;
  /**
   * `nextCursor` of the page before; leave it out for the first page.
   * @maxLength 2048
   */
  cursor?: string | undefined;
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Order administration. */
export class OrderAdministration {
  constructor(private readonly connection: Connection) {}

  /**
   * Orders of the shop
   *
   * All filters together, archived orders included. Newest first; `total=true` counts them as well.
   *
   * Takes If-None-Match.
   */
  listAllOrders(query?: ListAllOrdersQuery, options?: CallOptions): PagedCall<{
      items: StaffOrderSummaryResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
      /** Of the whole list; only when it was asked for */
      total?: number | undefined;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/orders', query }, options);
  }

  /**
   * Drafts that are no orders yet
   *
   * Newest first.
   *
   * Takes If-None-Match.
   */
  listOrderDrafts(query?: ListOrderDraftsQuery, options?: CallOptions): PagedCall<{
      items: DraftResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/orders/drafts', query }, options);
  }

  /**
   * Prepare an order
   *
   * No stock is held until it is placed.
   *
   * Takes Prefer.
   */
  createOrderDraft(body: SaveDraftRequest, options?: CallOptions): Call<DraftResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/orders/drafts', body }, options);
  }

  /**
   * A draft
   *
   * With its ETag; what it costs is asked for separately.
   *
   * Takes If-None-Match.
   */
  getOrderDraft(draftId: string, query?: GetOrderDraftQuery, options?: CallOptions): Call<DraftResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/orders/drafts/${part(draftId)}`, query }, options);
  }

  /**
   * Change a draft
   *
   * The body is all of it; prices that were named for its lines stay, unless the currency changes. A token that was sent works no more.
   *
   * Takes If-Match, Prefer.
   */
  replaceOrderDraft(draftId: string, body: SaveDraftRequest, options?: CallOptions): Call<DraftResponse> {
    return this.connection.call({ method: 'PUT', path: `/api/v1/admin/orders/drafts/${part(draftId)}`, body }, options);
  }

  /**
   * Give a draft up
   *
   * One that became an order stays.
   *
   * Takes If-Match.
   */
  deleteOrderDraft(draftId: string, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: `/api/v1/admin/orders/drafts/${part(draftId)}` }, options);
  }

  /**
   * Order a draft for its customer
   *
   * With all checks of an order. A draft becomes at most one.
   *
   * Takes Idempotency-Key.
   */
  placeOrderDraft(draftId: string, body: PlaceDraftRequest, options?: CallOptions): Call<PlacedOrderResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/orders/drafts/${part(draftId)}/place`, body, keyed: true }, options);
  }

  /**
   * What a draft costs now
   *
   * By the function that prices its order; lines that cannot be ordered say why.
   *
   * Takes If-None-Match.
   */
  priceOrderDraft(draftId: string, query?: PriceOrderDraftQuery, options?: CallOptions): Call<DraftPriceResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/orders/drafts/${part(draftId)}/price`, query }, options);
  }

  /**
   * Name prices of lines
   *
   * Instead of those of the shop, each with its reason.
   *
   * Takes If-Match, Prefer.
   */
  nameOrderDraftPrices(draftId: string, body: NameDraftPricesRequest, options?: CallOptions): Call<DraftResponse> {
    return this.connection.call({ method: 'PUT', path: `/api/v1/admin/orders/drafts/${part(draftId)}/prices`, body }, options);
  }

  /**
   * Open a draft to its customer
   *
   * He gets a mail with a link. Answers the token in it, with which he sees and orders the draft, as X-Draft-Token.
   *
   * Takes If-Match.
   */
  sendOrderDraft(draftId: string, options?: CallOptions): Call<SentDraftResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/orders/drafts/${part(draftId)}/send` }, options);
  }

  /**
   * Cancel or complete many orders
   *
   * Up to 500, one result each, by the rules of a single change; what cannot be changed stops no other. Orders whose money was taken are cancelled one by one.
   */
  changeOrderStates(body: OrderTransitionsRequest, options?: CallOptions): Call<OrderTransitionResultsResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/orders/transitions', body }, options);
  }

  /**
   * An order of the shop
   *
   * With its history (who, when, why), payments, refunds, parcels and returns; `include` brings invoices and edits along. The ETag changes with all of them; that of an archived order is none to insist on.
   *
   * Takes If-None-Match.
   */
  getAnyOrder(orderId: string, query?: GetAnyOrderQuery, options?: CallOptions): Call<StaffOrderResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/orders/${part(orderId)}`, query }, options);
  }

  /**
   * What was changed in an order
   *
   * Newest first, with who and why, and the order before and after. Archived orders too.
   *
   * Takes If-None-Match.
   */
  listOrderEdits(orderId: string, query?: ListOrderEditsQuery, options?: CallOptions): PagedCall<{
      items: OrderEditResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: `/api/v1/admin/orders/${part(orderId)}/edits`, query }, options);
  }

  /**
   * Edit an order
   *
   * Pending or confirmed. Everything is computed again; where it does not come to what the preview has shown it is a 409. What is above the new total goes back by pending refunds, what is owed shows as `amountDue` of the order. The same Idempotency-Key answers the same bytes again with `Idempotent-Replayed: true`.
   *
   * Takes Idempotency-Key, If-Match.
   */
  editOrder(orderId: string, body: ApplyEditRequest, options?: CallOptions): Call<AppliedEditResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/orders/${part(orderId)}/edits`, body, keyed: true }, options);
  }

  /**
   * What an edit of an order would come to
   *
   * The whole new price, what is to be collected or goes back, and what keeps lines from being had. Lines that are there keep their unit price; what comes costs what it costs today. Writes nothing and holds no stock.
   */
  previewOrderEdit(orderId: string, body: PreviewEditRequest, options?: CallOptions): Call<EditPreviewResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/orders/${part(orderId)}/edits/preview`, body }, options);
  }

  /**
   * Pack a parcel
   *
   * With some pieces of a confirmed order, never more than other parcels and refunds have left. Nothing leaves yet.
   *
   * Takes If-Match, Prefer.
   */
  createFulfilment(orderId: string, body: CreateFulfilmentRequest, options?: CallOptions): Call<StaffOrderResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/orders/${part(orderId)}/fulfilments`, body }, options);
  }

  /**
   * Write carrier and tracking number on a parcel
   *
   * Before it leaves or afterwards.
   *
   * Takes If-Match, Prefer.
   */
  changeFulfilment(orderId: string, fulfilmentId: string, body?: ParcelLabelRequest, options?: CallOptions): Call<StaffOrderResponse> {
    return this.connection.call({ method: 'PATCH', path: `/api/v1/admin/orders/${part(orderId)}/fulfilments/${part(fulfilmentId)}`, body }, options);
  }

  /**
   * Unpack a parcel
   *
   * Its pieces can go into another one. One that was sent by mistake goes back to its location; the order stays on its way.
   *
   * Takes If-Match, Prefer.
   */
  cancelFulfilment(orderId: string, fulfilmentId: string, options?: CallOptions): Call<StaffOrderResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/orders/${part(orderId)}/fulfilments/${part(fulfilmentId)}/cancel` }, options);
  }

  /**
   * Note that a parcel has arrived
   *
   * With the last one the order is delivered. The customer gets a mail.
   *
   * Takes If-Match, Prefer.
   */
  deliverFulfilment(orderId: string, fulfilmentId: string, options?: CallOptions): Call<StaffOrderResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/orders/${part(orderId)}/fulfilments/${part(fulfilmentId)}/deliver` }, options);
  }

  /**
   * Send a parcel
   *
   * Its pieces leave their location; with the first parcel the order is on its way. The customer gets a mail.
   *
   * Takes If-Match, Prefer.
   */
  shipFulfilment(orderId: string, fulfilmentId: string, body?: ShipFulfilmentRequest, options?: CallOptions): Call<StaffOrderResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/orders/${part(orderId)}/fulfilments/${part(fulfilmentId)}/ship`, body }, options);
  }

  /**
   * The invoice of an order
   *
   * As it counts now. A worker makes the file: `orders.document_not_ready` comes with `Retry-After`.
   */
  getAnyOrderInvoice(orderId: string, options?: CallOptions): Call<Blob> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/orders/${part(orderId)}/invoice.pdf` }, options);
  }

  /**
   * Invoices and credit notes of an order
   *
   * A credit note comes with a refund, or with a new invoice for a changed order.
   *
   * Takes If-None-Match.
   */
  listAnyOrderInvoices(orderId: string, query?: ListAnyOrderInvoicesQuery, options?: CallOptions): Call<OrderInvoicesResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/orders/${part(orderId)}/invoices`, query }, options);
  }

  /**
   * An invoice or credit note of an order
   *
   * Also one that was replaced. The file comes as that of `invoice.pdf`.
   */
  getAnyOrderInvoiceFile(orderId: string, invoiceId: string, options?: CallOptions): Call<Blob> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/orders/${part(orderId)}/invoices/${part(invoiceId)}/pdf` }, options);
  }

  /**
   * What is in a parcel
   *
   * Without prices. A worker makes the file, as with invoices.
   */
  getPackingSlip(orderId: string, parcelId: string, options?: CallOptions): Call<Blob> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/orders/${part(orderId)}/parcels/${part(parcelId)}/packing-slip.pdf` }, options);
  }

  /**
   * Note that the money of an order is here
   *
   * Paid on delivery or by bank transfer. A pending order is confirmed by it. Not while a gateway may still take the money.
   *
   * Takes If-Match, Prefer.
   */
  recordOrderPayment(orderId: string, body: RecordPaymentRequest, options?: CallOptions): Call<StaffOrderResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/orders/${part(orderId)}/payments/record`, body }, options);
  }

  /**
   * Give money of an order back
   *
   * Pieces with their own share of discount and tax, shipping, goodwill; never more than was paid. Pieces that have not left are free to be sold again. The money waits as pending refunds. The same Idempotency-Key answers the same bytes again with `Idempotent-Replayed: true`.
   *
   * Takes Idempotency-Key, If-Match.
   */
  refundOrder(orderId: string, body: RefundOrderRequest, options?: CallOptions): Call<RefundAskedResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/orders/${part(orderId)}/refunds`, body, keyed: true }, options);
  }

  /**
   * Note how a refund ended
   *
   * For money that no gateway sends back: cash, a bank transfer, or one that was settled by hand. Once; a refund that had succeeded may still fail.
   *
   * Takes Prefer.
   */
  finishOrderRefund(orderId: string, refundId: string, body: FinishRefundRequest, options?: CallOptions): Call<StaffOrderResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/orders/${part(orderId)}/refunds/${part(refundId)}/finish`, body }, options);
  }

  /**
   * Bring an order back from the archive
   *
   * To change something about it, a late refund for example. Number, id and all of its rows stay what they were; no stock and no money moves. For thirty days the archive leaves it alone.
   *
   * Takes Prefer.
   */
  restoreOrder(orderId: string, options?: CallOptions): Call<StaffOrderResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/orders/${part(orderId)}/restore` }, options);
  }

  /**
   * Let a customer send goods back
   *
   * The customer gets a mail with the answer.
   *
   * Takes If-Match, Prefer.
   */
  approveReturn(orderId: string, returnId: string, body?: ApproveReturnRequest, options?: CallOptions): Call<StaffOrderResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/orders/${part(orderId)}/returns/${part(returnId)}/approve`, body }, options);
  }

  /**
   * Take in what came back
   *
   * Each piece goes back on the shelf or is written off. What was paid for the pieces waits as a pending refund, with their own share of discount and tax.
   *
   * Takes If-Match, Prefer.
   */
  receiveReturn(orderId: string, returnId: string, body: ReceiveReturnRequest, options?: CallOptions): Call<StaffOrderResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/orders/${part(orderId)}/returns/${part(returnId)}/receive`, body }, options);
  }

  /**
   * Do not take goods back
   *
   * The customer gets a mail that says why.
   *
   * Takes If-Match, Prefer.
   */
  rejectReturn(orderId: string, returnId: string, body: RejectReturnRequest, options?: CallOptions): Call<StaffOrderResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/orders/${part(orderId)}/returns/${part(returnId)}/reject`, body }, options);
  }

  /**
   * Confirm, cancel or complete an order
   *
   * `confirmed`: the money of a pending order came without a gateway. `cancelled`: nothing of it has left; stock, discount uses and money go back. `completed`: after its delivery. The other states follow from parcels and refunds; what is possible now stands in `details.allowed` of the 409.
   *
   * Takes If-Match, Prefer.
   */
  changeOrderState(orderId: string, body: OrderTransitionRequest, options?: CallOptions): Call<StaffOrderResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/orders/${part(orderId)}/transitions`, body }, options);
  }

  /**
   * Returns of all orders
   *
   * All filters together, those of archived orders included, the newest first when `sort` is left out. `status=requested` is what waits for an answer.
   *
   * Takes If-None-Match.
   */
  listReturns(query?: ListReturnsQuery, options?: CallOptions): PagedCall<{
      items: ListedReturnResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/returns', query }, options);
  }
}
