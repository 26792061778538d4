// Made from test/contract/openapi.json by "npm run openapi". What is changed here is lost with its next run.
import type { Call, PagedCall } from '../call.js';
import type { Connection } from '../connection.js';
import { type CallOptions, part } from '../operation.js';
import type {
  AlertResponse,
  ArmAlertRequest,
  ChangeWishlistItemRequest,
  ChangeWishlistRequest,
  CreateWishlistRequest,
  MoveToCartRequest,
  MovedItemsResponse,
  PutItemResponse,
  PutOnWishlistRequest,
  ShareLinkResponse,
  SharedWishlistResponse,
  TransferItemsRequest,
  WishlistDetailResponse,
  WishlistItemResponse,
  WishlistResponse,
  WishlistsResponse,
} from './types.js';

/** Query of {@link Wishlists.showUnsubscribe}. */
export interface ShowUnsubscribeQuery {
  /** Whatever the sender adds. */
  parameters?: Record<string,string> | undefined;
  /** Further names, each by itself: opened from a mail: programs of mail add parameters of their own. */
  others?: Record<string,string> | undefined;
}

/** Query of {@link Wishlists.unsubscribeAlerts}. */
export interface UnsubscribeAlertsQuery {
  /** Whatever the sender adds. */
  parameters?: Record<string,string> | undefined;
  /** Further names, each by itself: sent by programs of mail (List-Unsubscribe). */
  others?: Record<string,string> | undefined;
}

/** Query of {@link Wishlists.listMyAlerts}. */
export interface ListMyAlertsQuery {
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

/** Query of {@link Wishlists.listMyWishlists}. */
export interface ListMyWishlistsQuery {
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link Wishlists.getMyWishlist}. */
export interface GetMyWishlistQuery {
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link Wishlists.showSharedWishlist}. */
export interface ShowSharedWishlistQuery {
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Wishlists. */
export class Wishlists {
  constructor(private readonly connection: Connection) {}

  /**
   * The page behind the link that ends alerts
   *
   * Shows a button; by itself it ends nothing.
   */
  showUnsubscribe(token: string, query?: ShowUnsubscribeQuery, options?: CallOptions): Call<string> {
    return this.connection.call({ method: 'GET', path: `/api/v1/alerts/unsubscribe/${part(token)}`, query }, options);
  }

  /**
   * End all alerts of a person
   *
   * By the link of a mail, with one click. Once more changes nothing.
   */
  unsubscribeAlerts(token: string, query?: UnsubscribeAlertsQuery, options?: CallOptions): Call<string> {
    return this.connection.call({ method: 'POST', path: `/api/v1/alerts/unsubscribe/${part(token)}`, query }, options);
  }

  /**
   * What I wait for
   *
   * Newest first, also what I was told of already.
   *
   * Takes If-None-Match.
   */
  listMyAlerts(query?: ListMyAlertsQuery, options?: CallOptions): PagedCall<{
      items: AlertResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/me/alerts', query }, options);
  }

  /**
   * Be told when a variant is back or cheaper
   *
   * By mail, once. Asking again for the same writes the new target price (200). 409 when it can be had now. The mail is in the language of this request.
   *
   * Takes Accept-Language, Prefer.
   */
  armAlert(body: ArmAlertRequest, options?: CallOptions): Call<AlertResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/me/alerts', body }, options);
  }

