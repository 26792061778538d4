import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { type Delivery, Inbox } from '../../../queue/outbox/inbox.js';
import { MAIL_LEASE_SECONDS, MailService, renderMail } from '../../mail/mail.service.js';
import { OrderViews } from '../data/order-views.js';
import { OrderNotFound } from '../orders.errors.js';
import type { OrderNotice } from '../orders.jobs.js';
import { orderNoticeMail } from './order-notice.js';

/** A step of an order, and the parcel, return or refund that it is about. */
export interface NoticeSubject {
  readonly orderId: string;
  readonly notice: OrderNotice;
  readonly subjectId?: string | undefined;
}

/** Mails a step of an order: once, or twice when a worker dies while handing it over. */
@Injectable()
export class SendOrderNotice {
  constructor(
    private readonly inbox: Inbox,
    private readonly views: OrderViews,
    private readonly mails: MailService,
  ) {}

  /** @throws OrderNotFound when the order is gone */
  async execute(
    ctx: RequestContext,
    delivery: Delivery | null,
    { orderId, notice, subjectId }: NoticeSubject,
  ): Promise<void> {
    if (!(await this.inbox.lease(delivery, MAIL_LEASE_SECONDS))) return;
    const found = await this.views.findForStaff(ctx, orderId);
    if (found === null) throw new OrderNotFound();
    const mail = renderMail(orderNoticeMail(found.order, notice, subjectId ?? null));
    // The step is named by its event, so that a second cancellation is not taken for the first.
    const step = [notice, subjectId ?? orderId, ...(delivery === null ? [] : [delivery.id])];
    const messageId = `order-${step.join('-')}`;
    const template = `order-${notice.replaceAll('_', '-')}`;
    await this.mails.send({ ...mail, template, to: found.order.email, messageId });
    await this.inbox.done(delivery);
  }
}
