import { Inject, Injectable } from '@nestjs/common';
import { MailedCodes } from '../../../common/crypto/mailed-codes.js';
import type { RequestContext } from '../../../common/request-context.js';
import { ENV, type Env } from '../../../config/env.js';
import { type Delivery, Inbox } from '../../../queue/outbox/inbox.js';
import { MAIL_LEASE_SECONDS, MailService, renderMail } from '../../mail/mail.service.js';
import { mailLanguage, type MailLanguage, type OutgoingMail } from '../../mail/mail.types.js';
import { UsersService } from '../../users/users.service.js';
import { CodesRepository } from '../data/codes.repository.js';
import { NoticesRepository } from '../data/notices.repository.js';
import {
  accountExistsMail,
  addressWantedMail,
  changeEmailMail,
  resetMail,
  verificationMail,
} from '../domain/account-mail-texts.js';
import { noticeMail } from '../domain/notice-texts.js';

/** What every mail about an account knows. */
interface About {
  readonly language: MailLanguage;
  readonly firstName: string;
  readonly publicUrl: string;
}

/**
 * Sends the mails about accounts: take the lease, send, mark done. A crash between the last two
 * sends a mail twice, under the same message id; none is ever lost.
 */
@Injectable()
export class SendAccountMail {
  constructor(
    private readonly inbox: Inbox,
    private readonly codes: CodesRepository,
    private readonly notices: NoticesRepository,
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
      const isNew = open.purpose === 'verify_email';
      const about = { ...this.about(open.locale, open.first_name), code };
      const content = renderMail(isNew ? verificationMail(about) : resetMail(about));
      const template = isNew ? 'verify-email' : 'reset-password';
      return { ...content, template, to: open.email, messageId: `code-${open.id}` };
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
      const about = this.about(contact.locale, contact.firstName);
      const messageId = `account-${delivery?.id ?? userId}`;
      const content = renderMail(accountExistsMail(about));
      return { ...content, template: 'account-exists', to: contact.email, messageId };
    });
  }

  /**
   * Mails the code for a new address. If the address is another account's, its owner gets a notice
   * and the code goes nowhere: only here is looked, so that whoever asked cannot tell.
   */
  async sendEmailChange(
    ctx: RequestContext,
    verificationId: string,
    delivery: Delivery | null,
  ): Promise<void> {
    await this.deliver(delivery, async () => {
      const open = await this.codes.findOpen(ctx, verificationId);
      if (!open) return null;
      const owner = await this.users.findByEmail(ctx, open.email);
      const isForeign = owner !== null && owner.id !== open.user_id;
      const code = this.mailedCodes.codeFor(open.id, open.purpose);
      const content = isForeign
        ? addressWantedMail(this.about(owner.locale, owner.firstName))
        : changeEmailMail({ ...this.about(open.locale, open.first_name), code });
      const template = isForeign ? 'address-wanted' : 'change-email';
      return { ...renderMail(content), template, to: open.email, messageId: `code-${open.id}` };
    });
  }

  /** Tells what was changed, and forgets where it was told. */
  async sendNotice(
    ctx: RequestContext,
    noticeId: string,
    delivery: Delivery | null,
  ): Promise<void> {
    const isDelivered = await this.deliver(delivery, async () => {
      const open = await this.notices.find(ctx, noticeId);
      if (!open) return null;
      const { first_name: firstName, email, kind, locale } = open;
      const content = renderMail(noticeMail(kind, this.about(locale, firstName)));
      const template = kind.replaceAll('_', '-');
      const isLast = kind === 'account_deleted';
      return { ...content, template, to: email, messageId: `notice-${noticeId}`, isLast };
    });
    if (isDelivered) await this.notices.delete(ctx, noticeId);
  }

  private about(locale: string | null, firstName: string): About {
    const language = mailLanguage(locale, this.env.LOCALES[0]);
    return { language, firstName, publicUrl: this.env.PUBLIC_URL };
  }

  /** @returns false when somebody else has the job. */
  private async deliver(
    delivery: Delivery | null,
    prepare: () => Promise<OutgoingMail | null>,
  ): Promise<boolean> {
    if (!(await this.inbox.lease(delivery, MAIL_LEASE_SECONDS))) return false;
    const mail = await prepare();
    if (mail) await this.mail.send(mail);
    await this.inbox.done(delivery);
    return true;
  }
}
