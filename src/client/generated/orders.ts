// Made from test/contract/openapi.json by "npm run openapi". What is changed here is lost with its next run.
import type { Call, PagedCall } from '../call.js';
import type { Connection } from '../connection.js';
import { type CallOptions, part } from '../operation.js';
import type {
  CancelOrderRequest,
  ClaimOrdersRequest,
  ClaimedOrdersResponse,
  DraftPriceResponse,
  LookUpOrderRequest,
  OrderInvoicesResponse,
  OrderResponse,
  OrderSummaryResponse,
  PayOrderRequest,
  PlaceDraftRequest,
  PlaceOrderRequest,
  PlacedOrderResponse,
  RequestReturnRequest,
  StartedPaymentResponse,
} from './types.js';

/** Query of {@link Orders.getSentDraft}. */
export interface GetSentDraftQuery {
  /**
   * Instead of the header.
   * @pattern ^[A-Za-z0-9_-]{43}$
   * @example "Vhd3Rk0vXq2mO1pYw8sZt4uB6nC7eF9gH0iJ5kL_aM-"
   */
  token?: string | undefined;
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link Orders.listOrders}. */
export interface ListOrdersQuery {
  /** Newest first when left out */
  sort?: "createdAt" | "-createdAt" | "totalAmount" | "-totalAmount" | undefined;
  /** Only orders of this status */
  status?: "pending" | "confirmed" | "delivering" | "delivered" | "cancelled" | "refunded" | "completed" | undefined;
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

/** Query of {@link Orders.getOrder}. */
export interface GetOrderQuery {
  /**
   * What comes with it: its invoices and credit notes
   * @uniqueItems true
   */
  include?: ("invoices")[] | undefined;
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link Orders.getOrderInvoice}. */
export interface GetOrderInvoiceQuery {
  /**
   * Instead of the header.
   * @pattern ^[A-Za-z0-9_-]{43}$
   * @example "Vhd3Rk0vXq2mO1pYw8sZt4uB6nC7eF9gH0iJ5kL_aM-"
   */
  token?: string | undefined;
}

/** Query of {@link Orders.listOrderInvoices}. */
export interface ListOrderInvoicesQuery {
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Orders. */
export class Orders {
  constructor(private readonly connection: Connection) {}

  /**
   * Take over my orders as a guest
   *
   * Without a body all guest orders of the verified e-mail address, archived ones too; with number and token that one. Orders of an account are never taken. The token of an order ends with it.
   */
  claimOrders(body?: ClaimOrdersRequest, options?: CallOptions): Call<ClaimedOrdersResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/me/orders/claim', body }, options);
  }

  /**
   * What was prepared for me
   *
   * With its price of now. The token may stand in the query: so the link of the mail leads here.
   *
   * Takes X-Draft-Token, If-None-Match.
   */
  getSentDraft(query?: GetSentDraftQuery, options?: CallOptions): Call<DraftPriceResponse> {
    return this.connection.call({ method: 'GET', path: '/api/v1/order-drafts', query }, options);
  }

  /**
   * Order what was prepared for me
   *
   * With all checks of an order. A draft becomes at most one.
   *
   * Takes X-Draft-Token, Idempotency-Key.
   */
  placeSentDraft(body: PlaceDraftRequest, options?: CallOptions): Call<PlacedOrderResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/order-drafts/place', body, keyed: true }, options);
  }

