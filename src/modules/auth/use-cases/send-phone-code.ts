import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { type Delivery, Inbox } from '../../../queue/outbox/inbox.js';
import { SMS_LEASE_SECONDS, SmsSender } from '../../sms/sms.service.js';
import { PhoneCodesRepository } from '../data/phone-codes.repository.js';

/** Sends a code that is made again from the id of its row; not one that is used, replaced or over. */
@Injectable()
export class SendPhoneCode {
  constructor(
    private readonly inbox: Inbox,
    private readonly codes: PhoneCodesRepository,
    private readonly sms: SmsSender,
  ) {}

  async execute(
    ctx: RequestContext,
    verificationId: string,
    delivery: Delivery | null,
  ): Promise<void> {
    if (!(await this.inbox.lease(delivery, SMS_LEASE_SECONDS))) return;
    const open = await this.codes.findOpen(ctx, verificationId);
    if (open) {
      const text = `${this.codes.codeOf(open.id)} is your eshop code. It is good for 10 minutes. Nobody of the shop will ask you for it.`;
      await this.sms.send({ to: open.phone_number, text, messageId: `phone-code-${open.id}` });
    }
    await this.inbox.done(delivery);
  }
}
