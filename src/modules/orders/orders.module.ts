import { Module } from '@nestjs/common';
import { CryptoModule } from '../../common/crypto/crypto.module.js';
import { InventoryModule } from '../inventory/inventory.module.js';
import { PaymentsModule } from '../payments/payments.module.js';
import { OrderAddresses } from './data/order-addresses.js';
import { OrderTokens } from './data/order-tokens.js';
import { OrderViews } from './data/order-views.js';
import { OrdersRepository } from './data/orders.repository.js';
import { OrdersService } from './orders.service.js';
import { EndOrders } from './use-cases/end-orders.js';

/**
 * Orders without HTTP and queues: what both sides need. Reads and writes by SQL, so it registers
 * no repositories; its use cases belong to the module of the side that runs them.
 */
@Module({
  imports: [CryptoModule, InventoryModule, PaymentsModule],
  providers: [OrderAddresses, OrderTokens, OrderViews, OrdersRepository, EndOrders, OrdersService],
  exports: [
    OrderAddresses,
    OrderTokens,
    OrderViews,
    OrdersRepository,
    EndOrders,
    OrdersService,
    InventoryModule,
    PaymentsModule,
  ],
})
export class OrdersModule {}
