import { Module } from '@nestjs/common';
import { CartModule } from '../cart/cart.module.js';
import { UsersModule } from '../users/users.module.js';
import { AdminArchiveController } from './archive/admin-archive.controller.js';
import { RestoreOrder } from './archive/restore-order.js';
import { DESK_CONTROLLERS, DESK_PROVIDERS } from './desk/desk.providers.js';
import { DOCUMENT_CONTROLLERS, DOCUMENT_PROVIDERS } from './documents/documents.providers.js';
import { DRAFT_CONTROLLERS, DRAFT_PROVIDERS } from './drafts/drafts.providers.js';
import { EDIT_CONTROLLERS, EDIT_PROVIDERS } from './edits/edits.providers.js';
import { OrderController } from './http/order.controller.js';
import { OrdersController } from './http/orders.controller.js';
import { OrdersModule } from './orders.module.js';
import { CancelOrder } from './use-cases/cancel-order.js';
import { PayOrder } from './use-cases/pay-order.js';
import { PLACING_PROVIDERS } from './placing/placing.providers.js';
import { ReadOrders } from './use-cases/read-orders.js';

/** HTTP side of orders: what customers and guests do. */
@Module({
  imports: [OrdersModule, CartModule, UsersModule],
  controllers: [
    OrdersController,
    OrderController,
    ...DRAFT_CONTROLLERS,
    ...DESK_CONTROLLERS,
    ...DOCUMENT_CONTROLLERS,
    ...EDIT_CONTROLLERS,
    AdminArchiveController,
  ],
  providers: [
    ...PLACING_PROVIDERS,
    ...DRAFT_PROVIDERS,
    ...DESK_PROVIDERS,
    ...DOCUMENT_PROVIDERS,
    ...EDIT_PROVIDERS,
    CancelOrder,
    PayOrder,
    ReadOrders,
    RestoreOrder,
  ],
})
export class OrdersHttpModule {}
