import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { BlindIndex } from '../../../common/crypto/blind-index.js';
import { parseMoney } from '../../../common/money/money.js';
import { type RequestContext, withAllRows } from '../../../common/request-context.js';
import { ENV, type Env } from '../../../config/env.js';
import type { IdempotentReply } from '../../../database/idempotency/idempotency.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { UsersService } from '../../users/users.service.js';
import { DraftChanged, DraftIncomplete } from '../orders.errors.js';
import { PlaceOrder, type PreparedOrder } from '../placing/place-order.js';
import { DraftsRepository } from './drafts.repository.js';
import type { StaffDraft } from './drafts.types.js';
import { missingParts } from './save-draft.js';

/** How a draft becomes an order. */
export interface PlaceDraftCommand {
  readonly paymentMethodCode: string;
  readonly key: string;
  readonly expectedTotal?: string | undefined;
}

/**
 * Makes a draft an order, by the same write and the same checks as a cart: the draft gets a cart of its own, with its
 * id, that nobody else can open. A cart becomes at most one order, and so does the draft.
 */
@Injectable()
export class PlaceDraft {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly drafts: DraftsRepository,
    private readonly placeOrder: PlaceOrder,
    private readonly users: UsersService,
    private readonly blindIndex: BlindIndex,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** @throws DraftIncomplete, DraftChanged, and all that placing a cart throws; CartEmpty when it is an order already */
  async execute(
    ctx: RequestContext,
    draft: StaffDraft,
    { paymentMethodCode, key, expectedTotal }: PlaceDraftCommand,
  ): Promise<IdempotentReply> {
    const missing = missingParts(draft);
    const shippingAddress = draft.shippingAddress ?? undefined;
    const buyer = await this.buyerOf(ctx, draft);
    if (missing.length > 0 || buyer === null)
      throw new DraftIncomplete(undefined, { missing: missing.length > 0 ? missing : ['email'] });
    const everything = withAllRows(ctx);
    const tokenHash = createHash('sha256').update(`draft:${draft.id}`).digest('hex');
    if (draft.status !== 'placed') {
      const isReady = await this.prepareCart({ ...everything }, draft, tokenHash);
      const now = isReady ? draft : await this.drafts.find(ctx, draft.id);
      if (now?.status !== 'placed' && !isReady) throw new DraftChanged();
    }
    return this.placeOrder.execute(everything, {
      owner: { kind: 'guest', tokenHash },
      key,
      input: {
        email: buyer.email,
        shippingAddress,
        billingAddress: draft.billingAddress ?? undefined,
        shippingMethodCode: draft.shippingMethodCode ?? undefined,
        paymentMethodCode,
        expectedTotal,
        notes: draft.notes ?? undefined,
      },
      prepared: this.prepared(draft, buyer),
    });
  }

  /** False, and nothing written, when the draft is not as it was read. */
  private async prepareCart(
    ctx: RequestContext,
    draft: StaffDraft,
    tokenHash: string,
  ): Promise<boolean> {
    try {
      return await this.uow.run(ctx, async (tx) => {
        if (!(await this.drafts.prepareCart(tx, draft, tokenHash))) throw new DraftChanged();
        return true;
      });
    } catch (error) {
      if (error instanceof DraftChanged) return false;
      throw error;
    }
  }

  private prepared(draft: StaffDraft, buyer: PreparedOrder['buyer']): PreparedOrder {
    return {
      buyer,
      prices: namedPrices(draft, this.env.CURRENCY),
      begin: async (tx, orderId) => {
        if (!(await this.drafts.markPlaced(tx, draft, orderId))) throw new DraftChanged();
      },
    };
  }

  private async buyerOf(
    ctx: RequestContext,
    { customerId, email }: StaffDraft,
  ): Promise<PreparedOrder['buyer'] | null> {
    if (customerId !== null) {
      const contact = await this.users.getContact(withAllRows(ctx), customerId);
      return { userId: customerId, email: contact.email, customerKey: customerId };
    }
    if (email === null) return null;
    return { userId: null, email, customerKey: this.blindIndex.of(email.trim().toLowerCase()) };
  }
}

/** Prices of the draft's own, in minor units of its currency, by variant. */
export function namedPrices(draft: StaffDraft, own: string): ReadonlyMap<string, number> {
  const currency = draft.currency ?? own;
  return new Map(
    draft.lines.flatMap(({ variantId, unitPrice }) =>
      unitPrice === null ? [] : [[variantId, parseMoney(unitPrice, currency).amount] as const],
    ),
  );
}
