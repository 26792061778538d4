import { Inject, Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { ENV, type Env } from '../../../config/env.js';
import { type Delivery, Inbox } from '../../../queue/outbox/inbox.js';
import { MAIL_LEASE_SECONDS, MailService, renderMail } from '../../mail/mail.service.js';
import type { RenderedMail } from '../../mail/mail.types.js';
import { UsersService } from '../../users/users.service.js';
import { ExportsRepository } from '../data/exports.repository.js';
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
      const content = linkMail(contact.firstName, this.linkOf(exportId));
      await this.mail.send({ ...content, to: contact.email, messageId: `export-${exportId}` });
    }
    await this.inbox.done(delivery);
  }

  /** Leads to a page with a button: what opens links by itself (a mail scanner) downloads nothing. */
  private linkOf(exportId: string): string {
    const code = this.exports.codeOf(exportId);
    return `${this.env.PUBLIC_URL}/api/v1/privacy/exports/download?code=${code}`;
  }
}

function linkMail(firstName: string, url: string): RenderedMail {
  return renderMail({
    subject: 'The copy of your data is ready',
    greeting: `Hello ${firstName},`,
    blocks: [
      {
        kind: 'paragraph',
        text: 'you asked for a copy of everything the shop has stored about you. Here it is:',
      },
      { kind: 'link', label: 'Download it', url },
      {
        kind: 'paragraph',
        text: `The link works for ${EXPORT_DAYS} days. Whoever has it can read your data: do not pass this mail on.`,
      },
      {
        kind: 'paragraph',
        text: 'You did not ask? Then somebody knows your password: change it, and end all sessions.',
      },
    ],
  });
}
