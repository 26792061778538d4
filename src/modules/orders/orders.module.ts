import { Module } from '@nestjs/common';
import { CryptoModule } from '../../common/crypto/crypto.module.js';
import { InventoryModule } from '../inventory/inventory.module.js';
import { PaymentsModule } from '../payments/payments.module.js';
import { OrderAddresses } from './data/order-addresses.js';
import { OrderLists } from './data/order-lists.js';
import { OrderStock } from './data/order-stock.js';
import { OrderTokens } from './data/order-tokens.js';
import { OrderViews } from './data/order-views.js';
import { OrdersRepository } from './data/orders.repository.js';
import { OrderProgress } from './desk/order-progress.js';
import { ServedOrders } from './desk/served-orders.js';
import { FulfilmentsRepository } from './fulfilments/fulfilments.repository.js';
import { OrdersService } from './orders.service.js';
import { FinishRefund } from './refunds/finish-refund.js';
import { RequestRefunds } from './refunds/request-refunds.js';
import { EndOrders } from './use-cases/end-orders.js';

/** What several use cases stand on, of whichever side. */
const SHARED = [
  OrderAddresses,
  OrderTokens,
  OrderViews,
  OrderLists,
  OrderStock,
  OrdersRepository,
  ServedOrders,
  OrderProgress,
  FulfilmentsRepository,
  EndOrders,
  RequestRefunds,
  FinishRefund,
];

/**
 * Orders without HTTP and queues: what both sides need. Reads and writes by SQL, so it registers
 * no repositories; its use cases belong to the module of the side that runs them.
 */
@Module({
  imports: [CryptoModule, InventoryModule, PaymentsModule],
  providers: [...SHARED, OrdersService],
  exports: [...SHARED, OrdersService, InventoryModule, PaymentsModule],
})
export class OrdersModule {}
