import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../common/request-context.js';
import { OrderViews } from './data/order-views.js';

/** What other features may ask about orders. */
@Injectable()
export class OrdersService {
  constructor(private readonly views: OrderViews) {}

  /** Whether the user has received this product in some order, archived ones included. */
  async hasPurchased(ctx: RequestContext, userId: string, productId: string): Promise<boolean> {
    return this.views.hasPurchased(ctx, userId, productId);
  }
}
