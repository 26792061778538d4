import { Inject, Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { ENV, type Env } from '../../../config/env.js';
import { type Delivery, Inbox } from '../../../queue/outbox/inbox.js';
import { MAIL_LEASE_SECONDS, MailService, renderMail } from '../../mail/mail.service.js';
import { mailLanguage } from '../../mail/mail.types.js';
import { UsersService } from '../../users/users.service.js';
import { ExportsRepository } from '../data/exports.repository.js';
import { exportLinkMail } from '../domain/export-link-mail.js';
import { EXPORT_DAYS } from './build-export.js';

/** Tells a person that the copy of his data is there. Sent twice at worst, with one message id. */
@Injectable()
export class SendExportLink {
  constructor(
    private readonly inbox: Inbox,
    private readonly exports: ExportsRepository,
    private readonly users: UsersService,
    private readonly mail: MailService,
    @Inject(ENV) private readonly env: Env,
  ) {}

  async execute(ctx: RequestContext, exportId: string, delivery: Delivery | null): Promise<void> {
    if (!(await this.inbox.lease(delivery, MAIL_LEASE_SECONDS))) return;
    const asked = await this.exports.find(ctx, exportId);
    const contact =
      asked?.status === 'ready' ? await this.users.findContact(ctx, asked.userId) : null;
    if (contact) {
      const language = mailLanguage(contact.locale, this.env.LOCALES[0]);
      const about = { language, firstName: contact.firstName, days: EXPORT_DAYS };
      const mail = renderMail(exportLinkMail({ ...about, url: this.linkOf(exportId) }));
      const messageId = `export-${exportId}`;
      await this.mail.send({ ...mail, template: 'export-link', to: contact.email, messageId });
    }
    await this.inbox.done(delivery);
  }

  /** Leads to a page with a button: what opens links by itself (a mail scanner) downloads nothing. */
  private linkOf(exportId: string): string {
    const code = this.exports.codeOf(exportId);
    return `${this.env.PUBLIC_URL}/api/v1/privacy/exports/download?code=${code}`;
  }
}
