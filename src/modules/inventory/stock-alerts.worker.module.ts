import { Module } from '@nestjs/common';
import { MailModule } from '../mail/mail.module.js';
import { StockViews } from './data/stock-views.js';
import { SendLowStock } from './mails/send-low-stock.js';
import { StockAlertsProcessor } from './mails/stock-alerts.processor.js';

/** Mails to the staff about stock: their part of the queue `notifications`. */
@Module({
  imports: [MailModule],
  providers: [StockViews, SendLowStock, StockAlertsProcessor],
})
export class StockAlertsWorkerModule {}
