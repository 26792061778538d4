import { Module } from '@nestjs/common';
import { CartModule } from './cart.module.js';
import { CartController } from './http/cart.controller.js';
import { CheckoutController } from './http/checkout.controller.js';

/** Routes of carts and of what comes before an order. */
@Module({
  imports: [CartModule],
  controllers: [CartController, CheckoutController],
})
export class CartHttpModule {}
