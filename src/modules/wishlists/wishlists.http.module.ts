import { Module } from '@nestjs/common';
import { AlertsController } from './http/alerts.controller.js';
import { SharedWishlistsController } from './http/shared-wishlists.controller.js';
import { UnsubscribeController } from './http/unsubscribe.controller.js';
import { WishlistItemsController } from './http/wishlist-items.controller.js';
import { WishlistsController } from './http/wishlists.controller.js';
import { WishlistsModule } from './wishlists.module.js';

@Module({
  imports: [WishlistsModule],
  controllers: [
    WishlistsController,
    WishlistItemsController,
    SharedWishlistsController,
    AlertsController,
    UnsubscribeController,
  ],
})
export class WishlistsHttpModule {}
