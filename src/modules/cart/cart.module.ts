import { Module } from '@nestjs/common';
import { ShippingModule } from '../shipping/shipping.module.js';
import { RateLimitsModule } from '../../rate-limits/rate-limits.module.js';
import { CartUpkeepService } from './cart-upkeep.service.js';
import { CartService } from './cart.service.js';
import { CartRepository } from './data/cart.repository.js';
import { ChangeCart } from './use-cases/change-cart.js';
import { CodeGuesses } from './use-cases/code-guesses.js';
import { QuoteCheckout } from './use-cases/quote-checkout.js';
import { ViewCart } from './use-cases/view-cart.js';

const SHARED = [CartService, ChangeCart, ViewCart, QuoteCheckout, CodeGuesses, CartUpkeepService];

/** Carts of users and guests, and what they cost. */
@Module({
  imports: [RateLimitsModule, ShippingModule],
  providers: [CartRepository, ...SHARED],
  exports: SHARED,
})
export class CartModule {}
