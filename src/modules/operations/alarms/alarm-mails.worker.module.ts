import { Module } from '@nestjs/common';
import { AlarmsModule } from '../../../alarms/alarms.module.js';
import { MailModule } from '../../mail/mail.module.js';
import { AlarmMailsProcessor } from './alarm-mails.processor.js';
import { SendAlarm } from './send-alarm.js';

/** Mails to the operators: their part of the queue `notifications`. */
@Module({ imports: [AlarmsModule, MailModule], providers: [SendAlarm, AlarmMailsProcessor] })
export class AlarmMailsWorkerModule {}
