import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { parseMoney } from '../../../common/money/money.js';
import type { RequestContext } from '../../../common/request-context.js';
import { ENV, type Env } from '../../../config/env.js';
import {
  fingerprintOf,
  IdempotencyInProgress,
  type IdempotentReply,
  type IdempotentRequest,
  replayOf,
} from '../../../database/idempotency/idempotency.js';
import { type Tx, UnitOfWork } from '../../../database/unit-of-work.js';
import { Outbox } from '../../../queue/outbox/outbox.js';
import {
  blockingProblemsOf,
  CartService,
  OutsideUnasked,
  pricingInput,
} from '../../cart/cart.service.js';
import type { CartOwner } from '../../cart/cart.types.js';
import { lowStockNews } from '../../inventory/inventory.service.js';
import { price as priceOf, quoteHash } from '../../pricing/pricing.service.js';
import type { OutsideAnswers } from '../../shipping/shipping.service.js';
import { OrderTokens } from '../data/order-tokens.js';
import { type Claim, PlacingRepository } from './placing.repository.js';
import type { OrderDraft } from './order-draft.js';
import { withOwnPrices } from './own-prices.js';
import { placedOrderJson } from './placed-order.js';
import { assertOrderable, assertShare, type Expectation } from './placing-rules.js';
import { CartEmpty, PlacingContended } from '../orders.errors.js';
import { orderConfirmed, orderPlaced } from '../orders.events.js';
import type { PlaceOrderInput } from '../orders.types.js';
import { type Buyer, OrderDrafts } from './order-drafts.js';

/** Route in the scope of keys and fingerprints. */
const ROUTE = 'POST /orders';
const MAX_LOOKS = 4;

/** What is ordered, by whom, under which key. */
export interface PlaceOrderCommand {
  readonly owner: CartOwner;
  /** Value of the Idempotency-Key header. */
  readonly key: string;
  readonly input: PlaceOrderInput;
  /** Staff has prepared it for somebody; the cart is that of the draft. */
  readonly prepared?: PreparedOrder;
}

/** For whom staff has prepared an order, and what it has agreed with him. */
export interface PreparedOrder {
  readonly buyer: Pick<Buyer, 'userId' | 'email' | 'customerKey'>;
  /** Minor units, by variant. */
  readonly prices: ReadonlyMap<string, number>;
  /** Runs in the transaction, under the lock of the cart, before anything is written. */
  readonly begin: (tx: Tx, orderId: string) => Promise<void>;
}

/** One try: the how manieth it is, and what carriers and tax engines have said before it. */
interface Look {
  readonly look: number;
  readonly answers: OutsideAnswers | null;
}

/** What is to be priced, by today's prices or those that staff has named. */
interface CartToPrice extends Pick<Look, 'answers'> {
  readonly orderId: string;
  readonly cartId: string;
  readonly prices: PreparedOrder['prices'] | undefined;
}

/** Rolls back and has another look: what was read is no longer so. */
class LookAgain extends Error {}

/**
 * Turns the active cart into an order, in one transaction of five round trips whatever the number of
 * lines: stock, discount uses, order, payment, reservations, events and the stored answer, or
 * nothing of it. TypeScript decides and computes; the last statement writes only if all that was
 * read still holds.
 */
@Injectable()
export class PlaceOrder {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly placing: PlacingRepository,
    private readonly carts: CartService,
    private readonly drafts: OrderDrafts,
    private readonly tokens: OrderTokens,
    private readonly outbox: Outbox,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /**
   * @returns the stored text of the answer: for one key always the same bytes
   * @throws the errors of `orders.errors.ts`, of idempotency keys and of payment methods
   */
  async execute(ctx: RequestContext, command: PlaceOrderCommand): Promise<IdempotentReply> {
    this.drafts.assertComplete(command.owner, command.input);
    await this.drafts.moveOldUses(ctx, command.owner, command.input.email);
    const request = requestOf(command);
    let answers: OutsideAnswers | null = null;
    for (let look = 1; look <= MAX_LOOKS; look += 1) {
      const reply = await this.tryOnce(ctx, command, request, { look, answers });
      if (reply instanceof OutsideUnasked) answers = await this.carts.askOutside(reply.snapshot);
      else if (reply !== null) return { ...reply, body: this.reveal(reply.body) };
    }
    throw new PlacingContended(undefined, { retryAfterSeconds: 1 });
  }

  private async tryOnce(
    ctx: RequestContext,
    command: PlaceOrderCommand,
    request: IdempotentRequest,
    { look, answers }: Look,
  ): Promise<IdempotentReply | OutsideUnasked | null> {
    const orderId = randomUUID();
    try {
      return await this.uow.run(this.making(ctx, command, orderId), (tx) =>
        this.place(tx, command, request, { look, orderId, answers }),
      );
    } catch (error) {
      if (error instanceof OutsideUnasked) return error;
      if (error instanceof LookAgain) return null;
      throw error;
    }
  }

