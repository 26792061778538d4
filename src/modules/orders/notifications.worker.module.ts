import { Module } from '@nestjs/common';
import { MailModule } from '../mail/mail.module.js';
import { UsersModule } from '../users/users.module.js';
import { DraftsRepository } from './drafts/drafts.repository.js';
import { OrderLinks } from './mails/order-links.js';
import { SendDraftMail } from './mails/send-draft-mail.js';
import { OrdersModule } from './orders.module.js';
import { SendOrderNotice } from './mails/send-order-notice.js';
import { SendOrderConfirmation } from './mails/send-order-confirmation.js';
import { NotificationsProcessor } from './mails/notifications.processor.js';

/** Mails about orders: the queue `notifications`. */
@Module({
  imports: [OrdersModule, MailModule, UsersModule],
  providers: [
    OrderLinks,
    DraftsRepository,
    SendOrderConfirmation,
    SendOrderNotice,
    SendDraftMail,
    NotificationsProcessor,
  ],
})
export class NotificationsWorkerModule {}
