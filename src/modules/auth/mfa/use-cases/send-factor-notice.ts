import { Inject, Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../../common/request-context.js';
import { ENV, type Env } from '../../../../config/env.js';
import { type Delivery, Inbox } from '../../../../queue/outbox/inbox.js';
import { MAIL_LEASE_SECONDS, MailService, renderMail } from '../../../mail/mail.service.js';
import { mailLanguage } from '../../../mail/mail.types.js';
import { UsersService } from '../../../users/users.service.js';
import { RecoveryCodesRepository } from '../data/recovery-codes.repository.js';
import { factorNoticeMail } from '../domain/factor-notice-texts.js';
import type { FactorNotice } from '../mfa.types.js';

/** Mails an owner what happened to his second factor or his identities. */
@Injectable()
export class SendFactorNotice {
  constructor(
    private readonly inbox: Inbox,
    private readonly users: UsersService,
    private readonly recoveryCodes: RecoveryCodesRepository,
    private readonly mail: MailService,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** Lease, send, done: a crash between the last two sends it twice under one message id. */
  async execute(
    ctx: RequestContext,
    userId: string,
    notice: FactorNotice,
    delivery: Delivery | null,
  ): Promise<void> {
    if (!(await this.inbox.lease(delivery, MAIL_LEASE_SECONDS))) return;
    const contact = await this.users.findContact(ctx, userId);
    if (contact) {
      const content = factorNoticeMail(notice, {
        language: mailLanguage(contact.locale, this.env.LOCALES[0]),
        firstName: contact.firstName,
        publicUrl: this.env.PUBLIC_URL,
        recoveryCodesLeft: await this.recoveryCodes.countLeft(ctx, userId),
      });
      const template = notice.replaceAll('_', '-');
      const messageId = `${template}-${delivery?.id ?? userId}`;
      await this.mail.send({ ...renderMail(content), template, to: contact.email, messageId });
    }
    await this.inbox.done(delivery);
  }
}
