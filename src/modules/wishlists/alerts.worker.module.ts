import { Module } from '@nestjs/common';
import { MailModule } from '../mail/mail.module.js';
import { AlertMailing } from './data/alert-mailing.js';
import { UnsubscribeLinks } from './unsubscribe-links.js';
import { SendAlerts } from './use-cases/send-alerts.js';
import { AlertsProcessor } from './worker/alerts.processor.js';

/** Mails to those who wait for a variant: their part of the queue `notifications`. */
@Module({
  imports: [MailModule],
  providers: [AlertMailing, UnsubscribeLinks, SendAlerts, AlertsProcessor],
})
export class AlertsWorkerModule {}
