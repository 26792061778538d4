/** back_in_stock: can be bought again. price_drop: can be bought for no more than a limit. */
export const ALERT_KINDS = ['back_in_stock', 'price_drop'] as const;

export type AlertKind = (typeof ALERT_KINDS)[number];

/** Why something on a list cannot be bought now. */
export type WishReason = 'unavailable' | 'discontinued' | 'out_of_stock';

/** Why an item stayed on the list when the list went into the cart. */
export type KeptReason =
  WishReason | 'choose_variant' | 'quantity_too_large' | 'cart_full' | 'not_found';
