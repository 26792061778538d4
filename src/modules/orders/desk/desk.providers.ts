import type { Provider, Type } from '@nestjs/common';
import { ClaimOrders } from '../claims/claim-orders.js';
import { ClaimsController } from '../claims/claims.controller.js';
import { IdempotentCommands } from '../../../database/idempotency/idempotent-commands.js';
import { AdminFulfilmentsController } from '../fulfilments/admin-fulfilments.controller.js';
import { CancelFulfilment } from '../fulfilments/cancel-fulfilment.js';
import { ChangeFulfilment } from '../fulfilments/change-fulfilment.js';
import { CreateFulfilment } from '../fulfilments/create-fulfilment.js';
import { DeliverFulfilment } from '../fulfilments/deliver-fulfilment.js';
import { ShipFulfilment } from '../fulfilments/ship-fulfilment.js';
import { RefundOrder } from '../refunds/refund-order.js';
import { AdminReturnsController } from '../returns/admin-returns.controller.js';
import { DecideReturn } from '../returns/decide-return.js';
import { OrderReturnsController } from '../returns/order-returns.controller.js';
import { ReceiveReturn } from '../returns/receive-return.js';
import { WithdrawReturn } from '../returns/withdraw-return.js';
import { RequestReturn } from '../returns/request-return.js';
import { ReturnsRepository } from '../returns/returns.repository.js';
import { ReadWorklists } from '../worklists/read-worklists.js';
import { WorklistsController } from '../worklists/worklists.controller.js';
import { AdminOrderMoneyController } from './admin-order-money.controller.js';
import { AdminOrdersController } from './admin-orders.controller.js';
import { ChangeManyOrders } from './change-many-orders.js';
import { ChangeOrderState } from './change-order-state.js';
import { ConfirmOrders } from './confirm-orders.js';
import { ReadStaffOrders } from './read-staff-orders.js';
import { RecordPayment } from './record-payment.js';

/** Routes that serve placed orders: lists, states, money, parcels, returns, claims. */
export const DESK_CONTROLLERS: Type[] = [
  AdminOrdersController,
  WorklistsController,
  AdminOrderMoneyController,
  AdminFulfilmentsController,
  AdminReturnsController,
  OrderReturnsController,
  ClaimsController,
];

/** What those routes run. */
export const DESK_PROVIDERS: Provider[] = [
  IdempotentCommands,
  ReadStaffOrders,
  ReadWorklists,
  ChangeOrderState,
  ChangeManyOrders,
  ConfirmOrders,
  RecordPayment,
  RefundOrder,
  CreateFulfilment,
  ChangeFulfilment,
  ShipFulfilment,
  DeliverFulfilment,
  CancelFulfilment,
  ReturnsRepository,
  RequestReturn,
  WithdrawReturn,
  DecideReturn,
  ReceiveReturn,
  ClaimOrders,
];
