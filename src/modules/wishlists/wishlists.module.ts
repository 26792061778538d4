import { Module } from '@nestjs/common';
import { CartModule } from '../cart/cart.module.js';
import { AlertsRepository } from './data/alerts.repository.js';
import { WishlistItemsRepository } from './data/wishlist-items.repository.js';
import { WishlistsRepository } from './data/wishlists.repository.js';
import { UnsubscribeLinks } from './unsubscribe-links.js';
import { ArmAlert } from './use-cases/arm-alert.js';
import { FillWishlist } from './use-cases/fill-wishlist.js';
import { ManageWishlists } from './use-cases/manage-wishlists.js';
import { MoveToCart } from './use-cases/move-to-cart.js';
import { ReadWishes } from './use-cases/read-wishes.js';
import { ShareWishlist } from './use-cases/share-wishlist.js';

const USE_CASES = [ArmAlert, FillWishlist, ManageWishlists, MoveToCart, ReadWishes, ShareWishlist];

/** Wishlists, and what customers want to be told about variants. */
@Module({
  imports: [CartModule],
  providers: [
    AlertsRepository,
    UnsubscribeLinks,
    WishlistItemsRepository,
    WishlistsRepository,
    ...USE_CASES,
  ],
  exports: [...USE_CASES, UnsubscribeLinks],
})
export class WishlistsModule {}
