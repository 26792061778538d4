// Made from test/contract/openapi.json by "npm run openapi". What is changed here is lost with its next run.
import type { Call, PagedCall } from '../call.js';
import type { Connection } from '../connection.js';
import { type CallOptions, part } from '../operation.js';
import type {
  CapturePaymentRequest,
  ChangePaymentMethodRequest,
  CreatePaymentMethodRequest,
  KeptPaymentMethodResponse,
  KeptPaymentMethodsResponse,
  ListedRefundResponse,
  OrderPaymentMethodsRequest,
  ReconciliationIssueResponse,
  ReplayedEventResponse,
  SettleIssueRequest,
  SettlementRequest,
  SettlementResponse,
  StaffPaymentDetailResponse,
  StaffPaymentResponse,
} from './types.js';

/** Query of {@link PaymentAdministration.listKeptPaymentMethods}. */
export interface ListKeptPaymentMethodsQuery {
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link PaymentAdministration.getKeptPaymentMethod}. */
export interface GetKeptPaymentMethodQuery {
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link PaymentAdministration.listPayments}. */
export interface ListPaymentsQuery {
  /** Newest first when left out */
  sort?: "createdAt" | "-createdAt" | "amount" | "-amount" | undefined;
  /** Only those in this state */
  status?: "pending" | "success" | "failed" | "cancelled" | "refunded" | "processing" | undefined;
  /**
   * Only of this payment gateway
   * @example "sandbox"
   */
  gateway?: string | undefined;
  /**
   * Only of this order
   * @format uuid
   */
  orderId?: string | undefined;
  /**
   * Only with this reference, as the gateway knows it
   * @pattern ^[A-Za-z0-9_-]{1,64}$
   */
  reference?: string | undefined;
  /**
   * Made at this time or later.
   * @maxLength 40
   */
  from?: string | undefined;
  /**
   * Made before this time.
   * @maxLength 40
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

/** Query of {@link PaymentAdministration.getPayment}. */
export interface GetPaymentQuery {
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link PaymentAdministration.listReconciliationIssues}. */
export interface ListReconciliationIssuesQuery {
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
  /** Only those in this state */
  status?: "open" | "settled" | undefined;
  /**
   * Only of this kind
   * @pattern ^[a-z_]{1,50}$
   * @example "amount_mismatch"
   */
  kind?: string | undefined;
  /** Only of this payment gateway */
  gateway?: string | undefined;
  /**
   * Only of this day of the shop
   * @example "2026-11-22"
   */
  day?: string | undefined;
  /**
   * Only of this payment
   * @format uuid
   */
  paymentId?: string | undefined;
  /**
   * Only of this order
   * @format uuid
   */
  orderId?: string | undefined;
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link PaymentAdministration.listRefunds}. */
export interface ListRefundsQuery {
  /** `pending`: to be paid out; `unknown`: the gateway has not said how it ended */
  status?: "pending" | "unknown" | "succeeded" | "failed" | undefined;
  /** Newest first when left out; amounts as numbers, whatever their currency */
  sort?: "createdAt" | "-createdAt" | "amount" | "-amount" | undefined;
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

/** Payment administration. */
export class PaymentAdministration {
  constructor(private readonly connection: Connection) {}