  /**
   * Stop waiting for something
   *
   * Take the id from the list.
   */
  endAlert(alertId: string, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: `/api/v1/me/alerts/${part(alertId)}` }, options);
  }

  /**
   * Put something on the default wishlist
   *
   * Which is made when there is none. 200 when it was there already.
   *
   * Takes Prefer.
   */
  addToDefaultWishlist(body?: PutOnWishlistRequest, options?: CallOptions): Call<PutItemResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/me/wishlist-items', body }, options);
  }

  /**
   * My wishlists
   *
   * Without what is on them.
   *
   * Takes If-None-Match.
   */
  listMyWishlists(query?: ListMyWishlistsQuery, options?: CallOptions): Call<WishlistsResponse> {
    return this.connection.call({ method: 'GET', path: '/api/v1/me/wishlists', query }, options);
  }

  /**
   * Make a wishlist
   *
   * At most 20; the first one is the default.
   *
   * Takes Prefer.
   */
  createWishlist(body: CreateWishlistRequest, options?: CallOptions): Call<WishlistResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/me/wishlists', body }, options);
  }

  /**
   * One of my wishlists
   *
   * Each item with its price now, and why it cannot be bought.
   *
   * Takes If-None-Match.
   */
  getMyWishlist(wishlistId: string, query?: GetMyWishlistQuery, options?: CallOptions): Call<WishlistDetailResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/me/wishlists/${part(wishlistId)}`, query }, options);
  }

  /**
   * Rename a wishlist or make it the default
   *
   * What is left out stays.
   *
   * Takes Prefer.
   */
  changeWishlist(wishlistId: string, body?: ChangeWishlistRequest, options?: CallOptions): Call<WishlistResponse> {
    return this.connection.call({ method: 'PATCH', path: `/api/v1/me/wishlists/${part(wishlistId)}`, body }, options);
  }

  /**
   * Delete a wishlist
   *
   * With all that is on it. The oldest of the others becomes the default.
   */
  deleteWishlist(wishlistId: string, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: `/api/v1/me/wishlists/${part(wishlistId)}` }, options);
  }

  /**
   * Move items into the cart
   *
   * One piece each, all or the named ones. What cannot be sold now stays, with the reason.
   */
  moveWishlistToCart(wishlistId: string, body?: MoveToCartRequest, options?: CallOptions): Call<MovedItemsResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/me/wishlists/${part(wishlistId)}/cart`, body }, options);
  }

  /**
   * Put something on a wishlist
   *
   * Once: a second time only its note is written, and the answer is 200.
   *
   * Takes Prefer.
   */
  addToWishlist(wishlistId: string, body?: PutOnWishlistRequest, options?: CallOptions): Call<PutItemResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/me/wishlists/${part(wishlistId)}/items`, body }, options);
  }

  /**
   * Write a note to an item
   *
   * Only the owner of the list sees it.
   *
   * Takes Prefer.
   */
  changeWishlistItem(wishlistId: string, itemId: string, body: ChangeWishlistItemRequest, options?: CallOptions): Call<WishlistItemResponse> {
    return this.connection.call({ method: 'PATCH', path: `/api/v1/me/wishlists/${part(wishlistId)}/items/${part(itemId)}`, body }, options);
  }

  /**
   * Take an item off a wishlist
   *
   * It stays on the others.
   */
  removeWishlistItem(wishlistId: string, itemId: string, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: `/api/v1/me/wishlists/${part(wishlistId)}/items/${part(itemId)}` }, options);
  }

  /**
   * Share a wishlist by a link
   *
   * A new link each time: the one before leads nowhere from then on.
   */
  shareWishlist(wishlistId: string, options?: CallOptions): Call<ShareLinkResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/me/wishlists/${part(wishlistId)}/share` }, options);
  }

  /**
   * Take the link of a wishlist back
   *
   * It leads nowhere from then on.
   */
  unshareWishlist(wishlistId: string, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: `/api/v1/me/wishlists/${part(wishlistId)}/share` }, options);
  }

  /**
   * Copy or move items to another wishlist
   *
   * All of them or none; what is there already stays as it is.
   */
  transferWishlistItems(wishlistId: string, body: TransferItemsRequest, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'POST', path: `/api/v1/me/wishlists/${part(wishlistId)}/transfer`, body }, options);
  }

  /**
   * A wishlist by its link
   *
   * The list's name and what the shop shows of it: no notes, and nothing of its owner.
   *
   * Takes If-None-Match.
   */
  showSharedWishlist(token: string, query?: ShowSharedWishlistQuery, options?: CallOptions): Call<SharedWishlistResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/wishlists/shared/${part(token)}`, query }, options);
  }
}
