import { defineError } from '../../common/errors/domain-error.js';

/** Also somebody else's, and a link that was taken back. */
export class WishlistNotFound extends defineError(
  'wishlists.not_found',
  'not_found',
  'There is no such wishlist',
) {}

export class WishlistItemNotFound extends defineError(
  'wishlists.item_not_found',
  'not_found',
  'There is no such item on the wishlist',
) {}

export class TooManyWishlists extends defineError(
  'wishlists.too_many_lists',
  'unprocessable',
  'A customer can have at most 20 wishlists',
) {}

export class TooManyWishlistItems extends defineError(
  'wishlists.too_many_items',
  'unprocessable',
  'A wishlist can have at most 200 items',
) {}

export class AlertNotFound extends defineError(
  'wishlists.alert_not_found',
  'not_found',
  'There is no such alert',
) {}

export class TooManyAlerts extends defineError(
  'wishlists.too_many_alerts',
  'unprocessable',
  'A customer can wait for at most 200 things',
) {}

/** What he wants to be told of is so already. */
export class AlertNotNeeded extends defineError(
  'wishlists.alert_not_needed',
  'conflict',
  'There is nothing to wait for: it can be had now',
) {}

export class EmailNotVerified extends defineError(
  'wishlists.email_not_verified',
  'forbidden',
  'Verify your e-mail address first: that is where the alert goes',
) {}

/** The secret of an unsubscribe link is wrong. */
export class UnsubscribeLinkInvalid extends defineError(
  'wishlists.unsubscribe_link_invalid',
  'not_found',
  'This link is not complete',
) {}
