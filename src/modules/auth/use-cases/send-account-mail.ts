import { Inject, Injectable } from '@nestjs/common';
import { MailedCodes } from '../../../common/crypto/mailed-codes.js';
import type { RequestContext } from '../../../common/request-context.js';
import { ENV, type Env } from '../../../config/env.js';
import { type Delivery, Inbox } from '../../../queue/outbox/inbox.js';
import { MAIL_LEASE_SECONDS, MailService } from '../../mail/mail.service.js';
import type { OutgoingMail } from '../../mail/mail.types.js';
import { UsersService } from '../../users/users.service.js';
import { CodesRepository } from '../data/codes.repository.js';
import { accountExistsMail, resetMail, verificationMail } from '../domain/account-mail-texts.js';

/**
 * Sends the mails about accounts: take the lease, send, mark done. A crash between the last two
 * sends a mail twice, under the same message id; none is ever lost.
 */
@Injectable()
export class SendAccountMail {
  constructor(
    private readonly inbox: Inbox,
    private readonly codes: CodesRepository,
    private readonly mailedCodes: MailedCodes,
    private readonly users: UsersService,
    private readonly mail: MailService,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** Mails a code that is made again from the id of its row; not one that is used or replaced. */
  async sendCode(
    ctx: RequestContext,
    verificationId: string,
    delivery: Delivery | null,
  ): Promise<void> {
    await this.deliver(delivery, async () => {
      const open = await this.codes.findOpen(ctx, verificationId);
      if (!open) return null;
      const code = this.mailedCodes.codeFor(open.id, open.purpose);
      const render = open.purpose === 'verify_email' ? verificationMail : resetMail;
      const content = render({ firstName: open.first_name, code, publicUrl: this.env.PUBLIC_URL });
      return { ...content, to: open.email, messageId: `code-${open.id}` };
    });
  }

  /** Tells an owner that his address was used for another registration. */
  async sendAccountExists(
    ctx: RequestContext,
    userId: string,
    delivery: Delivery | null,
  ): Promise<void> {
    await this.deliver(delivery, async () => {
      const contact = await this.users.findContact(ctx, userId);
      if (!contact) return null;
      const content = accountExistsMail(contact.firstName, this.env.PUBLIC_URL);
      return { ...content, to: contact.email, messageId: `account-${delivery?.id ?? userId}` };
    });
  }

  private async deliver(
    delivery: Delivery | null,
    prepare: () => Promise<OutgoingMail | null>,
  ): Promise<void> {
    if (!(await this.inbox.lease(delivery, MAIL_LEASE_SECONDS))) return;
    const mail = await prepare();
    if (mail) await this.mail.send(mail);
    await this.inbox.done(delivery);
  }
}