  /**
   * Apply a stored message once more
   *
   * By the same rules as the first time: what counted already changes nothing.
   */
  replayPaymentEvent(eventId: string, options?: CallOptions): Call<ReplayedEventResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/payment-events/${part(eventId)}/replay` }, options);
  }

  /**
   * All ways to pay
   *
   * Those that are switched off too, and those whose gateway is not set up, in their order.
   *
   * Takes If-None-Match.
   */
  listKeptPaymentMethods(query?: ListKeptPaymentMethodsQuery, options?: CallOptions): Call<KeptPaymentMethodsResponse> {
    return this.connection.call({ method: 'GET', path: '/api/v1/admin/payment-methods', query }, options);
  }

  /**
   * Make a way to pay
   *
   * Offered at once wherever it fits, behind the others.
   *
   * Takes Prefer.
   */
  createPaymentMethod(body: CreatePaymentMethodRequest, options?: CallOptions): Call<KeptPaymentMethodResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/payment-methods', body }, options);
  }

  /**
   * In which order ways to pay are offered
   *
   * By their codes; those that are left out follow in the order they had.
   *
   * Takes Prefer.
   */
  orderPaymentMethods(body: OrderPaymentMethodsRequest, options?: CallOptions): Call<KeptPaymentMethodsResponse> {
    return this.connection.call({ method: 'PUT', path: '/api/v1/admin/payment-methods/order', body }, options);
  }

  /**
   * A way to pay
   *
   * With the ETag that a change asks for.
   *
   * Takes If-None-Match.
   */
  getKeptPaymentMethod(paymentMethodId: string, query?: GetKeptPaymentMethodQuery, options?: CallOptions): Call<KeptPaymentMethodResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/payment-methods/${part(paymentMethodId)}`, query }, options);
  }

  /**
   * Change a way to pay, switch it on or off
   *
   * What is left out stays as it is. Its code stays: orders hold it.
   *
   * Takes If-Match, Prefer.
   */
  changePaymentMethod(paymentMethodId: string, body?: ChangePaymentMethodRequest, options?: CallOptions): Call<KeptPaymentMethodResponse> {
    return this.connection.call({ method: 'PATCH', path: `/api/v1/admin/payment-methods/${part(paymentMethodId)}`, body }, options);
  }

  /**
   * Payments of all orders
   *
   * Every attempt to pay, the newest first when `sort` is left out; not those of archived orders.
   *
   * Takes If-None-Match.
   */
  listPayments(query?: ListPaymentsQuery, options?: CallOptions): PagedCall<{
      items: StaffPaymentResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/payments', query }, options);
  }

  /**
   * A payment with everything that was said about it
   *
   * Messages and answers of its gateway with what came of each, and its refunds.
   *
   * Takes If-None-Match.
   */
  getPayment(paymentId: string, query?: GetPaymentQuery, options?: CallOptions): Call<StaffPaymentDetailResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/payments/${part(paymentId)}`, query }, options);
  }

  /**
   * Take money that is held
   *
   * All of it, or a part: then the gateway lets the rest go. Happens once.
   *
   * Takes Prefer.
   */
  capturePayment(paymentId: string, body?: CapturePaymentRequest, options?: CallOptions): Call<StaffPaymentDetailResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/payments/${part(paymentId)}/capture`, body }, options);
  }

  /**
   * Ask the gateway now
   *
   * What it answers counts like a message of its own. A gateway that cannot be asked changes nothing.
   */
  queryPayment(paymentId: string, options?: CallOptions): Call<StaffPaymentDetailResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/payments/${part(paymentId)}/query` }, options);
  }

  /**
   * Let go money that is held
   *
   * The order stays as it is, and is owed again.
   *
   * Takes Prefer.
   */
  voidPayment(paymentId: string, options?: CallOptions): Call<StaffPaymentDetailResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/payments/${part(paymentId)}/void` }, options);
  }

  /**
   * What does not agree about money
   *
   * Messages that fit no payment, amounts that differ, payments and refunds that a gateway has not decided, differences to settlement files. The newest first.
   *
   * Takes If-None-Match.
   */
  listReconciliationIssues(query?: ListReconciliationIssuesQuery, options?: CallOptions): PagedCall<{
      items: ReconciliationIssueResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/reconciliation', query }, options);
  }

  /**
   * Compare a settlement file with the books
   *
   * Each difference becomes an issue; the same file again finds the same ones, and those that are none any more are settled.
   */
  compareSettlement(body: SettlementRequest, options?: CallOptions): Call<SettlementResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/reconciliation/settlements', body }, options);
  }

  /**
   * Note what was done about an issue
   *
   * It moves no money: that is done where money is moved. Once; then it is history.
   *
   * Takes Prefer.
   */
  settleReconciliationIssue(issueId: string, body: SettleIssueRequest, options?: CallOptions): Call<ReconciliationIssueResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/reconciliation/${part(issueId)}/settle`, body }, options);
  }

  /**
   * Refunds of all orders
   *
   * All filters together, those of archived orders included, the newest first when `sort` is left out. `status=pending` is what is to be paid out.
   *
   * Takes If-None-Match.
   */
  listRefunds(query?: ListRefundsQuery, options?: CallOptions): PagedCall<{
      items: ListedRefundResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/refunds', query }, options);
  }
}
