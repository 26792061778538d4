import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';
import type { ChangedCart } from '../use-cases/change-cart.js';
import { CART_TOKEN } from './cart-headers.js';
import { type CartResponse, toCartResponse } from './dto/cart.response.js';

/**
 * Turns what the use cases give into the answer: the body, the version as ETag, and the token
 * of a cart that was just made. A cart is nobody else's to keep.
 */
@Injectable()
export class CartAnswer implements NestInterceptor<ChangedCart, CartResponse> {
  intercept(context: ExecutionContext, next: CallHandler<ChangedCart>): Observable<CartResponse> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      map(({ view, token }) => {
        void reply.header('etag', `"${view.version}"`).header('cache-control', 'no-store');
        if (token !== null) void reply.header(CART_TOKEN, token);
        return toCartResponse(view, token);
      }),
    );
  }
}
