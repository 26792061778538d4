import { Module } from '@nestjs/common';
import { NotificationsWorkerModule } from './modules/orders/notifications.worker.module.js';
import { AlertsWorkerModule } from './modules/wishlists/alerts.worker.module.js';

/** The queue `notifications` has two features that work on it: orders, and what customers wait for. */
@Module({ imports: [NotificationsWorkerModule, AlertsWorkerModule] })
export class NotificationsQueueWorkerModule {}
