// Made from test/contract/openapi.json by "npm run openapi". What is changed here is lost with its next run.
import type { Call } from '../call.js';
import type { Connection } from '../connection.js';
import type { CallOptions } from '../operation.js';
import type {
  PaymentMethodsResponse,
  QuoteRequest,
  QuoteResponse,
  ShippingMethodsResponse,
} from './types.js';

/** Query of {@link Checkout.listPaymentMethods}. */
export interface ListPaymentMethodsQuery {
  /**
   * Amount to be paid, as a decimal string; lists only the methods that take it.
   * @pattern ^\d{1,8}(\.\d{1,2})?$
   * @example "49.90"
   */
  amount?: string | undefined;
  /**
   * Currency of the amount; the shop's own by default.
   * @pattern ^[A-Z]{3}$
   * @example "USD"
   */
  currency?: string | undefined;
  /**
   * Country the goods go to; the shop's own by default.
   * @pattern ^[A-Z]{2}$
   * @example "US"
   */
  country?: string | undefined;
  /**
   * Whether the buyer has no account.
   * @default false
   */
  guest?: boolean | undefined;
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link Checkout.listShippingMethods}. */
export interface ListShippingMethodsQuery {
  /**
   * One that the shop offers, for example `USD`; that of the cart when left out.
   * @pattern ^[A-Z]{3}$
   */
  currency?: string | undefined;
  /**
   * ISO 3166, two capital letters.
   * @pattern ^[A-Z]{2}$
   * @example "US"
   */
  country?: string | undefined;
  /**
   * City or province, where taxes differ inside the country.
   * @maxLength 100
   * @example "Portland"
   */
  region?: string | undefined;
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Checkout. */
export class Checkout {
  constructor(private readonly connection: Connection) {}

  /**
   * What an order would cost
   *
   * Prices the caller's cart, or the `lines` of the body, for a destination and a shipping method. A dry run: nothing is written or reserved. `quoteHash` stands for the result. `currency` prices the cart in another one without changing it.
   *
   * Takes X-Cart-Token.
   */
  quoteCheckout(body?: QuoteRequest, options?: CallOptions): Call<QuoteResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/checkout/quote', body, cart: true }, options);
  }

  /**
   * Ways to pay
   *
   * Methods that are active and whose gateway is set up. With `amount`, only those that take it in this currency and country.
   *
   * Takes If-None-Match.
   */
  listPaymentMethods(query?: ListPaymentMethodsQuery, options?: CallOptions): Call<PaymentMethodsResponse> {
    return this.connection.call({ method: 'GET', path: '/api/v1/payment-methods', query }, options);
  }

  /**
   * Ways of shipping to a country
   *
   * Priced for the caller's cart; without one, what they cost for small and light goods. Empty when nothing of the cart has to be sent.
   *
   * Takes X-Cart-Token, If-None-Match.
   */
  listShippingMethods(query?: ListShippingMethodsQuery, options?: CallOptions): Call<ShippingMethodsResponse> {
    return this.connection.call({ method: 'GET', path: '/api/v1/shipping-methods', query, cart: true }, options);
  }
}
