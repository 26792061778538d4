import { Module } from '@nestjs/common';
import { MailLog } from './mail-log.js';
import { MailService } from './mail.service.js';

/** The way to the SMTP server; for worker modules, the API sends no mail. */
@Module({ providers: [MailService, MailLog], exports: [MailService] })
export class MailModule {}
