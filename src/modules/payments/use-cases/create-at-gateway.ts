import { Inject, Injectable, Logger } from '@nestjs/common';

import { moneyFromDb } from '../../../common/money/money.js';
import { type RequestContext, withAllRows } from '../../../common/request-context.js';
import { ENV, type Env } from '../../../config/env.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { CardNotFound } from '../cards/cards.errors.js';
import { CardsService } from '../cards/cards.service.js';
import { type LockedAttempt, PaymentsRepository } from '../data/payments.repository.js';
import type {
  CreatedPayment,
  GatewayStatus,
  PaymentGateway,
  SavedCard,
} from '../gateways/payment-gateway.js';
import { GatewayFailed, GatewayRefused, GatewayResting } from '../payments.errors.js';
import { type PaymentStatus, type StartPaymentInput } from '../payments.types.js';
import { RecordAnswers } from './record-answers.js';

/** What the customer needs to go on, and the state that the gateway's answer left. */
export interface HandedOver {
  readonly status: PaymentStatus;
  readonly redirectUrl: string | null;
  readonly clientSecret: string | null;
  readonly publishableKey: string | null;
}

/**
 * Calls the gateway for an attempt whose intent is saved, and keeps what it answers: the address of its
 * page, its id, or what became of a charge that it made at once. A secret for the browser is never kept:
 * asking again with the same reference gives it again.
 */
@Injectable()
export class CreateAtGateway {
  private readonly logger = new Logger(CreateAtGateway.name);

  constructor(
    private readonly uow: UnitOfWork,
    private readonly payments: PaymentsRepository,
    private readonly cards: CardsService,
    private readonly answers: RecordAnswers,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /**
   * @throws GatewayFailed when there is no answer: the attempt stays open, and may be started again
   * @throws GatewayRefused when the gateway does not take it: the attempt has failed
   * @throws GatewayResting, CardNotFound, CardExpired
   */
  async execute(
    ctx: RequestContext,
    gateway: PaymentGateway,
    attempt: LockedAttempt,
    input: StartPaymentInput,
  ): Promise<HandedOver> {
    const card = await this.cardOf(ctx, gateway, attempt, input.cardId ?? attempt.cardId);
    const created = await this.create(ctx, gateway, attempt, input, card);
    const handed = { status: attempt.status, redirectUrl: null, clientSecret: null };
    if (created.kind === 'settled') {
      const status = await this.settle(ctx, gateway, attempt, created.status);
      return { ...handed, status, publishableKey: null };
    }
    if (created.kind === 'offline') return { ...handed, publishableKey: null };
    const kept = {
      url: created.kind === 'redirect' ? created.url : null,
      gatewayPaymentId: created.gatewayPaymentId ?? null,
    };
    const redirectUrl = await this.uow.run(ctx, (tx) =>
      this.payments.keepCreated(tx, attempt.id, kept),
    );
    if (created.kind === 'redirect') return { ...handed, redirectUrl, publishableKey: null };
    return { ...handed, clientSecret: created.value, publishableKey: created.publishableKey };
  }

  private async create(
    ctx: RequestContext,
    gateway: PaymentGateway,
    attempt: LockedAttempt,
    input: StartPaymentInput,
    savedCard: SavedCard | null,
  ): Promise<CreatedPayment> {
    const { reference, amount, currency, createdAt, captureMode, gatewayPaymentId } = attempt;
    const api = `${this.env.PUBLIC_URL}/api/v1/payments`;
    try {
      return await gateway.create({
        reference,
        amount: moneyFromDb(amount, currency),
        returnUrl: input.returnUrl ?? `${api}/return/${reference}`,
        callbackUrl: `${api}/callbacks/${gateway.code}`,
        capture: captureMode,
        clientIp: input.clientIp ?? null,
        locale: ctx.locale?.startsWith('vi') === true ? 'vi' : 'en',
        gatewayPaymentId,
        createdAt: new Date(createdAt),
        savedCard,
      });
    } catch (error) {
      if (error instanceof GatewayResting) throw error;
      this.logger.error({ err: error, reference, gateway: gateway.code }, 'Gateway call failed');
      // The attempt stays `processing`: the gateway may have taken it; the next start asks again.
      if (!(error instanceof GatewayRefused)) throw new GatewayFailed();
      await this.settle(ctx, gateway, attempt, refusedStatus(error));
      throw error;
    }
  }

  private async settle(
    ctx: RequestContext,
    gateway: PaymentGateway,
    { reference, status: before }: LockedAttempt,
    status: GatewayStatus,
  ): Promise<PaymentStatus> {
    // The gateway speaks here, not the customer.
    const all = withAllRows(ctx);
    const payment = { reference, gateway: gateway.code };
    const outcome = await this.answers.status(all, payment, status, 'answer');
    return outcome === 'applied' && status.kind !== 'unknown' ? status.kind : before;
  }

  private async cardOf(
    ctx: RequestContext,
    gateway: PaymentGateway,
    { userId }: LockedAttempt,
    cardId: string | null,
  ): Promise<SavedCard | null> {
    if (cardId === null) return null;
    if (userId === null) throw new CardNotFound();
    const found = await this.cards.chargeable(ctx, userId, cardId);
    if (found.gateway !== gateway.code) throw new CardNotFound();
    return found.card;
  }
}

function refusedStatus({ details }: GatewayRefused): GatewayStatus {
  const reason = details?.['reason'];
  return {
    kind: 'failed',
    amount: null,
    authorised: null,
    gatewayPaymentId: null,
    occurredAt: null,
    reason: typeof reason === 'string' ? `refused: ${reason}` : 'refused',
  };
}
