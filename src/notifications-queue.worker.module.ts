import { Module } from '@nestjs/common';
import { StockAlertsWorkerModule } from './modules/inventory/stock-alerts.worker.module.js';
import { NotificationsWorkerModule } from './modules/orders/notifications.worker.module.js';
import { AlertsWorkerModule } from './modules/wishlists/alerts.worker.module.js';

/** The queue `notifications` has three features that work on it: orders, stock, and what customers wait for. */
@Module({ imports: [NotificationsWorkerModule, AlertsWorkerModule, StockAlertsWorkerModule] })
export class NotificationsQueueWorkerModule {}
