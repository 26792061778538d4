// Made from test/contract/openapi.json by "npm run openapi". What is changed here is lost with its next run.
import type { Call } from '../call.js';
import type { Connection } from '../connection.js';
import { type CallOptions, part } from '../operation.js';
import type {
  AddCartCodeRequest,
  AddNotedItemRequest,
  CartResponse,
  ChangeCartItemRequest,
  ChangeCartRequest,
} from './types.js';

/** Query of {@link Cart.getCart}. */
export interface GetCartQuery {
  /**
   * Code of a shipping method, as `GET /shipping-methods` lists them.
   * @maxLength 50
   * @example "standard"
   */
  shippingMethodCode?: string | undefined;
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
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link Cart.addCartCode}. */
export interface AddCartCodeQuery {
  /** Before `Accept-Language`. */
  locale?: string | undefined;
  /** One that the shop offers. */
  currency?: string | undefined;
}

/** Query of {@link Cart.addCartItem}. */
export interface AddCartItemQuery {
  /** Before `Accept-Language`. */
  locale?: string | undefined;
  /** One that the shop offers. */
  currency?: string | undefined;
}

/** Cart. */
export class Cart {
  constructor(private readonly connection: Connection) {}

  /**
   * The cart with its price
   *
   * Lines that cannot be bought as they stand carry `problems`; the rest is priced. Without a cart the answer is an empty one and nothing is stored.
   *
   * Takes X-Cart-Token, If-None-Match.
   */
  getCart(query?: GetCartQuery, options?: CallOptions): Call<CartResponse> {
    return this.connection.call({ method: 'GET', path: '/api/v1/cart', query, cart: true }, options);
  }

  /**
   * Empty the cart
   *
   * Takes out all lines and codes. The cart itself and its token stay.
   *
   * Takes X-Cart-Token, If-Match, Prefer.
   */
  clearCart(options?: CallOptions): Call<CartResponse> {
    return this.connection.call({ method: 'DELETE', path: '/api/v1/cart', cart: true }, options);
  }

  /**
   * Change the currency or the note of the cart
   *
   * Makes the cart when there is none. In another currency all lines are priced anew; one without a price in the currency says so in its `problems` and is not priced.
   *
   * Takes X-Cart-Token, If-Match, Prefer.
   */
  changeCart(body?: ChangeCartRequest, options?: CallOptions): Call<CartResponse> {
    return this.connection.call({ method: 'PATCH', path: '/api/v1/cart', body, cart: true }, options);
  }

  /**
   * Enter a discount code
   *
   * The code stays in the cart whether it applies now or not; `discounts` says what it takes off, or why nothing. Entering it again changes nothing.
   *
   * Takes X-Cart-Token, Accept-Language, If-Match, Prefer.
   */
  addCartCode(body: AddCartCodeRequest, query?: AddCartCodeQuery, options?: CallOptions): Call<CartResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/cart/codes', body, query, cart: true }, options);
  }

  /**
   * Take a discount code out of the cart
   *
   * In upper or lower case.
   *
   * Takes X-Cart-Token, If-Match, Prefer.
   */
  removeCartCode(code: string, options?: CallOptions): Call<CartResponse> {
    return this.connection.call({ method: 'DELETE', path: `/api/v1/cart/codes/${part(code)}`, cart: true }, options);
  }

  /**
   * Put a variant into the cart
   *
   * Makes the cart when there is none; a new guest's cart answers its secret once, in `token` and in the header X-Cart-Token. A new cart counts in the currency of `?currency=`. A variant that is in the cart already grows. More than there is in stock is allowed and shows as a problem.
   *
   * Takes X-Cart-Token, Accept-Language, If-Match, Prefer.
   */
  addCartItem(body: AddNotedItemRequest, query?: AddCartItemQuery, options?: CallOptions): Call<CartResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/cart/items', body, query, cart: true }, options);
  }

  /**
   * Change the quantity or the note of a line
   *
   * A sent quantity also accepts the price of now, when it had changed.
   *
   * Takes X-Cart-Token, If-Match, Prefer.
   */
  changeCartItem(id: string, body?: ChangeCartItemRequest, options?: CallOptions): Call<CartResponse> {
    return this.connection.call({ method: 'PATCH', path: `/api/v1/cart/items/${part(id)}`, body, cart: true }, options);
  }

  /**
   * Take a line out of the cart
   *
   * All pieces of it.
   *
   * Takes X-Cart-Token, If-Match, Prefer.
   */
  removeCartItem(id: string, options?: CallOptions): Call<CartResponse> {
    return this.connection.call({ method: 'DELETE', path: `/api/v1/cart/items/${part(id)}`, cart: true }, options);
  }
}
