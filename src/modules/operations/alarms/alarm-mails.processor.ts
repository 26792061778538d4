import { Injectable } from '@nestjs/common';
import { alarmMailsQueue } from '../../../alarms/alarms.jobs.js';
import { handlers, type QueueProcessor } from '../../../queue/typed-processor.js';
import { SendAlarm } from './send-alarm.js';

/** Worker side of the mails to the operators on the queue `notifications`. */
@Injectable()
export class AlarmMailsProcessor implements QueueProcessor {
  readonly queue = alarmMailsQueue;
  readonly handlers = handlers(alarmMailsQueue, {
    'send-alarm': async ({ alarmId }, { delivery }) => {
      await this.sendAlarm.execute(delivery, alarmId);
    },
  });

  constructor(private readonly sendAlarm: SendAlarm) {}
}
