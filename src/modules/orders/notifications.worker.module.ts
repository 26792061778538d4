import { Module } from '@nestjs/common';
import { MailModule } from '../mail/mail.module.js';
import { OrdersModule } from './orders.module.js';
import { SendOrderNotice } from './mails/send-order-notice.js';
import { SendOrderConfirmation } from './mails/send-order-confirmation.js';
import { NotificationsProcessor } from './mails/notifications.processor.js';

/** Mails about orders: the queue `notifications`. */
@Module({
  imports: [OrdersModule, MailModule],
  providers: [SendOrderConfirmation, SendOrderNotice, NotificationsProcessor],
})
export class NotificationsWorkerModule {}
