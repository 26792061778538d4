import { Inject, Injectable } from '@nestjs/common';
import type { Alarm } from '../../../alarms/alarm.entity.js';
import { ENV, type Env } from '../../../config/env.js';
import { Db } from '../../../database/db.js';
import { type Delivery, Inbox } from '../../../queue/outbox/inbox.js';
import { MAIL_LEASE_SECONDS, MailService, renderMail } from '../../mail/mail.service.js';
import { mailLanguage } from '../../mail/mail.types.js';
import { alarmMail } from './alarm-mail.js';

const FIND = {
  name: 'alarms-to-mail',
  text: `SELECT kind, subject, detail, raised_at AS "raisedAt" FROM alarms WHERE id = $1`,
};

/** Mails everybody in OPERATOR_EMAILS what has to be looked at, also when it is settled meanwhile. */
@Injectable()
export class SendAlarm {
  constructor(
    private readonly inbox: Inbox,
    private readonly db: Db,
    private readonly mails: MailService,
    @Inject(ENV) private readonly env: Env,
  ) {}

  async execute(delivery: Delivery | null, alarmId: string): Promise<void> {
    const to = this.env.OPERATOR_EMAILS;
    if (!(await this.inbox.lease(delivery, MAIL_LEASE_SECONDS * Math.max(1, to.length)))) return;
    const [alarm] = await this.db.query<Alarm>(FIND, [alarmId]);
    if (alarm !== undefined) {
      const mail = renderMail(alarmMail(alarm, mailLanguage(this.env.LOCALES[0])));
      for (const [index, address] of to.entries()) {
        const messageId = `alarm-${alarmId}-${index}`;
        await this.mails.send({ ...mail, template: 'alarm', to: address, messageId });
      }
    }
    await this.inbox.done(delivery);
  }
}
