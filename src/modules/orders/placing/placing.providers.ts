import type { Provider } from '@nestjs/common';
import { OrderDrafts } from './order-drafts.js';
import { PlaceOrder } from './place-order.js';
import { PlacingRepository } from './placing.repository.js';

/** What turns a cart into an order. */
export const PLACING_PROVIDERS: Provider[] = [PlacingRepository, OrderDrafts, PlaceOrder];
