import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { assertUnchanged } from '../../../common/http/if-match.js';
import { parseMoney } from '../../../common/money/money.js';
import { type RequestContext, withAllRows } from '../../../common/request-context.js';
import { ENV, type Env } from '../../../config/env.js';
import { type Tx, UnitOfWork } from '../../../database/unit-of-work.js';
import { normaliseCode } from '../../pricing/pricing.service.js';
import { UsersService } from '../../users/users.service.js';
import { OrderTokens } from '../data/order-tokens.js';
import { DraftIncomplete, DraftNotFound, DraftPlaced, LineUnknown } from '../orders.errors.js';
import { Outbox } from '../../../queue/outbox/outbox.js';
import { notificationsQueue } from '../orders.jobs.js';
import { draftTokenOf } from './draft-token.js';
import { DraftsRepository } from './drafts.repository.js';
import type { StaffDraft, StaffDraftContent } from './drafts.types.js';

/** A price that staff names for a line; null takes it back. */
export interface NamedPrice {
  readonly variantId: string;
  readonly unitPrice: string | null;
  readonly reason: string | null;
}

/** The ETag of a draft. */
export function draftEtag({ version }: Pick<StaffDraft, 'version'>): string {
  return `"${version}"`;
}

/** Writes drafts: no stock is held, nothing is checked but what belongs to it. */
@Injectable()
export class SaveDraft {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly drafts: DraftsRepository,
    private readonly users: UsersService,
    private readonly tokens: OrderTokens,
    private readonly outbox: Outbox,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** @throws UserNotFound */
  async create(ctx: RequestContext, said: StaffDraftContent): Promise<StaffDraft> {
    const content = await this.checked(ctx, said);
    const [id, by] = [randomUUID(), ctx.actorId];
    return this.uow.run(withAllRows(ctx), (tx) => this.drafts.insert(tx, id, content, by));
  }

  /**
   * Replaces all of it but the prices that were named for lines that stay.
   *
   * @throws DraftNotFound, DraftPlaced, PreconditionFailed, UserNotFound
   */
  async replace(
    ctx: RequestContext,
    id: string,
    said: StaffDraftContent,
    ifMatch: string | null,
  ): Promise<StaffDraft> {
    const content = await this.checked(ctx, said);
    return this.change(ctx, id, ifMatch, (tx, draft) => {
      const named = new Map(draft.lines.map((line) => [line.variantId, line]));
      const isSame = draft.currency === content.currency;
      const lines = content.lines.map((line) => {
        const { unitPrice = null, priceReason = null } = named.get(line.variantId) ?? {};
        return isSame ? { ...line, unitPrice, priceReason } : line;
      });
      return this.drafts.update(tx, id, { ...content, lines });
    });
  }

  /** @throws LineUnknown, InvalidMoney, DraftNotFound, DraftPlaced, PreconditionFailed */
  async namePrices(
    ctx: RequestContext,
    id: string,
    prices: readonly NamedPrice[],
    ifMatch: string | null,
  ): Promise<StaffDraft> {
    return this.change(ctx, id, ifMatch, (tx, draft) => {
      const named = new Map(prices.map((price) => [price.variantId.toLowerCase(), price]));
      const known = new Set(draft.lines.map(({ variantId }) => variantId));
      if ([...named.keys()].some((variantId) => !known.has(variantId))) throw new LineUnknown();
      const currency = draft.currency ?? this.env.CURRENCY;
      for (const { unitPrice } of prices) if (unitPrice) parseMoney(unitPrice, currency);
      const lines = draft.lines.map((line) => {
        const price = named.get(line.variantId);
        if (price === undefined) return line;
        const { unitPrice = null, reason } = price;
        return { ...line, unitPrice, priceReason: unitPrice === null ? null : reason };
      });
      return this.drafts.update(tx, id, { ...draft, lines });
    });
  }

  /** @throws DraftNotFound, DraftPlaced, PreconditionFailed */
  async delete(ctx: RequestContext, id: string, ifMatch: string | null): Promise<void> {
    await this.change(ctx, id, ifMatch, async (tx, draft) => {
      await this.drafts.delete(tx, draft.id);
    });
  }

  /**
   * Opens it to its customer, who gets the link by mail.
   *
   * @returns the token with which he sees and orders it, until the draft is changed
   */
  async send(ctx: RequestContext, id: string, ifMatch: string | null): Promise<{ token: string }> {
    return this.change(ctx, id, ifMatch, async (tx, draft) => {
      const missing = missingParts(draft);
      if (missing.length > 0) throw new DraftIncomplete(undefined, { missing });
      const token = draftTokenOf(this.tokens, draft);
      await this.drafts.markSent(tx, id, this.tokens.hashOf(token));
      const sent = { draftId: id, version: draft.version };
      await this.outbox.enqueue(tx, notificationsQueue, 'send-draft', sent, { aggregateId: id });
      return { token };
    });
  }

  private change<T>(
    ctx: RequestContext,
    id: string,
    ifMatch: string | null,
    work: (tx: Tx, draft: StaffDraft) => Promise<T>,
  ): Promise<T> {
    return this.uow.run(withAllRows(ctx), async (tx) => {
      const draft = await this.drafts.lock(tx, id);
      if (draft === null) throw new DraftNotFound();
      if (draft.status === 'placed')
        throw new DraftPlaced(undefined, { orderId: draft.orderId ?? undefined });
      assertUnchanged(ifMatch, draftEtag(draft));
      return work(tx, draft);
    });
  }

  private async checked(ctx: RequestContext, said: StaffDraftContent): Promise<StaffDraftContent> {
    if (said.customerId !== null) await this.users.getContact(withAllRows(ctx), said.customerId);
    const currency = said.currency === this.env.CURRENCY ? null : said.currency;
    const lines = said.lines.map((line) => {
      return { ...line, variantId: line.variantId.toLowerCase() };
    });
    const twice = new Set(lines.map(({ variantId }) => variantId)).size < lines.length;
    if (twice) throw new DraftIncomplete(undefined, { missing: ['lines: each variant once'] });
    return { ...said, currency, lines, codes: [...new Set(said.codes.map(normaliseCode))] };
  }
}

/** Parts without which it cannot be ordered. */
export function missingParts(draft: StaffDraft): string[] {
  const missing: string[] = [];
  if (draft.lines.length === 0) missing.push('lines');
  if (draft.shippingAddress === null) missing.push('shippingAddress');
  if (draft.customerId === null && draft.email === null) missing.push('email');
  return missing;
}
