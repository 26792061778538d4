import { Inject, Injectable } from '@nestjs/common';
import { type RequestContext, withAllRows } from '../../../common/request-context.js';
import { ENV, type Env } from '../../../config/env.js';
import { type Delivery, Inbox } from '../../../queue/outbox/inbox.js';
import { MAIL_LEASE_SECONDS, MailService, renderMail } from '../../mail/mail.service.js';
import type { MailContent } from '../../mail/mail.types.js';
import { UsersService } from '../../users/users.service.js';
import { OrderTokens } from '../data/order-tokens.js';
import { DraftsRepository } from '../drafts/drafts.repository.js';
import { draftTokenOf } from '../drafts/draft-token.js';
import type { StaffDraft } from '../drafts/drafts.types.js';
import { draftMail } from './draft-mail.js';
import { languageOf } from './notice-words.js';
import { OrderLinks } from './order-links.js';

/** A draft as it was sent. */
export interface SentDraft {
  readonly draftId: string;
  readonly version: number;
}

/** Mails the link to what staff has prepared; nothing when it was changed, given up or ordered meanwhile. */
@Injectable()
export class SendDraftMail {
  constructor(
    private readonly inbox: Inbox,
    private readonly drafts: DraftsRepository,
    private readonly users: UsersService,
    private readonly tokens: OrderTokens,
    private readonly links: OrderLinks,
    private readonly mails: MailService,
    @Inject(ENV) private readonly env: Env,
  ) {}

  async execute(
    ctx: RequestContext,
    delivery: Delivery | null,
    { draftId, version }: SentDraft,
  ): Promise<void> {
    if (!(await this.inbox.lease(delivery, MAIL_LEASE_SECONDS))) return;
    const draft = await this.drafts.find(ctx, draftId);
    const to = draft?.status === 'sent' ? await this.addressOf(ctx, draft) : null;
    if (draft !== null && draft.version === version && to !== null) {
      const mail = renderMail(this.contentOf(draft));
      // Sent again it is another mail; a second try of one delivery is not.
      const messageId = ['draft', draftId, delivery?.id ?? version].join('-');
      await this.mails.send({ ...mail, template: 'order-draft', to, messageId });
    }
    await this.inbox.done(delivery);
  }

  private contentOf(draft: StaffDraft): MailContent {
    const language = languageOf(this.env.LOCALES[0] ?? 'en');
    const url = this.links.draft(draftTokenOf(this.tokens, draft));
    return draftMail(language, draft.shippingAddress?.recipient, url);
  }

  private async addressOf(ctx: RequestContext, draft: StaffDraft): Promise<string | null> {
    if (draft.customerId === null) return draft.email;
    const contact = await this.users.findContact(withAllRows(ctx), draft.customerId);
    return contact?.email ?? null;
  }
}