  /** The new order is in sight of the statement that writes it, a guest's by its token. */
  private making(ctx: RequestContext, { owner }: PlaceOrderCommand, id: string): RequestContext {
    const hashes = owner.kind === 'guest' ? [this.tokens.hashOf(this.tokens.tokenFor(id))] : [];
    return { ...ctx, creates: [id], tokenHashes: [...(ctx.tokenHashes ?? []), ...hashes] };
  }

  private async place(
    tx: Tx,
    { owner, input, prepared }: PlaceOrderCommand,
    request: IdempotentRequest,
    { look, orderId, answers }: Look & { readonly orderId: string },
  ): Promise<IdempotentReply> {
    const claim = await this.placing.claim(tx, {
      request,
      owner,
      addressId: input.addressId ?? null,
      billingAddressId: input.billingAddressId ?? null,
      customerKey: prepared?.buyer.customerKey ?? this.drafts.limitedCustomer(owner, input),
      paymentMethodCode: input.paymentMethodCode,
    });
    if (!claim.free) throw new IdempotencyInProgress(undefined, { retryAfterSeconds: 1 });
    if (claim.stored !== null) return replayOf(claim.stored, request);
    const buyer = { ...this.drafts.buyerOf(owner, input, claim), ...prepared?.buyer };
    // The request that just finished with this key took the cart after this statement's snapshot.
    if (claim.cartId === null && look === 1) throw new LookAgain();
    if (claim.cartId === null) throw new CartEmpty();
    await prepared?.begin(tx, orderId);
    const order = await this.price(
      tx,
      { orderId, cartId: claim.cartId, answers, prices: prepared?.prices },
      buyer,
      input,
      claim,
    );
    return this.write(tx, order, request, input, claim);
  }

  private async price(
    tx: Tx,
    { orderId, cartId, answers, prices }: CartToPrice,
    buyer: Buyer,
    input: PlaceOrderInput,
    claim: Claim,
  ): Promise<OrderDraft> {
    const { country, city: region } = buyer.address;
    const loaded = await this.carts.loadCheckout(
      tx,
      {
        source: { kind: 'cart', cartId },
        destination: { country, region },
        userId: buyer.userId,
        customerKey: buyer.customerKey,
        email: buyer.email,
      },
      answers,
    );
    const snapshot = withOwnPrices(loaded, prices);
    if (snapshot.lines.length === 0) throw new CartEmpty();
    const shippingMethodCode = input.shippingMethodCode ?? null;
    const taxInclusive = this.env.TAX_INCLUSIVE;
    const price = priceOf(pricingInput(snapshot, { shippingMethodCode, taxInclusive }));
    const seen = { snapshot, price, quoteHash: quoteHash(price), problemsOf: blockingProblemsOf };
    assertOrderable(seen, expectationOf(input, price.currency));
    const order = this.drafts.draft(orderId, buyer, { id: cartId, snapshot, price }, input, claim);
    const { MAX_STOCK_SHARE: percent, MAX_STOCK_SHARE_FROM: from } = this.env;
    if (order.expiresInMinutes !== null) assertShare(snapshot.lines, { percent, from });
    return order;
  }

  private async write(
    tx: Tx,
    order: OrderDraft,
    request: IdempotentRequest,
    input: PlaceOrderInput,
    claim: Claim,
  ): Promise<IdempotentReply> {
    const told = { aggregateId: order.id };
    const payload = { orderId: order.id };
    const outbox = [
      ...this.outbox.rowsOf(orderPlaced, payload, told),
      ...(order.status === 'confirmed' ? this.outbox.rowsOf(orderConfirmed, payload, told) : []),
    ];
    const reply = placedOrderJson(order, {
      now: claim.now,
      paymentMethodCode: input.paymentMethodCode,
      orderToken: order.tokenHash === null ? null : this.tokens.place,
    });
    const lowStock = lowStockNews(this.outbox, this.env.LOW_STOCK_THRESHOLD);
    const body = await this.placing.place(tx, order, { request, outbox, reply, lowStock });
    if (body === null) throw new LookAgain();
    this.outbox.ringAfterCommit(tx);
    return { status: 201, body, replayed: false };
  }

  /** A guest's token is put in on the way out; the stored text does not hold it. */
  private reveal(body: string): string {
    if (!body.includes(this.tokens.place)) return body;
    const { id } = JSON.parse(body) as { id: string };
    return this.tokens.reveal(body, id);
  }
}

function requestOf({ owner, key, input: said }: PlaceOrderCommand): IdempotentRequest {
  const { locale: _locale, ...input } = said;
  const scope = owner.kind === 'user' ? `user:${owner.userId}` : `cart:${owner.tokenHash}`;
  return { scope, route: ROUTE, key, fingerprint: fingerprintOf(ROUTE, input) };
}

function expectationOf(input: PlaceOrderInput, currency: string): Expectation {
  const { expectedTotal, quoteHash: seenQuote } = input;
  return {
    total: expectedTotal === undefined ? null : parseMoney(expectedTotal, currency).amount,
    quoteHash: seenQuote ?? null,
  };
}
