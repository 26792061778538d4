// Made from test/contract/openapi.json by "npm run openapi". What is changed here is lost with its next run.
import type { Call } from '../call.js';
import type { Connection } from '../connection.js';
import { type CallOptions, part } from '../operation.js';

/** Query of {@link Payments.receivePaymentCallback}. */
export interface ReceivePaymentCallbackQuery {
  /** Whatever the sender adds. */
  parameters?: Record<string,string> | undefined;
  /** Further names, each by itself: gateways add what they like, and their signature covers it. */
  others?: Record<string,string> | undefined;
}

/** Query of {@link Payments.receivePaymentCallbackByQuery}. */
export interface ReceivePaymentCallbackByQueryQuery {
  /** Whatever the sender adds. */
  parameters?: Record<string,string> | undefined;
  /** Further names, each by itself: gateways add what they like, and their signature covers it. */
  others?: Record<string,string> | undefined;
}

/** Query of {@link Payments.showPaymentReturn}. */
export interface ShowPaymentReturnQuery {
  /** Whatever the sender adds. */
  parameters?: Record<string,string> | undefined;
  /** Further names, each by itself: gateways send the customer back with parameters of their own. */
  others?: Record<string,string> | undefined;
}

/** Payments. */
export class Payments {
  constructor(private readonly connection: Connection) {}

  /**
   * Callback of a payment gateway
   *
   * Called by gateways. The signature is checked over the raw bytes, the message is stored once and answered in the format of the gateway; a repeated message is a success too. What it says is applied by the queue `payment-callbacks`.
   */
  receivePaymentCallback(gateway: string, body: Record<string,unknown>, query?: ReceivePaymentCallbackQuery, options?: CallOptions): Call<Record<string, unknown>> {
    return this.connection.call({ method: 'POST', path: `/api/v1/payments/callbacks/${part(gateway)}`, body, query }, options);
  }

  /**
   * Callback of a payment gateway that calls with GET
   *
   * As the POST, for gateways that put their message into the query.
   */
  receivePaymentCallbackByQuery(gateway: string, query?: ReceivePaymentCallbackByQueryQuery, options?: CallOptions): Call<Record<string, unknown>> {
    return this.connection.call({ method: 'GET', path: `/api/v1/payments/callbacks/${part(gateway)}`, query }, options);
  }

  /**
   * Page the browser comes back to after paying
   *
   * Shows the state of the payment; reads only, whatever parameters it is called with.
   */
  showPaymentReturn(reference: string, query?: ShowPaymentReturnQuery, options?: CallOptions): Call<string> {
    return this.connection.call({ method: 'GET', path: `/api/v1/payments/return/${part(reference)}`, query }, options);
  }
}
