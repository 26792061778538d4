import { Module } from '@nestjs/common';
import { StockAlertsWorkerModule } from './modules/inventory/stock-alerts.worker.module.js';
import { AlarmMailsWorkerModule } from './modules/operations/alarms/alarm-mails.worker.module.js';
import { NotificationsWorkerModule } from './modules/orders/notifications.worker.module.js';
import { AlertsWorkerModule } from './modules/wishlists/alerts.worker.module.js';

/** The queue `notifications`: mails about orders, stock, what customers wait for, and to the operators. */
@Module({
  imports: [
    NotificationsWorkerModule,
    AlertsWorkerModule,
    StockAlertsWorkerModule,
    AlarmMailsWorkerModule,
  ],
})
export class NotificationsQueueWorkerModule {}
