import { formatMinor, minorFromDb } from '../../../../common/money/money.js';
import type { WishRow } from '../../data/wish-sql.js';
import type { WishlistRow } from '../../data/wishlists.repository.js';
import type { MovedItems } from '../../use-cases/move-to-cart.js';
import type { ShareLink } from '../../use-cases/share-wishlist.js';
import type { KeptReason, WishReason } from '../../wishlists.types.js';

export class ShareLinkResponse {
  /** @example "3f2504e04f8911d39a0c0305e82c3301" */
  token: string;

  url: string;
}

export class WishlistResponse {
  id: string;

  /** @example "Birthday" */
  name: string;

  /** Where things go when no list is named. */
  isDefault: boolean;

  itemCount: number;

  /** The link that shows it to others; null when it is not shared. */
  share: ShareLinkResponse | null;

  /** @example "2026-03-01T09:00:00.000Z" */
  createdAt: string;
}

export class WishlistsResponse {
  /** The default one first. */
  items: WishlistResponse[];
}

/** An item as everybody sees it who has the link. */
export class SharedWishlistItemResponse {
  productId: string;

  /** @example "linen-shirt" */
  productSlug: string;

  /** @example "Linen shirt" */
  productName: string;

  /** Null: the variant is still to be chosen. */
  variantId: string | null;

  variantName: string | null;

  imageUrl: string | null;

  /**
   * What it costs now; the lowest of the product when no variant is chosen.
   * @example "19.99"
   */
  price: string | null;

  /** @example "USD" */
  currency: string;

  /** Can be bought now. */
  purchasable: boolean;

  unavailableReason: WishReason | null;
}

export class WishlistItemResponse extends SharedWishlistItemResponse {
  id: string;

  note: string | null;

  /** What it cost when it was put on the list. */
  addedPrice: string | null;

  /**
   * What it costs more than then; below zero when it is cheaper.
   * @example "-5.00"
   */
  priceChange: string | null;

  addedAt: string;
}

export class WishlistDetailResponse extends WishlistResponse {
  /** The newest first; at most 200. */
  items: WishlistItemResponse[];
}

export class PutItemResponse {
  wishlistId: string;

  item: WishlistItemResponse;
}

export class SharedWishlistResponse {
  name: string;

  items: SharedWishlistItemResponse[];
}

export class MovedItemResponse {
  itemId: string;

  variantId: string;
}

export class KeptItemResponse {
  itemId: string;

  /** `choose_variant`: the product has several. */
  reason: KeptReason;
}

export class MovedItemsResponse {
  /** In the cart now, and no more on the list. */
  moved: MovedItemResponse[];

  /** Still on the list. */
  kept: KeptItemResponse[];
}

/** @param linkOf makes the link of a shared list */
export function toWishlistResponse(
  row: WishlistRow,
  linkOf: (shareId: string) => ShareLink,
): WishlistResponse {
  const { id, name, is_default, item_count, share_id, created_at } = row;
  return {
    id,
    name,
    isDefault: is_default,
    itemCount: item_count,
    share: share_id === null ? null : linkOf(share_id),
    createdAt: created_at.toISOString(),
  };
}

export function toSharedItemResponse(row: WishRow, currency: string): SharedWishlistItemResponse {
  return {
    productId: row.product_id,
    productSlug: row.product_slug,
    productName: row.product_name,
    variantId: row.variant_id,
    variantName: row.variant_name,
    imageUrl: row.image_url,
    price: amountOf(row.price, currency),
    currency,
    purchasable: row.reason === null,
    unavailableReason: row.reason,
  };
}

export function toWishlistItemResponse(row: WishRow, currency: string): WishlistItemResponse {
  const { price, added_price: added } = row;
  const change =
    price === null || added === null
      ? null
      : minorFromDb(price, currency) - minorFromDb(added, currency);
  return {
    id: row.id,
    ...toSharedItemResponse(row, currency),
    note: row.note,
    addedPrice: amountOf(added, currency),
    priceChange: change === null ? null : formatMinor(change, currency),
    addedAt: row.created_at.toISOString(),
  };
}

export function toMovedItemsResponse({ moved, kept }: MovedItems): MovedItemsResponse {
  return { moved: [...moved], kept: [...kept] };
}

function amountOf(decimal: string | null, currency: string): string | null {
  return decimal === null ? null : formatMinor(minorFromDb(decimal, currency), currency);
}
