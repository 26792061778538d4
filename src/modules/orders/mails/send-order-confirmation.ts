import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { type Delivery, Inbox } from '../../../queue/outbox/inbox.js';
import { MAIL_LEASE_SECONDS, MailService, renderMail } from '../../mail/mail.service.js';
import { OrderViews } from '../data/order-views.js';
import { orderConfirmationMail } from './order-mail.js';
import { OrderLinks } from './order-links.js';
import { OrderNotFound } from '../orders.errors.js';

/** Mails the confirmation of an order: once, or twice when a worker dies while handing it over. */
@Injectable()
export class SendOrderConfirmation {
  constructor(
    private readonly inbox: Inbox,
    private readonly views: OrderViews,
    private readonly mails: MailService,
    private readonly links: OrderLinks,
  ) {}

  /** @throws OrderNotFound when the order is gone */
  async execute(ctx: RequestContext, delivery: Delivery | null, orderId: string): Promise<void> {
    if (!(await this.inbox.lease(delivery, MAIL_LEASE_SECONDS))) return;
    const found = await this.views.findForStaff(ctx, orderId);
    if (found === null) throw new OrderNotFound();
    const { order } = found;
    const invoiceUrl = this.links.invoice(orderId, order.userId);
    const mail = renderMail(orderConfirmationMail(order, invoiceUrl, order.locale));
    const messageId = `order-confirmation-${orderId}`;
    const template = 'order-confirmation';
    await this.mails.send({ ...mail, template, to: order.email, messageId });
    await this.inbox.done(delivery);
  }
}