  /**
   * Order what is in the cart
   *
   * Orders the caller's active cart, all of it or nothing. Prices, stock and discounts are looked at again; what does not hold is a 409 that names each line and why. With `expectedTotal` or `quoteHash` the customer agrees to exactly that price. Guests send X-Cart-Token and an e-mail, and get an `orderToken`. The same Idempotency-Key answers the same bytes again with `Idempotent-Replayed: true`.
   *
   * Takes Accept-Language, X-Cart-Token, Idempotency-Key.
   */
  placeOrder(body: PlaceOrderRequest, options?: CallOptions): Call<PlacedOrderResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/orders', body, keyed: true, cart: true }, options);
  }

  /**
   * My orders
   *
   * Newest first, archived ones included; `total=true` counts them as well.
   *
   * Takes If-None-Match.
   */
  listOrders(query?: ListOrdersQuery, options?: CallOptions): PagedCall<{
      items: OrderSummaryResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
      /** Of the whole list; only when it was asked for */
      total?: number | undefined;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/orders', query }, options);
  }

  /**
   * Find an order without an account
   *
   * Number, e-mail and token have to belong to one order; whatever is wrong, the answer is the same.
   */
  lookUpOrder(body: LookUpOrderRequest, options?: CallOptions): Call<OrderResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/orders/lookup', body }, options);
  }

  /**
   * One of my orders
   *
   * Lines, payments, refunds, parcels, returns and history, also of an order that was archived. `include=invoices` brings its papers along.
   *
   * Takes X-Order-Token, If-None-Match.
   */
  getOrder(orderId: string, query?: GetOrderQuery, options?: CallOptions): Call<OrderResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/orders/${part(orderId)}`, query }, options);
  }

  /**
   * Give up an order
   *
   * Possible until something of it is on its way. Stock and discount uses go back at once; money that was paid is noted to go back.
   *
   * Takes X-Order-Token, Prefer.
   */
  cancelOrder(orderId: string, body?: CancelOrderRequest, options?: CallOptions): Call<OrderResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/orders/${part(orderId)}/cancel`, body }, options);
  }

  /**
   * The invoice of my order
   *
   * As it counts now. A worker makes the file: `orders.document_not_ready` comes with `Retry-After`. A guest may come by the link of his mail, with the token in the query.
   *
   * Takes X-Order-Token.
   */
  getOrderInvoice(orderId: string, query?: GetOrderInvoiceQuery, options?: CallOptions): Call<Blob> {
    return this.connection.call({ method: 'GET', path: `/api/v1/orders/${part(orderId)}/invoice.pdf`, query }, options);
  }

  /**
   * Invoices and credit notes of my order
   *
   * A credit note comes with a refund, or with a new invoice for a changed order.
   *
   * Takes X-Order-Token, If-None-Match.
   */
  listOrderInvoices(orderId: string, query?: ListOrderInvoicesQuery, options?: CallOptions): Call<OrderInvoicesResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/orders/${part(orderId)}/invoices`, query }, options);
  }

  /**
   * An invoice or credit note of my order
   *
   * Also one that was replaced. The file comes as that of `invoice.pdf`.
   *
   * Takes X-Order-Token.
   */
  getOrderInvoiceFile(orderId: string, invoiceId: string, options?: CallOptions): Call<Blob> {
    return this.connection.call({ method: 'GET', path: `/api/v1/orders/${part(orderId)}/invoices/${part(invoiceId)}/pdf` }, options);
  }

  /**
   * Pay an order
   *
   * Begins the payment, or goes on with the one that is open, and says where to send the browser, or what the gateway's script in the page needs. With `cardId` a saved card is charged at once, and the attempt takes no other one; with `amount` it is one of several payments, each over a part of what is owed. After a failed attempt it makes a new one. What became of it shows in the order, not on the way back.
   *
   * Takes X-Order-Token.
   */
  payOrder(orderId: string, body?: PayOrderRequest, options?: CallOptions): Call<StartedPaymentResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/orders/${part(orderId)}/payments`, body }, options);
  }

  /**
   * Ask to send goods back
   *
   * Pieces that were sent, for a number of days after their arrival. The shop answers by mail.
   *
   * Takes X-Order-Token, Prefer.
   */
  requestReturn(orderId: string, body: RequestReturnRequest, options?: CallOptions): Call<OrderResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/orders/${part(orderId)}/returns`, body }, options);
  }

  /**
   * Keep what I wanted to send back
   *
   * As long as the shop has not answered. The pieces may be asked for again.
   *
   * Takes X-Order-Token, Prefer.
   */
  withdrawReturn(orderId: string, returnId: string, options?: CallOptions): Call<OrderResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/orders/${part(orderId)}/returns/${part(returnId)}/withdraw` }, options);
  }
}
