import { Inject, Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { ENV, type Env } from '../../../config/env.js';
import { type Delivery, Inbox } from '../../../queue/outbox/inbox.js';
import { MAIL_LEASE_SECONDS, MailService, renderMail } from '../../mail/mail.service.js';
import { mailLanguage } from '../../mail/mail.types.js';
import { StockViews } from '../data/stock-views.js';
import { lowStockMail } from './low-stock-mail.js';

/** Mails everybody in STOCK_ALERT_EMAILS that a variant has become few; nobody when it is gone. */
@Injectable()
export class SendLowStock {
  constructor(
    private readonly inbox: Inbox,
    private readonly views: StockViews,
    private readonly mails: MailService,
    @Inject(ENV) private readonly env: Env,
  ) {}

  async execute(ctx: RequestContext, delivery: Delivery | null, variantId: string): Promise<void> {
    const to = this.env.STOCK_ALERT_EMAILS;
    if (!(await this.inbox.lease(delivery, MAIL_LEASE_SECONDS * Math.max(1, to.length)))) return;
    const view = to.length === 0 ? null : await this.views.find(ctx, variantId);
    if (view !== null) {
      const mail = renderMail(lowStockMail(view, mailLanguage(this.env.LOCALES[0])));
      const event = delivery?.id ?? variantId;
      for (const [index, address] of to.entries()) {
        await this.mails.send({
          ...mail,
          template: 'low-stock',
          to: address,
          messageId: `low-stock-${event}-${index}`,
        });
      }
    }
    await this.inbox.done(delivery);
  }
}
