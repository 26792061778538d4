import { Module } from '@nestjs/common';
import { AdminMailsController } from './http/admin-mails.controller.js';
import { MailLog } from './mail-log.js';

/** The log of mails for staff; the API sends none. */
@Module({ controllers: [AdminMailsController], providers: [MailLog] })
export class MailHttpModule {}
