import { Inject, Injectable } from '@nestjs/common';
import { formatMinor, minorFromDb } from '../../../common/money/money.js';
import type { RequestContext } from '../../../common/request-context.js';
import { ENV, type Env } from '../../../config/env.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { type Delivery, Inbox } from '../../../queue/outbox/inbox.js';
import { Outbox } from '../../../queue/outbox/outbox.js';
import { MailService, renderMail } from '../../mail/mail.service.js';
import { AlertMailing, type ClaimedAlert } from '../data/alert-mailing.js';
import { alertMail } from '../domain/alert-mail.js';
import { UnsubscribeLinks } from '../unsubscribe-links.js';
import { alertsQueue } from '../wishlists.jobs.js';

/** Who is to be told of what. */
export interface AlertRun {
  readonly variantId: string;
  readonly since?: string | undefined;
  readonly left?: number | undefined;
}

/** What a dead worker can leave in doubt. */
const CHUNK = 10;
const MAX_MAILS = 200;
/** Less than the time after which an unanswered job is rung again. */
const MAX_MS = 20_000;
/** With so many chunks in vain it is the mail server, not the addresses. */
const MAX_VAIN_CHUNKS = 3;
/** Three pieces are not offered to a thousand people at once. */
const PEOPLE_PER_PIECE = 5;
const NEXT_WAVE_MS = 3_600_000;

/** How a run goes. */
interface Progress {
  /** How many may still be told in this wave; null before the stock is known. */
  left: number | null;
  sent: number;
  vainChunks: number;
  readonly failed: string[];
}

/**
 * Mails those who wait for a variant, in the order in which they began to wait, as long as it is so. Each
 * mail is marked before it is sent: run twice, by two or killed, nobody gets a second one for one event.
 */
@Injectable()
export class SendAlerts {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly inbox: Inbox,
    private readonly outbox: Outbox,
    private readonly mailing: AlertMailing,
    private readonly mails: MailService,
    private readonly links: UnsubscribeLinks,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** @throws Error when mails could not be sent: the job is tried again, for these alone */
  async execute(ctx: RequestContext, delivery: Delivery | null, run: AlertRun): Promise<void> {
    const since = run.since ?? delivery?.at ?? new Date().toISOString();
    const progress: Progress = { left: run.left ?? null, sent: 0, vainChunks: 0, failed: [] };
    const hasMore = await this.work(ctx, { ...run, since }, progress);
    if (progress.failed.length > 0)
      throw new Error(`${progress.failed.length} mails were not sent`);
    await this.uow.run(ctx, async (tx) => {
      const isOurs = await this.inbox.claim(tx, delivery);
      if (!isOurs || !hasMore) return;
      const { variantId } = run;
      const left = progress.left ?? 0;
      const rest = left > 0 ? { variantId, since, left } : { variantId, since };
      const delayMs = left > 0 ? 0 : NEXT_WAVE_MS;
      await this.outbox.enqueue(tx, alertsQueue, 'send-alerts', rest, { delayMs });
    });
  }

  /** @returns whether somebody may still be waiting */
  private async work(
    ctx: RequestContext,
    { variantId, since }: AlertRun & { readonly since: string },
    progress: Progress,
  ): Promise<boolean> {
    const end = Date.now() + MAX_MS;
    while (progress.sent < MAX_MAILS && Date.now() < end) {
      // One is enough to learn the stock.
      const limit = Math.min(CHUNK, progress.left ?? PEOPLE_PER_PIECE);
      if (limit <= 0) return true;
      const query = { variantId, since, limit, except: progress.failed };
      const alerts = await this.mailing.claim(ctx, query);
      const [first] = alerts;
      if (first === undefined) return false;
      progress.left ??= first.stock * PEOPLE_PER_PIECE;
      await this.sendAll(ctx, alerts, progress);
      if (progress.vainChunks >= MAX_VAIN_CHUNKS) return true;
    }
    return true;
  }

  private async sendAll(
    ctx: RequestContext,
    alerts: readonly ClaimedAlert[],
    progress: Progress,
  ): Promise<void> {
    const results = await Promise.allSettled(alerts.map((alert) => this.send(alert)));
    const isSent = results.map(({ status }) => status === 'fulfilled');
    await this.mailing.finish(ctx, alerts, isSent);
    const sent = isSent.filter(Boolean).length;
    progress.sent += sent;
    progress.left = (progress.left ?? 0) - sent;
    progress.vainChunks = sent === 0 ? progress.vainChunks + 1 : 0;
    progress.failed.push(...alerts.filter((_, index) => !isSent[index]).map(({ id }) => id));
  }

  private async send(alert: ClaimedAlert): Promise<void> {
    const { CURRENCY: currency, PUBLIC_URL } = this.env;
    const unsubscribeUrl = this.links.urlFor(alert.user_id);
    const content = alertMail(alert.locale, {
      kind: alert.kind,
      firstName: alert.first_name,
      productName: alert.product_name,
      variantName: alert.variant_name,
      price: `${formatMinor(minorFromDb(alert.price, currency), currency)} ${currency}`,
      productUrl: `${PUBLIC_URL}/api/v1/products/${encodeURIComponent(alert.product_slug)}`,
      unsubscribeUrl,
    });
    // The claim is part of it: the same alert may be mailed again, for another event.
    const messageId = `alert-${alert.id}-${Date.parse(alert.claim).toString(36)}`;
    const template = alert.kind.replaceAll('_', '-');
    const mail = { ...renderMail(content), template, to: alert.email, messageId, unsubscribeUrl };
    await this.mails.send(mail);
  }
}
